"""Shell scripts as files that make jobs."""

from __future__ import annotations

from ircompile.hosts.snippets import whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.hosts.snippets import Snippet
    from ircompile.sources.source import Source


def snippets(source: Source) -> list[Snippet]:
    """Return the script."""
    return [whole(source.text, "shell")]
