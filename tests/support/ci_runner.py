"""Commands that CI runners read from the output of a program."""

from __future__ import annotations

import re

RUNNER_COMMAND = re.compile(r"^\s*::|##\w*\[", re.MULTILINE)
"""A command of GitHub Actions, Azure Pipelines or TeamCity in the output of a program."""
