"""The `checkstyle` format: the XML of Checkstyle, which many CI servers read."""

from __future__ import annotations

from ircompile.reporting.xml_text import xml

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.reporting.report import Report


def lines(report: Report) -> Iterator[str]:
    """Yield the report's lines."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<checkstyle version="4.3">'
    for name, found in report.by_file().items():
        yield f'  <file name="{xml(name)}">'
        for it in found:
            attributes = f'line="{it.line}" column="{it.column}" severity="{it.severity}"'
            yield f'    <error {attributes} message="{xml(it.headline)}" source="ircompile.{xml(it.rule)}"/>'
        yield "  </file>"
    for name, why in report.unread:
        yield f'  <file name="{xml(name)}">'
        yield f'    <error line="1" severity="error" message="{xml(why)}" source="ircompile"/>'
        yield "  </file>"
    yield "</checkstyle>"
