"""The value of an option as a tree, with the spans of the parts of its JSON or shorthand in the command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ircompile.config.settings import Limits
from ircompile.syntax import REMOTE
from ircompile.syntax.document import DocumentError
from ircompile.syntax.json_text import scan
from ircompile.syntax.paramfile import ParamfileError, load, named_file
from ircompile.syntax.shorthand.errors import ShorthandError
from ircompile.syntax.shorthand.reader import read_shorthand
from ircompile.syntax.tree import Node, moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.syntax.command_line.argparse_layer import Given
    from ircompile.syntax.shell import Word
    from ircompile.syntax.tree import Offsets


class Piece(NamedTuple):
    """The text of a value, with the offset in the command of each of its characters and of its end."""

    text: str
    offsets: Offsets


@dataclass(frozen=True, slots=True)
class WordOffsets:
    """The offset in the command of each character of a word from index `first` on, and of its end."""

    word: Word
    first: int

    def __getitem__(self, index: int) -> int:
        """Return the offset of a character."""
        at = self.first + index
        if at and at == len(self.word.text):
            return self.word.text_end
        return self.word.offset(at)


@dataclass(frozen=True, slots=True)
class FileOffsets:
    """The offset of the word that names a file, for each character of the file."""

    name: str
    start: int
    end: int

    def __getitem__(self, _index: int) -> int:
        """Return the offset of a character."""
        return self.start


def loaded(piece: Piece, directory: str) -> Piece:
    """Return the text of the file that a piece names, all at the place of the piece; or the piece itself."""
    try:
        content = load(piece.text, directory)
    except ParamfileError:
        return piece
    if not isinstance(content, str) or content is piece.text:
        return piece
    return Piece(content, FileOffsets(named_file(piece.text), piece.offsets[0], piece.offsets[len(piece.text)]))


def pieces_of(given: Given, words: list[Word]) -> list[Piece]:
    """Return the arguments of an option's value; of `--option=value`, what follows the `=`."""
    return [
        Piece(it.text, WordOffsets(words[it.index], len(words[it.index].text) - len(it.text))) for it in given.values
    ]


def name_span(option: Word) -> tuple[int, int]:
    """Return the span of the name of an option as it is written, which may be short, in quotes, or followed by `=`."""
    offsets = WordOffsets(option, 0)
    return offsets[0], offsets[len(option.text.partition("=")[0])]


def word_tree(value: Any, pieces: list[Piece]) -> Node:
    """Return the tree of an option's value.

    Args:
        value: The value, as the AWS CLI reads it.
        pieces: The arguments that it was read from. One whose parts have no spans, since it names a file or is plain
            text, becomes a single node.
    """
    if not pieces:
        return Node(value, 0, 0, items=[] if isinstance(value, list) else None)
    first, last = pieces[0], pieces[-1]
    if isinstance(value, list) and not (len(pieces) == 1 and first.text.lstrip().startswith("[")):
        items = [_piece_tree(item, piece) for item, piece in zip(value, pieces, strict=False)]
        return Node(value, first.offsets[0], last.offsets[len(last.text)], items=items)
    return _piece_tree(value, first)


def _piece_tree(value: Any, piece: Piece) -> Node:
    text, offsets = piece
    if isinstance(value, dict | list) and not text.startswith(REMOTE):
        try:
            if text.lstrip().startswith(("{", "[")):
                node, _ = scan(text, Limits())
            else:
                node, *_ = read_shorthand(text)
            return moved(node, offsets)
        except (DocumentError, ShorthandError):
            pass  # a part of it names a file, or the AWS CLI is less strict than these readers
    return Node(value, offsets[0], offsets[len(text)])
