"""Where the values of a manifest are written: the text that fixes edit, and the spans of the values in it."""

from __future__ import annotations

from functools import lru_cache

from ircompile.syntax.tree import moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.findings.diagnostic import Edit
    from ircompile.findings.finding import Part
    from ircompile.findings.values import Path
    from ircompile.hosts.code import Code
    from ircompile.hosts.snippets import Language
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Kind, Source
    from ircompile.syntax.tree import Node

    Span = tuple[int, int]


class Written:
    """The text of a file that is a manifest.

    Attributes:
        text: The text.
        language: Its language.
    """

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        self.text = manifest.source.text
        self.language: Kind | Language = manifest.source.kind

    def span(self, path: Path, part: Part = "value") -> Span:
        """Return the span of the value or key at a path."""
        return self._manifest.span(path, part)

    def node(self, path: Path) -> Node:
        """Return the node at a path, or the nearest above it."""
        return self._manifest.node(path)

    def scalar(self, path: Path) -> Node | None:
        """Return the node at a path if it is a scalar; of an alias, the anchored one."""
        node = self._manifest.scalar(path)
        return node and (node.target or node)

    def edit(self, edit: Edit) -> Edit:
        """Return the edit of the file that makes an edit of the text."""
        return edit


class WrittenInCode(Written):
    """The code in a file of another language, in which a manifest is."""

    def __init__(self, manifest: Manifest) -> None:
        super().__init__(manifest)
        self.code = _code(manifest.source)
        self.text = self.code.text
        start = (manifest.document.call or (manifest.document.root.start, 0))[0]
        self.language = self.code.language(start) or manifest.source.kind
        self._offsets = _Offsets(self.code)

    def span(self, path: Path, part: Part = "value") -> Span:
        """Return the span of the value or key at a path."""
        start, end = super().span(path, part)
        return self._offsets[start], self._offsets[end]

    def node(self, path: Path) -> Node:
        """Return the node at a path, or the nearest above it."""
        return moved(super().node(path), self._offsets)

    def scalar(self, path: Path) -> Node | None:
        """Return the node at a path if it is a scalar."""
        node = super().scalar(path)
        return node and moved(node, self._offsets)

    def edit(self, edit: Edit) -> Edit:
        """Return the edit of the file that makes an edit of the code."""
        return self.code.edit(edit)


class _Offsets:
    """The offsets in a code, by those in its file."""

    def __init__(self, code: Code) -> None:
        self._code = code

    def __getitem__(self, offset: int) -> int:
        return self._code.offset(offset)


@lru_cache(maxsize=1)
def _code(source: Source) -> Code:
    """Return the code in a source, which has many fixes."""
    from ircompile.hosts import code_in

    return code_in(source)
