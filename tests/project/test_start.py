"""The commands of "A config repository in five minutes" print what the page says; `pytest --accept` rewrites it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from checkout import ROOT

PAGE = ROOT / "docs" / "start.md"
SCRIPTS = Path(sys.executable).parent
MARK = "\x1f"
"""What the shell prints after each command, before its exit code."""


def printed(commands: list[str], folder: Path) -> list[str]:
    """Return what commands print that a shell runs one after the other, with their exit codes if they are not 0."""
    script = "exec 2>&1\n" + "".join(f"{command}\nprintf '{MARK}%s{MARK}' $?\n" for command in commands)
    env = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}", "PRE_COMMIT_COLOR": "never"}
    done = subprocess.run(["bash", "-c", script], cwd=folder, env=env, capture_output=True, text=True, check=True)  # noqa: S607  the shell that the page is for
    parts = done.stdout.split(MARK)
    return [
        text + (f"[exit {code}]\n" if code != "0" else "") for text, code in zip(parts[::2], parts[1::2], strict=False)
    ]


def test_the_page_is_up_to_date(tmp_path: Path, golden: Any) -> None:
    text = PAGE.read_text("utf-8")
    blocks = re.findall(r"(?<=```console\n).*?(?=```\n)", text, re.DOTALL)
    commands = [re.findall(r"^\$ (.*)$", block, re.MULTILINE) for block in blocks]
    outputs = iter(printed([command for block in commands for command in block], tmp_path))
    current = iter("".join(f"$ {command}\n{next(outputs)}" for command in block) for block in commands)
    golden(PAGE, re.sub(r"(?<=```console\n).*?(?=```\n)", lambda _: next(current), text, flags=re.DOTALL))
