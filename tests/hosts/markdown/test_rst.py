"""The code blocks of reStructuredText."""

from __future__ import annotations

from pathlib import Path

import pytest
from console import run

from ircompile.hosts.excerpts import Excerpt
from ircompile.hosts.markdown.rst import code_blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (".. code-block:: python\n\n   x = 1\n\n     y\n z\n", [("python", "x = 1\n\n  y\nz\n")]),
        (".. code:: bash\n   :linenos:\n   :caption: a\n\n   x\n\ny", [("bash", "x\n\n")]),
        ("a\n\n  .. sourcecode:: py\n\n     x\n\n  b\n", [("py", "x\n\n")]),
        ("For example::\n\n  x\n\nand\n", [("", "x\n\n")]),
        ("::\n\n\tx\n", [("", "x\n")]),
        (".. note::\n\n   x\n", []),
        (".. code-block:: python\nx\n", []),
        (".. code-block:: python", []),
        ("x::\n  a\n.. code:: py\n\n  b", [("", "a\n"), ("py", "b")]),
        (".. code-block:: python\r\n\r\n   x\r\n", [("python", "x\r\n")]),
        ("x::\n\n    a\n  b\n\n      c\n", [("", "a\nb\n\n  c\n")]),
        ("x::\n\n  X\n  \tX\n", [("", "X\n\tX\n")]),
        ("\tx::\n\n\t  a\n        b\n       c\n", [("", "a\n")]),
        ("  x::\n  a\n   b\n", []),
        (".. code:: bash\n\n   x\n   :y:\n", [("bash", "x\n:y:\n")]),
        (".. prompt:: bash $  \n\n  $ x\n", [("bash $", "$ x\n")]),
        (".. code-cell:: ipython3\n\n  x\n", [("ipython3", "x\n")]),
        (".. image:: a\n\n  x\n", []),
        ("..  code::\n\n  x\n", [("", "x\n")]),
        ("..code:: a\n\n  x\n", []),
        ("a::  \n\n  x\n\n\n  y\n\nb\n", [("", "x\n\n\ny\n\n")]),
    ],
)
def test_code_blocks(text: str, blocks: list[tuple[str, str]]) -> None:
    found = [*code_blocks(Excerpt(text, range(len(text) + 1)))]
    for it in found:
        assert [text[at] for at in it.offsets[:-1]] == list(it.text)
    assert [(it.info, it.text) for it in found] == blocks


def test_a_page(repository: Path) -> None:
    (repository / "page.rst").write_text(
        "Jobs\n====\n\n.. code-block:: python\n\n   name = 'a_b'\n\nand then::\n\n"
        "    c.create_inference_recommendations_job(JobName=name, **more)\n"
    )
    printed = run("ircompile lint page.rst --output-format concise -q")
    assert printed == "page.rst:6:11: error[bad-format] `a_b` is not a valid `JobName`\n[exit 1]\n"
