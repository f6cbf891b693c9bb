"""The comments of a page above its fences: `<!-- ... -->`, and `{/* ... */}` in MDX."""

from __future__ import annotations

from ircompile.hosts.comment_lines import OF_PAGES, lines_above
from ircompile.hosts.excerpts import Excerpt
from ircompile.hosts.markdown.fences import fences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.hosts.snippets import Snippet
    from ircompile.sources.source import Source


def comments(source: Source) -> list[tuple[Snippet, int]]:
    """Return the comments above the fences of a page, each with the offset at which its fence ends."""
    found: list[tuple[Snippet, int]] = []
    for fence in fences(Excerpt(source.text, range(len(source.text) + 1))):
        body = source.text.rfind("\n", 0, fence.offsets[0]) + 1
        opening = source.text.rfind("\n", 0, max(body - 1, 0)) + 1
        found += lines_above(source.text, opening, fence.offsets[-1], OF_PAGES)
    return found
