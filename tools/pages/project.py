"""Pages that are files of the repository's root: the changelog, contributing, security."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = {"CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md", "SECURITY.md": "security.md"}
"""The names of the pages."""

LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
"""A link; those to files that the site does not have become plain text."""


def pages() -> dict[str, str]:
    """Return the pages, with links that lead from `docs/reference`."""
    made = {page: _moved((ROOT / file).read_text("utf-8")) for file, page in FILES.items()}
    return {**made, "changelog.md": f"---\nnosearch: true\n---\n{made['changelog.md']}"}  # it names everything


def inward(text: str) -> str:
    """Return a page of `docs` with links to files of the root as links to the pages made from them."""
    for file, page in FILES.items():
        text = text.replace(f"](../{file}", f"](reference/{page}")
    return text.replace("](../examples)", "](reference/examples.md)").replace("](../README.md)", "](index.md)")


def _moved(text: str) -> str:
    text = text.replace("](README.md)", "](../index.md)").replace("](docs/", "](../")
    text = re.sub(r"\]\(examples[^)]*\)", "](examples.md)", text)
    for file, page in FILES.items():
        text = text.replace(f"]({file}", f"]({page}")
    return LINK.sub(lambda link: link[0] if re.match(r"https?:|#|\.\./|[\w-]+\.md", link[2]) else link[1], text)
