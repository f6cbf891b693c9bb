from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ircompile.editing.lines import LineTable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.editing.lines import Encoding

TEXTS = st.text(st.sampled_from("ab\r\n\x0b\x0c\x1c\x85\u2028\u2029ä€😀\ud800"), max_size=24)
ENCODINGS = st.sampled_from(("utf-8", "utf-16", "utf-32"))
UNITS: dict[str, tuple[str, int]] = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def width(text: str, encoding: Encoding) -> int:
    codec, size = UNITS[encoding]
    return len(text.encode(codec, "surrogatepass")) // size


def lines_of(text: str) -> list[tuple[int, int]]:
    """Return where each line begins and ends, character by character."""
    lines, start, at = [], 0, 0
    while at < len(text):
        size = 2 if text[at : at + 2] == "\r\n" else int(text[at] in "\r\n")
        if size:
            lines.append((start, at))
            start = at + size
        at += size or 1
    return [*lines, (start, len(text))]


@given(TEXTS, ENCODINGS)
@example("a\u2028b\r\nc\rd\ne", "utf-16")
def test_offsets_have_the_positions_that_the_protocol_defines(text: str, encoding: Encoding) -> None:
    table = LineTable(text, encoding)
    lines = lines_of(text)
    for offset in range(len(text) + 1):
        line = max(number for number, (start, _) in enumerate(lines) if start <= offset)
        start, end = lines[line]
        assert table.position(offset) == (line, width(text[start : min(offset, end)], encoding))
        assert table.span(line) == (start, end)


@given(TEXTS, ENCODINGS, st.integers(-1, 30), st.integers(-1, 60))
def test_positions_have_the_offsets_that_the_protocol_defines(
    text: str, encoding: Encoding, line: int, character: int
) -> None:
    lines = lines_of(text)
    if line < 0:
        expected = 0
    elif line >= len(lines):
        expected = len(text)
    else:
        start, end = lines[line]
        inside = [offset for offset in range(start, end + 1) if width(text[start:offset], encoding) <= character]
        expected = max(inside, default=start)
    assert LineTable(text, encoding).offset(line, character) == expected


@given(TEXTS, ENCODINGS, st.data())
def test_an_offset_survives_the_way_there_and_back(text: str, encoding: Encoding, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    table = LineTable(text, encoding)
    is_inside_of_line_end = text[max(offset - 1, 0) : offset + 1] == "\r\n" and offset > 0
    assert table.offset(*table.position(offset)) == offset - is_inside_of_line_end


@pytest.mark.parametrize(("offset", "expected"), [(-5, (0, 0)), (99, (1, 1))])
def test_offsets_outside_of_the_text_are_its_ends(offset: int, expected: tuple[int, int]) -> None:
    assert LineTable("a\nb").position(offset) == expected
