"""The offsets of the characters of a string in the text around it."""

from __future__ import annotations

import pytest

from ircompile.config.settings import Limits
from ircompile.sources.source import from_text
from ircompile.syntax.offsets import character_offsets
from ircompile.syntax.yaml.documents import read_documents


@pytest.mark.parametrize(
    "text",
    [
        'a: "b=c,\\\n   d=e"\n',
        'a: "b=c,\\\r\n\t d=e"\n',
        'a: "b=c,\\\n\\\n   d=e"\n',
        'a: "b=c,\n   d=e"\n',
        "a: >-\n  b=c,\n  d=e\n",
        "a: >-\r\n  b=c,\r\n  d=e\r\n",
        "a: 'b=''c'',d=e'\n",
        'a: "b=\\x41,d=e"\n',
    ],
)
def test_words_are_found_where_they_are_written(text: str) -> None:
    (document,) = read_documents(from_text("a.yaml", text, "yaml"), Limits())
    node = document.root.members["a"]
    offsets = character_offsets(text, node)
    for letter in "bde":
        at = node.value.index(letter)
        assert text[offsets[at]] == letter
        assert offsets[at + 1] == offsets[at] + 1
    assert [*offsets] == sorted(offsets)
