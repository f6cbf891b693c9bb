"""The built site: it is built once in a run of the tests, and its pages are read as a browser reads them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

WAIT = 300
"""How long a process waits for another one to build, in seconds."""


def shared(name: str, make: Callable[[Path], None], base: Path) -> Path:
    """Return a folder that is made once, by the first of the processes that run the tests and ask for it.

    Args:
        name: The name of the folder.
        make: Fills the folder.
        base: The folder for temporary files of this process.
    """
    home = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done = home / name, home / f"{name}.done"
    try:
        folder.mkdir()
    except FileExistsError:
        end = time.monotonic() + WAIT
        while not done.exists():
            assert time.monotonic() < end, f"{name} was not made"
            time.sleep(0.2)
    else:
        make(folder)
        done.touch()
    return folder


class Page(HTMLParser):
    """The links and the anchors of a page.

    Attributes:
        links: What its links, images, styles and scripts refer to.
        anchors: The ids of its elements.
        title: Its title.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None and tag != "link":
                self.links.append(value)
            if name == "id" and value:
                self.anchors.add(value)
