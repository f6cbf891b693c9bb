"""The pages of the documentation: their fences, the files that they show, and what a shell prints for their commands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from console import rerun

FENCE = re.compile(
    r"(?:^ *<!-- (?P<name>\S+) -->\n)?^(?P<indent> *)```(?P<language>\w+)\n(?P<text>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)
SCRIPTS = Path(sys.executable).parent
MARK = "\x1f"
"""What the shell prints after each command, before its exit code."""


class Fence(NamedTuple):
    """A fence of a page.

    Attributes:
        name: The name of the file that it shows, or "".
        language: Its language.
        text: Its text, without the indentation that it has in a list.
    """

    name: str
    language: str
    text: str


def fences(page: str) -> Iterator[Fence]:
    """Yield the fences of a page."""
    for found in FENCE.finditer(page):
        yield Fence(found["name"] or "", found["language"], textwrap.dedent(found["text"]))


def lay_out(page: str, folder: Path) -> None:
    """Write the files that a page shows into a folder."""
    for fence in fences(page):
        if re.search(r"\.\w+$", fence.name) and not fence.name.startswith("examples/"):
            (folder / fence.name).parent.mkdir(parents=True, exist_ok=True)
            (folder / fence.name).write_text(fence.text, "utf-8")


def rewritten(page: str, language: str, change: Callable[[str], str]) -> str:
    """Return a page with the texts of its fences in a language changed."""

    def changed(found: re.Match[str]) -> str:
        if found["language"] != language:
            return found[0]
        text = textwrap.indent(change(textwrap.dedent(found["text"])), found["indent"])
        return found[0].replace(found["text"], text) if found["text"] else found[0]

    return FENCE.sub(changed, page)


def current(page: str, folder: Path) -> str:
    """Return a page with what its commands print now; they run one after the other in a folder."""
    commands = [line for fence in fences(page) if fence.language == "console" for line in _commands(fence.text)]
    if all(command.startswith("ircompile ") and "|" not in command for command in commands):
        return rewritten(page, "console", rerun)
    printed = iter(outputs(commands, folder))
    return rewritten(page, "console", lambda text: "".join(f"$ {it}\n{next(printed)}" for it in _commands(text)))


def _commands(text: str) -> list[str]:
    return re.findall(r"^\$ (.*)$", text, re.MULTILINE)


def outputs(commands: list[str], folder: Path) -> list[str]:
    """Return what commands print that a shell runs one after the other, with their exit codes if they are not 0."""
    script = "exec 2>&1\n" + "".join(f"{command}\nprintf '{MARK}%s{MARK}' $?\n" for command in commands)
    env = {**os.environ, "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}", "PRE_COMMIT_COLOR": "never"}
    done = subprocess.run(["bash", "-c", script], cwd=folder, env=env, capture_output=True, text=True, check=True)  # noqa: S607  the shell that the pages are for
    parts = done.stdout.split(MARK)
    return [
        text + (f"[exit {code}]\n" if code != "0" else "") for text, code in zip(parts[::2], parts[1::2], strict=False)
    ]
