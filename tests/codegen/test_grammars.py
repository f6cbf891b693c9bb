"""The generated parse tables accept the same texts and give the same trees as Lark."""

from __future__ import annotations

from functools import cache
from typing import Any

import lark
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ircompile.codegen.grammars import lark_parser
from ircompile.syntax.lalr import GrammarError, Token, Tree, leaves, parse

WORDS = {
    "shorthand": ["a", "key", "=", ",", "[", "]", "{", "}", "'", '"', "\\", " ", "@", "\n", "x=y", "a=[b,c]", "{d=e}"],
    "cel": ["a", "self.b", "1", "2.5", '"s"', "+", "&&", "||", "!", "==", "in", "[", "]", "(", ")", ".", ",", " ",
            "has(x.y)", "all(x, x > 1)", "?", ":", "{", "}", "r'x'", "// c\n", "-"],
    "pattern": ["a", ".", "*", "+", "?", "(", ")", "[", "]", "|", "^", "$", "-", "{2}", "{1,3}", "\\d", "\\.", "(?:"],
}  # fmt: skip
"""Pieces of texts by grammar; most texts made of them are invalid."""


@cache
def lark_for(grammar: str) -> Any:
    return lark_parser(grammar)


def as_tuples(tree: Any) -> Any:
    """Return a tree of Lark's or of ours as plain values with offsets."""
    if isinstance(tree, Token):
        return (tree.type, str(tree), tree.start)
    if isinstance(tree, lark.Token):
        return (tree.type, str(tree), tree.start_pos)
    if isinstance(tree, Tree):
        return (tree.data, tree.start, [as_tuples(child) for child in tree.children])
    return (str(tree.data), getattr(tree.meta, "start_pos", None), [as_tuples(child) for child in tree.children])


def by_lark(grammar: str, text: str) -> Any:
    try:
        return as_tuples(lark_for(grammar).parse(text))
    except lark.UnexpectedInput as unexpected:
        at_end = isinstance(unexpected, lark.UnexpectedToken) and unexpected.token.type == "$END"
        parser: Any = unexpected
        accepts = parser.interactive_parser.accepts()
        return (len(text) if at_end else unexpected.pos_in_stream, {str(name) for name in accepts})


def by_tables(grammar: str, text: str) -> Any:
    try:
        return as_tuples(parse(grammar, text))
    except GrammarError as error:
        return (error.index, set(error.accepts))


@pytest.mark.parametrize("grammar", WORDS)
@settings(max_examples=2_000, deadline=None)
@given(data=st.data())
def test_the_tables_parse_as_lark_does(grammar: str, data: st.DataObject) -> None:
    text = "".join(data.draw(st.lists(st.sampled_from(WORDS[grammar]), max_size=14)))
    assert by_tables(grammar, text) == by_lark(grammar, text)


@settings(max_examples=2_000, deadline=None)
@given(st.lists(st.sampled_from(WORDS["shorthand"]), max_size=14).map("".join))
def test_the_flat_automaton_yields_the_leaves_of_the_tree(text: str) -> None:
    def tokens(tree: Any) -> list[tuple[str, int]]:
        if isinstance(tree[2], int):
            return [(tree[0], tree[2])]
        return [token for child in tree[2] for token in tokens(child)]

    expected = by_tables("shorthand", text)
    if isinstance(expected[0], int):
        with pytest.raises(GrammarError) as raised:
            list(leaves("shorthand", text, 400))
        assert (raised.value.index, set(raised.value.accepts)) == expected
    else:
        found = [(kind, start) for kind, start, _ in leaves("shorthand", text, 400) if kind != "empty"]
        assert found == tokens(expected)
