"""Text in XML."""

from __future__ import annotations

from ircompile.findings.messages import escaped


def xml(text: str) -> str:
    """Return a text as the content of an element or attribute, in ASCII, with `##` and unprintable characters escaped.

    CI runners may take `##` for the start of a command.
    """
    return "&#35;&#35;".join(_quoted(part) for part in text.split("##"))


def _quoted(text: str) -> str:
    text = escaped(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.encode("ascii", "xmlcharrefreplace").decode()
