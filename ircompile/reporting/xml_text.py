"""Texts as XML."""

from __future__ import annotations

from ircompile.findings.messages import escaped


def xml(text: str) -> str:
    """A text as the content of an element or an attribute: what is not printable escaped, in ASCII, without `##`."""
    return "&#35;&#35;".join(_quoted(part) for part in text.split("##"))


def _quoted(text: str) -> str:
    text = escaped(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.encode("ascii", "xmlcharrefreplace").decode()
