"""The grammars under `grammar/`, run as parsers."""

from __future__ import annotations

from functools import cache

from ircompile.shipped import folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from lark import Lark, Token, Tree
    from lark.parsers.lalr_interactive_parser import InteractiveParser


class SyntaxFault(Exception):
    """The text doesn't follow the grammar.

    Attributes:
        index: Offset in characters of the first text that fits nothing; the text's length at its end.
        accepts: Names of the terminals that would have fitted; "$END" where the text could have ended.
        parsed: What had been recognised before, left to right: the whole tree of the text up to `index`
            where that is a text of the grammar, else the trees and tokens on the parser's stack.
    """

    def __init__(self, index: int, accepts: frozenset[str], parsed: list[Tree[Token] | Token]) -> None:
        super().__init__(f"nothing fits at {index}; expected one of {sorted(accepts)}")
        self.index = index
        self.accepts = accepts
        self.parsed = parsed


def parse(grammar: str, text: str) -> Tree[Token]:
    """The tree of a text, with the places of its tokens and subtrees.

    Args:
        grammar: Name of a file under `grammar/`, without its suffix.
        text: What to parse.

    Raises:
        SyntaxFault: The text doesn't follow the grammar.
    """
    from lark import UnexpectedInput, UnexpectedToken

    try:
        return _parser(grammar).parse(text)
    except UnexpectedInput as unexpected:
        at_end = isinstance(unexpected, UnexpectedToken) and unexpected.token.type == "$END"
        index: Any = len(text) if at_end else unexpected.pos_in_stream  # lark types it as always None
        raise _fault(index, unexpected.interactive_parser) from None


def _fault(index: int, stopped: InteractiveParser) -> SyntaxFault:
    accepts = frozenset(stopped.accepts())  # type: ignore[no-untyped-call]  # lark's gap
    ended = [stopped.feed_eof()] if "$END" in accepts else None  # type: ignore[no-untyped-call]  # the same
    return SyntaxFault(index, accepts, ended or stopped.parser_state.value_stack)


@cache
def _parser(grammar: str) -> Lark:
    from lark import Lark

    source = (folder("grammar") / f"{grammar}.lark").read_text(encoding="utf-8")
    return Lark(source, parser="lalr", lexer="contextual", propagate_positions=True)
