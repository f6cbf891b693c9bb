"""`concise`: one line a diagnostic, which editors and people's tools can jump to."""

from __future__ import annotations

from ircompile.wording import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.diagnostic import Diagnostic
    from ircompile.source import Source


def concise(diagnostics: Iterable[Diagnostic], _sources: dict[str, Source]) -> Iterator[str]:
    """The report's lines."""
    for it in diagnostics:
        yield f"{escaped(it.filename)}:{it.line}:{it.column}: {it.severity}[{it.rule}] {escaped(it.message)}"
