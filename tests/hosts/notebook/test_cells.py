"""The code cells of a notebook, and where each character of them is in its JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notebooks import code, markdown, notebook

from ircompile.hosts.notebook.host import code_cells
from ircompile.hosts.snippets import UnreadError
from ircompile.sources.cells import Cells

OLD = {
    "metadata": {"name": "old"},
    "nbformat": 3,
    "nbformat_minor": 0,
    "worksheets": [
        {
            "cells": [
                {"cell_type": "heading", "level": 1, "source": ["Old"]},
                {"cell_type": "code", "input": ["a\n", "b"]},
            ]
        },
        {"cells": [{"cell_type": "code", "input": "c", "language": "python"}]},
    ],
}


def found(text: str) -> list[tuple[int, str, str]]:
    return [(it.number, it.language, it.text) for it in code_cells(text)]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (notebook("a\nb", markdown("# c"), "d"), [(1, "python", "a\nb"), (3, "python", "d")]),
        (notebook(code("a\nb\n")), [(1, "python", "a\nb\n")]),
        (notebook(code("a b"), {"cell_type": "raw", "source": "x"}), [(1, "python", "a b")]),
        (notebook(code(["a\n", "b"])), [(1, "python", "a\nb")]),
        (notebook({"cell_type": "code", "source": 'x = "é"\n'}), [(1, "python", 'x = "é"\n')]),
        (notebook({"source": ["a"], "outputs": [{"text": ["b"], "source": "c"}], "cell_type": "code"}), [(1, "python", "a")]),
        (notebook({"cell_type": "code", "source": ["a"], "cells": [{"cell_type": "code", "source": "b"}]}), [(1, "python", "a")]),
        (notebook({"cell_type": "code", "source": 5}, {"cell_type": 5, "source": "a"}, "b"), [(3, "python", "b")]),
        (notebook("a", metadata={"kernelspec": {"language": "R"}}), [(1, "r", "a")]),
        (notebook("a", metadata={"kernelspec": {"language": "python"}, "language_info": {"name": "Bash"}}), [(1, "bash", "a")]),
        (notebook("a", metadata=5), [(1, "python", "a")]),
        (json.dumps(OLD), [(2, "python", "a\nb"), (3, "python", "c")]),
        ('{"cells": []}', []),
        ('{"cells": [1, "code", [], {}], "n": %s}' % ("9" * 5000), []),
    ],
)  # fmt: skip
def test_cells(text: str, cells: list[tuple[int, str, str]]) -> None:
    assert found(text) == cells


@pytest.mark.parametrize(
    ("text", "message", "at"),
    [
        ("", "it is not JSON: expecting value", 0),
        ('{"cells": [{"source": "a\n"}]}', "it is not JSON: invalid control character at", 24),
        ('{"cells": [],}', "it is not JSON: ", 13),
        ('{"cells": {}}', "it is not a notebook: it has no list of cells", 0),
        ("[]", "it is not a notebook: it has no list of cells", 0),
        ('{"cells": ' + "[" * 100_000, "it is nested too deeply", 0),
    ],
)
def test_what_is_not_a_notebook(text: str, message: str, at: int) -> None:
    with pytest.raises(UnreadError) as caught:
        code_cells(text)
    assert str(caught.value).startswith(message)
    assert caught.value.span[0] in (at, at - 1)  # versions of Python differ on the comma


JSON_STRINGS = st.text(
    st.sampled_from(['"', "\\", "\n", "\t", "/", "é", "😀", "a", " ", "\x7f", "u", "\b"]), max_size=12
)


@given(st.lists(st.lists(JSON_STRINGS, max_size=4), max_size=3), st.booleans(), st.sampled_from([None, 1]))
def test_each_character_is_where_the_json_has_it(sources: list[list[str]], ascii: bool, indent: Any) -> None:  # noqa: FBT001  as for `json.dumps`
    text = json.dumps(json.loads(notebook(*map(code, sources))), ensure_ascii=ascii, indent=indent)
    cells = code_cells(text)
    assert [it.text for it in cells] == [source for lines in sources if (source := "".join(lines)) or lines]
    for cell in cells:
        assert len(cell.offsets) == len(cell.text) + 1
        assert text[cell.offsets[-1]] == '"'
        for character, offset in zip(cell.text, cell.offsets, strict=False):
            written = json.dumps(character, ensure_ascii=ascii)[1:-1]
            assert text.startswith(written, offset)


@given(st.lists(JSON_STRINGS, min_size=1, max_size=4), st.booleans())
def test_locations_in_cells(lines: list[str], ascii: bool) -> None:  # noqa: FBT001  as for `json.dumps`
    text = json.dumps(json.loads(notebook("", code(lines))), ensure_ascii=ascii)
    (cell,) = (it for it in code_cells(text) if it.number == 2)
    cells = Cells([(cell.number, cell.text, cell.offsets)])
    assert cells.location(cell.offsets[0] - 1) is None
    assert cells.location(cell.offsets[-1] + 1) is None
    for index, offset in enumerate(cell.offsets):
        if index and cell.offsets[index - 1] == offset:
            continue
        number, line, column = cells.location(offset) or (0, 0, 0)
        before = cell.text[:index].split("\n")
        assert (number, line, column) == (2, len(before), len(before[-1]) + 1)
        assert cells.line(2, line) == cell.text.split("\n")[line - 1].removesuffix("\r")
