"""Programs run with an identity for Git."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "t",
    "GIT_AUTHOR_EMAIL": "t@t",
    "GIT_COMMITTER_NAME": "t",
    "GIT_COMMITTER_EMAIL": "t@t",
}


def sh(*words: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a program with `env` besides the environment, and return what came of it."""
    return subprocess.run(words, cwd=cwd, env={**os.environ, **GIT, **env}, capture_output=True, text=True, check=False)
