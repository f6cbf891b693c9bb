"""The pages of the built site, as a browser reads them."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path


class Page(HTMLParser):
    """The links and the anchors of a page.

    Attributes:
        links: What its links, images, styles and scripts refer to.
        anchors: The ids of its elements.
        text: Its text.
    """

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.text = ""
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value is not None and tag != "link":
                self.links.append(value)
            if name == "id" and value:
                self.anchors.add(value)

    def handle_data(self, data: str) -> None:
        self.text += data
