"""The words of an option as a tree: where the parts of its JSON or shorthand stand in the command."""

from __future__ import annotations

from ircompile.config.settings import Limits
from ircompile.syntax import REMOTE
from ircompile.syntax.document import DocumentError
from ircompile.syntax.json_text import scan
from ircompile.syntax.paramfile import ParamfileError, load
from ircompile.syntax.shorthand.error import ShorthandError
from ircompile.syntax.shorthand.reader import read_shorthand
from ircompile.syntax.tree import Node, moved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.syntax.command_line.argparse_layer import Given
    from ircompile.syntax.shell import Word
    from ircompile.syntax.tree import Offsets

    Piece = tuple[str, Offsets]
    """The text of a value, and the offset in the command of each of its characters and of its end."""


class Places:
    """The offset in the command of each character of a word, from one on, and of the word's end."""

    __slots__ = ("_first", "_word")

    def __init__(self, word: Word, first: int) -> None:
        self._word = word
        self._first = first

    def __getitem__(self, index: int) -> int:
        """The offset of a character."""
        at = self._first + index
        if at and at == len(self._word.text):
            return self._word.offset(at - 1) + 1  # the end of the text, not of the quotes around it
        return self._word.offset(at)


class Shared:
    """The offset of a word, for each character of a text that stands somewhere else."""

    __slots__ = ("_place",)

    def __init__(self, place: int) -> None:
        self._place = place

    def __getitem__(self, _index: int) -> int:
        """The offset of a character."""
        return self._place


def loaded(piece: Piece, directory: str) -> Piece:
    """The text of the file that a word names, all of it at the place of the word; or the word itself."""
    text, places = piece
    try:
        content = load(text, directory)
    except ParamfileError:
        return piece
    return (content, Shared(places[0])) if isinstance(content, str) and content is not text else piece


def pieces_of(given: Given, words: list[Word]) -> list[Piece]:
    """The words of an option's value with the places of their characters; of `--option=value`, what follows `=`."""
    return [(text, Places(words[index], len(words[index].text) - len(text))) for index, text in given.words]


def word_tree(value: Any, pieces: list[Piece]) -> Node:
    """The tree of an option's value.

    Args:
        value: What the AWS CLI makes of it.
        pieces: The words that it was given as. A word whose parts can't be told (one that names a file, or a plain
            text) is one node.
    """
    if isinstance(value, list) and not (len(pieces) == 1 and pieces[0][0].lstrip().startswith("[")):
        items = [_one(item, piece) for item, piece in zip(value, pieces, strict=False)]
        return (
            Node(value, pieces[0][1][0], pieces[-1][1][len(pieces[-1][0])], items=items)
            if pieces
            else Node(value, 0, 0, items=[])
        )
    return _one(value, pieces[0]) if pieces else Node(value, 0, 0)


def _one(value: Any, piece: Piece) -> Node:
    text, places = piece
    if isinstance(value, dict | list) and not text.startswith(REMOTE):
        try:
            node = scan(text, Limits())[0] if text.lstrip().startswith(("{", "[")) else read_shorthand(text)[0]
            return moved(node, places)
        except (DocumentError, ShorthandError):
            pass  # a part of it names a file, or the AWS CLI is less strict than we are: the word is the place
    return Node(value, places[0], places[len(text)])
