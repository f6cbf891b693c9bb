"""The fences of pages, as CommonMark has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ircompile.hosts.excerpts import Excerpt
from ircompile.hosts.markdown.fences import fences


def found(text: str) -> list[tuple[str, str]]:
    """Return what is after the marks of each fence, and its text, whose offsets are checked."""
    fenced = [*fences(Excerpt(text, range(len(text) + 1)))]
    for it in fenced:
        assert len(it.offsets) == len(it.text) + 1
        assert [text[at] for at in it.offsets[:-1]] == list(it.text)
    return [(it.info, it.text) for it in fenced]


@pytest.mark.parametrize(
    ("text", "fenced"),
    [
        ("```python\nx\n```\ny", [("python", "x\n")]),
        ("~~~ sh title=a\nx\n~~~", [("sh title=a", "x\n")]),
        ("````\n```\nx\n```\n````\n", [("", "```\nx\n```\n")]),
        ("```\nx\n````  \ny", [("", "x\n")]),
        ("```\n~~~\n```", [("", "~~~\n")]),
        ("```a`b\nx\n```", [("", "")]),
        ("~~~ a`b\nx\n~~~", [("a`b", "x\n")]),
        ("```\nx", [("", "x")]),
        ("```", [("", "")]),
        ("  ```py\n  x\n    y\n z\n  ```", [("py", "x\n  y\nz\n")]),
        ("- item\n\n  ```py\n  x\n\n  y\n  ```\n- ```sh\n  z\n  ```\n", [("py", "x\n\ny\n"), ("sh", "z\n")]),
        ("1. ```py\n   x\n   ```", [("py", "x\n")]),
        ("> ```py\n> x\n>y\n> ```\nz", [("py", "x\ny\n")]),
        ("> ```py\n> x\n\ny\n", [("py", "x\n")]),
        ("> > ```py\n> > x\n> > ```", [("py", "x\n")]),
        ("- > ```py\n  > x\n  > ```", [("py", "x\n")]),
        ("```\r\nx\r\n```\r\ny", [("", "x\r\n")]),
        ("```\rx\r```\ry", [("", "x\r")]),
        ("```py\n'''\n    ```\n    x\n    ```\n'''\ny\n```\n", [("py", "'''\n    ```\n    x\n    ```\n'''\ny\n")]),
        ("- ```py\n  x\n      ```\n  ```\n", [("py", "x\n    ```\n")]),
        ("- ```py\n  x\n     ```\n", [("py", "x\n")]),
        ("\t```\n\tx\n\t```", [("", "x\n")]),
        ("<!--\n```py\nx\n```\n-->\n```\ny\n```", [("", "y\n")]),
        ("<!-- a -->\n```\ny\n```", [("", "y\n")]),
        ("a `<!--` b\n```\ny\n```", [("", "y\n")]),
        ("```\n<!--\n```\n```\ny\n```", [("", "<!--\n"), ("", "y\n")]),
        ("", []),
    ],
)
def test_fences(text: str, fenced: list[tuple[str, str]]) -> None:
    assert found(text) == fenced


LINES = st.sampled_from(
    ["```", "````", "~~~", "``` py", "  ```", "   ~~~~", "x", "", "  y", "> ```", "> x", ">z", "~~", "```x```"]
)


@given(st.lists(LINES, max_size=9))
def test_fences_are_those_of_a_parser_of_commonmark(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    tokens = MarkdownIt("commonmark").parse(text)
    assert found(text) == [(it.info.strip(), it.content) for it in tokens if it.type == "fence"]


INSIDE = st.sampled_from(
    ["x", "   ```", "    ```", "     ~~~", "\t```", " \t```", "  \tx", "```x", "``", "~~~", "    ````", ""]
)


@given(st.sampled_from(["```", "~~~"]), st.lists(INSIDE, max_size=6))
def test_a_fence_ends_where_a_parser_of_commonmark_ends_it(marks: str, lines: list[str]) -> None:
    text = "\n".join([marks, *lines]) + "\n"
    tokens = MarkdownIt("commonmark").parse(text)
    assert found(text)[0][1] == next(it.content for it in tokens if it.type == "fence")
