"""What IPython adds to Python is read for what it does to names and values."""

from __future__ import annotations

import json

import pytest
from console import run
from notebooks import notebook

from ircompile.hosts.notebook.host import snippets
from ircompile.sources.source import Source

ANYTHING = "from _ import *"


def read(cell: str) -> list[tuple[str, str]]:
    """Return the language and text of each snippet of a cell, whose offsets are checked."""
    text = notebook(cell)
    found = snippets(Source("a.ipynb", text, "notebook"))
    for it in found:
        assert len(it.offsets) == len(it.text) + 1
        assert list(it.offsets) == sorted(it.offsets)
        assert it.cell == 1
    return [(it.language, it.text) for it in found]


@pytest.mark.parametrize(
    ("cell", "program", "commands"),
    [
        ("x = 1\ny = x % 2\n", "x = 1\ny = x % 2\n", []),
        ("%matplotlib inline\nx = 1", "pass\nx = 1", []),
        ("if x:\n    %cd ..\n    y", "if x:\n    pass\n    y", []),
        ("%time x = 1", "x = 1", []),
        ("%prun x = 1", "x = 1", []),
        ("%memit x = 1", "x = 1", []),
        ("%time", ANYTHING, []),
        ("%prun -l 5 f()", ANYTHING, []),
        ("%time !ls", "pass", ["ls"]),
        ("%run a.py\nx", f"{ANYTHING}\nx", []),
        ("%store x\n%store -r y", f"pass\n{ANYTHING}", []),
        ("%timeit c.create_inference_recommendations_job(\n)", f"{ANYTHING}; c.create_inference_recommendations_job(\n)", []),
        ("!pip install \\\n  a 'b\nx = 'c'", "pass\nx = 'c'", ["pip install \\\n  a 'b"]),
        ("!!aws x", "pass", ["aws x"]),
        ("%sx aws x", "pass", ["aws x"]),
        ("!aws {x} {f(x)}'{d['a']}'", "pass", ["aws {x} {_}'{_}'"]),
        ("!aws {a b} {f(x)}", "pass", ["aws {a b} {_}"]),
        ("!aws a={b=c} '{\"d\": 1}' {{e}} {f", "pass", ["aws a={b=c} '{\"d\": 1}' {{e}} {f"]),
        ("x = !aws a=b\nd['k'] = !ls\na, b = !c", "x = _(); pass\nd['k'] = _(); pass\na, b = _(); pass", ["aws a=b", "ls", "c"]),
        ("x = %env HOME\ny = %foo", f"x = _(); pass\ny = _(); {ANYTHING}", []),
        ("f?\n?f.g\nf.g??  ", "pass\npass\npass", []),
        ("if x:\n    a if b else c[0]?\nx = ?\n# y?", "if x:\n    pass\nx = ?\n# y?", []),
        (",f a b\n;g\n/h 1", f"{ANYTHING}\n{ANYTHING}\n{ANYTHING}", []),
        ("x = '''\n%foo\n!bar\n'''", "x = '''\n%foo\n!bar\n'''", []),
        ("x = (a\n%b\n)\n%foo", f"x = (a\n%b\n)\n{ANYTHING}", []),
        ("x = a \\\n% b", "x = a \\\n% b", []),
        ("# it's (\n%pwd", "# it's (\npass", []),
        ("x = 'it\\'s ('\n%pwd", "x = 'it\\'s ('\npass", []),
        ("pip install a", "pass", []),
        ("pip = 1", "pip = 1", []),
        ("cd.x", "cd.x", []),
        ("  x = 1\n  y\nz", "x = 1\ny\nz", []),
        (">>> x = 1\n>>> if x:\n...     y", "x = 1\nif x:\n    y", []),
        ("In [3]: x = 1\n   ...: y", "x = 1\ny", []),
        ("%%time\nx", "x", []),
        ("\n%%time -n\n%time x", "x", []),
        ("# first\n%%time\nx", f"# first\n{ANYTHING}\nx", []),
        ("%", ANYTHING, []),
        ("!", "pass", [""]),
    ],
)  # fmt: skip
def test_lines(cell: str, program: str, commands: list[str]) -> None:
    assert read(cell) == [("python", program), *(("shell", it) for it in commands)]


HARMLESS = """
    aimport alias alias_magic autoawait autocall automagic autoreload autosave bookmark cat cd clear cls colors conda
    config connect_info copy cp ddir dhist dirs doctest_mode dotenv echo env gui hist history killbgscripts ldir less
    lf lk ll load_ext logoff logon logstart logstate logstop ls lsmagic lx magic mamba man matplotlib micromamba mkdir
    more mv notebook page pastebin pdef pdoc pfile pinfo pinfo2 pip popd pprint precision psearch psource pushd pwd
    pycat pylint qtconsole quickref rehashx reload_ext ren rm rmdir save set_env store tb tensorboard unalias
    unload_ext uv watermark who who_ls whos xmode
"""
CHANGING = "edit ed e run reset reset_selective xdel pylab macro load loadpy rerun recall debug x unknown"


@pytest.mark.parametrize(("names", "program"), [(HARMLESS, "pass"), (CHANGING, ANYTHING)])
def test_what_magics_assign(names: str, program: str) -> None:
    for name in names.split():
        assert read(f"%{name} x") == [("python", program)], name


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        *((f"%%{name}\naws x", [("shell", "aws x")]) for name in ("bash", "zsh", "dash", "ksh", "sx", "system")),
        *((f"%%{name}\nx", [("python", "x")]) for name in ("python2", "python3", "pypy", "prun", "local")),
        *((f"%%{name}\nx", []) for name in ("HTML", "R", "svg", "SVG", "latex", "markdown", "sql")),
        ("%%file a.py\nx", [("python", "x")]),
        ("%%sh\naws x", [("shell", "aws x")]),
        ("%%!\naws x", [("shell", "aws x")]),
        ("%%bash --out a\naws x", [("shell", "aws x"), ("python", f"{ANYTHING}\n")]),
        ("%%script /bin/bash\naws x", [("shell", "aws x")]),
        ("%%script perl\nx", []),
        ("%%time\n%%bash\naws x", [("shell", "aws x")]),
        ("%%capture a\nx", [("python", "x"), ("python", "a = _()\n")]),
        ("%%capture --no-stderr\nx", [("python", "x")]),
        ("%%python\nx", [("python", "x")]),
        ("%%writefile src/a.py\nx", [("python", "x")]),
        ("%%writefile -a a.sh\nx", [("shell", "x")]),
        ("%%writefile a.json\n{}", [("json", "{}")]),
        ("%%writefile a.txt\nx", []),
        ("%%writefile\nx", []),
        ("%%html\n<p>", []),
        ("%%sql a <<\nselect", [("python", f"{ANYTHING}\n")]),
        ("%%foo\nx", [("python", f"{ANYTHING}\nx"), ("python", f"{ANYTHING}\n")]),
        ("%%time", [("python", "")]),
    ],
)
def test_cells(cell: str, found: list[tuple[str, str]]) -> None:
    assert read(cell) == found


CALL = "c.create_inference_recommendations_job(JobName=name, **more)"


@pytest.mark.parametrize(
    ("cells", "is_known"),
    [
        (["name = 'a_b'", CALL], True),
        (["name = 'a_b'", "!ls", "%pwd", "name?", CALL], True),
        (["name = 'a_b'", "%%time\nother = 1", CALL], True),
        (["%%time\nname = 'a_b'", CALL], True),
        (["%time name = 'a_b'", CALL], True),
        (["name = 'a_b'", "other = (", CALL], True),
        (["name = 'a_b'", "name = (", CALL], False),
        (["name = 'a_b'", "from a import * (", CALL], False),
        (["name = 'a_b'", "exec code", CALL], False),
        (["name = 'a_b'", "(\n%run a.py", CALL], True),
        (["name = 'a_b'", "f(\n)\n%run a.py\n(", CALL], False),
        (["d = {'n': 'a_b'}\ne = d", "print e['n']", CALL.replace("=name", "=d['n']")], False),
        (["other = (", "name = 'a_b'", CALL], True),
        (["name = 'a_b'", "%run other.ipynb", CALL], False),
        (["name = 'a_b'", "%load other.py", CALL], False),
        (["name = 'a_b'", "%store -r name", CALL], False),
        (["name = 'a_b'", "%foo", CALL], False),
        (["name = 'a_b'", "name = !ls", CALL], False),
        (["name = 'a_b'", "name = %env A", CALL], False),
        (["name = 'a_b'", "%%capture name\nx", CALL], False),
        (["name = 'a_b'", "%%bash --out name\nx", CALL], False),
        (["name = 'a_b'", "%%bash\nx", CALL], True),
        (["name = 'a_b'", "%%writefile a.py\nname = 'ab'", CALL], True),
        (["%%writefile a.py\nname = 'a_b'", CALL], False),
        (["%%writefile a.py\nname = 'a_b'\n" + CALL], True),
        (["%%foo\nname = 'a_b'", CALL], False),
        (["name = 'a_b'\ndef f():\n    " + CALL, "%run a.py", "name = 'a_b'"], False),
        (["name = 'a_b'\ndef f():\n    " + CALL, "name = 'a_b'"], True),
    ],
)
def test_names_are_known_unless_a_magic_may_change_them(
    tmp_path_factory: pytest.TempPathFactory, cells: list[str], *, is_known: bool
) -> None:
    file = tmp_path_factory.mktemp("cells") / "a.ipynb"
    file.write_text(notebook(*cells))
    report = json.loads(run(f"ircompile lint {file} --isolated --output-format json -q").removesuffix("[exit 1]\n"))
    assert [it["rule"] for it in report["diagnostics"]] == ["bad-format"] * is_known
