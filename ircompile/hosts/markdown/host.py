"""Pages of Markdown and reStructuredText as files that make jobs."""

from __future__ import annotations

from dataclasses import replace

from ircompile.hosts.comment_lines import OF_PAGES, lines_above
from ircompile.hosts.excerpts import Excerpt
from ircompile.hosts.markdown.fences import fences
from ircompile.hosts.markdown.languages import language_of
from ircompile.hosts.markdown.rst import code_blocks
from ircompile.hosts.markdown.tidying import tidied
from ircompile.hosts.notebook.cell_reader import CellReader
from ircompile.hosts.prompts import without_prompts, without_shell_prompts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ircompile.hosts.markdown.fences import Fence
    from ircompile.hosts.snippets import Snippet
    from ircompile.sources.source import Source

RST = ".rst"
MAX_DEPTH = 5
"""How deep fences of Markdown are read in others."""


def snippets(source: Source) -> list[Snippet]:
    """Return the code in the fences of a page, in which its readers fill in places such as `<role>`."""
    page = Excerpt(source.text, range(len(source.text) + 1))
    is_rst = source.name.lower().endswith(RST)
    found = _snippets(code_blocks(page) if is_rst else fences(page), MAX_DEPTH)
    return [replace(it, is_template=True) for it in found]


def _snippets(found: Iterable[Fence], depth: int) -> Iterator[Snippet]:
    """Yield the code in fences, and in those of fences of Markdown."""
    reader = CellReader()
    for fence in found:
        language = language_of(fence.info, fence.text)
        if language == "markdown":
            if depth:
                yield from _snippets(fences(fence), depth - 1)
        elif language == "python":
            yield from reader.snippets(tidied(without_prompts(fence, only_input=True)))
        elif language == "shell":
            yield reader.snippet(language, without_shell_prompts(fence))
        elif language:
            yield reader.snippet(language, fence, is_alone=True)


def comments(source: Source) -> list[tuple[Snippet, int]]:
    """Return the comments above the fences of a page, each with the offset at which its fence ends."""
    found: list[tuple[Snippet, int]] = []
    for fence in fences(Excerpt(source.text, range(len(source.text) + 1))):
        body = source.text.rfind("\n", 0, fence.offsets[0]) + 1
        opening = source.text.rfind("\n", 0, max(body - 1, 0)) + 1
        found += lines_above(source.text, opening, fence.offsets[-1], OF_PAGES)
    return found
