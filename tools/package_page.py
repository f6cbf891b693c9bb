"""The metadata hook for Hatch that makes the package's page on PyPI from the README, with links to the site."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class PackagePage(MetadataHookInterface):
    """Sets the long description."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the README to the metadata, as PyPI can show it."""
        sys.path.insert(0, self.root)
        from ircompile.package import SITE

        text = Path(self.root, "README.md").read_text("utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": linked(text, SITE)}


def linked(text: str, site: str) -> str:
    """Return a text whose links lead to the site instead of to files of the repository.

    Args:
        text: The text of the README.
        site: The address of the site.
    """
    text = re.sub(r"\]\(docs/([^)#]+)\.md", rf"]({site}\1.html", text)
    text = re.sub(r"\]\(docs/([^)]+\.svg)\)", rf"]({site}_images/\1)", text)
    return re.sub(r"\]\(([A-Z]+)\.md\)", lambda link: f"]({site}reference/{link[1].lower()}.html)", text)
