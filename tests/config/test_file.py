"""Configuration files: invalid, hostile and unreadable ones are refused with a reason."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from console import run
from jobs import JOB
from reach import reach

from ircompile.config.file import Layer

CONFIGS = [
    ('[lint]\nselct = ["ALL"]\n', "ircompile.toml:2: unknown key `selct`, did you mean `select`?"),
    ('[lint]\nselect = "ALL"\n', "ircompile.toml:2: `select`: 'ALL' is not of type 'array'"),
    ('[lint]\nselect = ["phase-exceed-job"]\n', "ircompile.toml:2: unknown rule or topic `phase-exceed-job`, did you mean `phase-exceeds-job`?"),
    ('[lint]\nrules = ["/etc"]\n', "ircompile.toml:2: `rules` is outside of the repository: /etc"),
    ('[lint]\nrules = ["../x"]\n', "ircompile.toml:2: `rules` is outside of the repository: ../x"),
    ('[compile]\nout-dir = ".git/hooks"\n', "ircompile.toml:2: `out-dir` is in the `.git` folder: .git/hooks"),
    ('[lint]\nbaseline = "a/../.GIT/x"\n', "ircompile.toml:2: `baseline` is in the `.git` folder: a/../.GIT/x"),
    ('extend = "nowhere.toml"\n', "nowhere.toml: the configuration can't be read: no such file or directory"),
    ('extend = "ircompile.toml"\n', "ircompile.toml:1: `extend` chains more than 8 files"),
    ('[limits]\ndepth = 9\n[lint]\nselect = [\n  "ALL",\n  "nope",\n]\n', "ircompile.toml:6: unknown rule or topic `nope`"),
    ('lint.severity = {shap = "info"}\n', "ircompile.toml:1: unknown rule or topic `shap`, did you mean `shape`?"),
    ('[lint]\nignore = ["bad-fromat"]\n', "ircompile.toml:2: unknown rule or topic `bad-fromat`, did you mean `bad-format`?"),
    ('[lint.per-file-ignores]\n"a/*" = ["shape"]\n"old/" = ["trafic"]\n', "ircompile.toml:3: unknown rule or topic `trafic`, did you mean `traffic`?"),
    ('[[ignore]]\npath = "a"\npointer = ""\nrules = ["shape"]\n\n[[ignore]]\npath = "b"\npointer = ""\nrules = ["ALL"]\n',
     "ircompile.toml:9: unknown rule or topic `ALL`"),
    ("[limits]\ndepth = 1\n[lint]\ndepth = 1\n", "ircompile.toml:4: unknown key `depth`"),
    ('limits.depth = 1\nlint.fail-on = "x"\n', "ircompile.toml:2: expected `error`, `warning`, `info` or `never`, not `x`"),
    ("[limits]\ndepth = 100000\n", "ircompile.toml:2: `depth`: 100000 is greater than the maximum of 200"),
    ("[limits]\nnodes = 999999999\n", "ircompile.toml:2: `nodes`: 999999999 is greater than the maximum of 10000000"),
    ('extend = "a\\u0000"\n', "ircompile.toml: it contains the character NUL, which no path and no manifest can contain"),
    ('[lint]\nrules = ["\\u0000"]\n', "ircompile.toml: it contains the character NUL, which no path and no manifest can contain"),
    ("[limits]\ndepth = 1e01\n", "ircompile.toml:2: `depth`: 10.0 is not of type 'integer'"),
    ("# [lint]\nlimits = {depth = 1, byte = 2}\n", "ircompile.toml:2: unknown key `byte`, did you mean `bytes`?"),
    ('[[ignore]]\npath = "a"\npointer = ""\nrules = ["shape"]\n[[ignore]]\npath = "a"\npointer = ""\nrules = ["shape"]\nuntil = "2099-02-31"\n',
     "ircompile.toml:9: `2099-02-31` is not a date"),
    ('[lint]\nrequire-reason = true\n[[ignore]]\npath = "a"\npointer = ""\nrules = ["shape"]\n',
     "ircompile.toml:3: this `[[ignore]]` has no `reason`, which `require-reason` makes mandatory"),
    ('region = "eu-west-1"\nexclude = [\n  "a",\n  "../x",\n]\n', "ircompile.toml:4: the glob `../x` leads outside the folder that it is relative to"),
    ('exclude = ["a[", "b"]\n', "ircompile.toml:1: the glob `a[` has a `[` without `]`"),
    ('[lint.per-file-ignores]\n"a" = ["shape"]\n"../x" = ["shape"]\n', "ircompile.toml:3: the glob `../x` leads outside the folder that it is relative to"),
    ('[lint.per-file-ignores]\n"!a" = ["shape"]\n', r"ircompile.toml:2: the glob `!a` has nothing to negate; write `\!` for a name that begins with `!`"),
    ('[[ignore]]\npointer = ""\npath = "jobs/../../x"\nrules = ["shape"]\n', "ircompile.toml:3: the glob `jobs/../../x` leads outside the folder that it is relative to"),
    ("[lint\n", "ircompile.toml: not TOML: Expected ']' at the end of a table declaration (at line 1, column 6)"),
    ('[lint]\nschemas = ["s.json"]\n', "s.json: not a JSON Schema: no such file or directory"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), CONFIGS, ids=[text for text, _ in CONFIGS])
def test_an_invalid_configuration_is_refused(repository: Path, text: str, message: str) -> None:
    (repository / "ircompile.toml").write_text(text)
    printed = run("ircompile lint job.yaml").replace(f"{repository}/", "")
    assert printed == f"ircompile: error: {message}\n[exit 2]\n"


@pytest.mark.parametrize(
    "setting",
    [
        '[compile]\nout-dir = "{}"\n',
        '[lint]\nbaseline = "{}"\n',
        '[environments.dev]\nout-dir = "{}"\n',
        '[environments.dev]\noverlay = ["{}"]\n',
    ],
)
def test_without_a_repository_nothing_is_written_outside_the_folder_of_a_configuration(
    two_jobs: Path, setting: str
) -> None:
    (two_jobs / "sub").mkdir()
    (two_jobs / "sub" / "job.yaml").write_text(JOB)
    key = setting.split()[1]
    for value, is_refused in (("known", False), ("../sub/known", False), ("../known", True), ("/known", True)):
        (two_jobs / "sub" / "ircompile.toml").write_text(setting.format(value))
        printed = run("ircompile compile sub")
        assert bool(re.search(rf"/ircompile\.toml:2:(\d+:)? `{key}` is outside of the ", printed)) == is_refused


@pytest.mark.parametrize("name", ["ircompile.toml", ".ircompile.toml", "pyproject.toml"])
@pytest.mark.parametrize(
    ("make", "why"),
    [
        (Path.mkdir, "it is not a regular file"),
        (os.mkfifo, "it is not a regular file"),
        (lambda path: path.symlink_to("nowhere"), "no such file or directory"),
        (lambda path: path.symlink_to(path), "too many levels of symbolic links"),
    ],
)
def test_an_unreadable_configuration_is_refused(
    repository: Path, make: Callable[[Path], object], why: str, name: str
) -> None:
    make(repository / name)
    printed = run("ircompile lint job.yaml").replace(f"{repository}/", "")
    assert printed == f"ircompile: error: {name}: the configuration can't be read: {why}\n[exit 2]\n"


@pytest.mark.parametrize("name", ["ircompile.toml", "pyproject.toml"])
def test_a_configuration_linked_from_outside_the_repository_is_refused(repository: Path, name: str) -> None:
    text = '[tool.ircompile.lint]\nignore = ["ALL"]\n' if "py" in name else '[lint]\nignore = ["ALL"]\n'
    other = repository.parent / f"{repository.name}-other.toml"
    other.write_text(text)
    (repository / name).symlink_to("/dev/zero")
    assert "[exit 2]" in run("ircompile lint job.yaml")
    (repository / name).unlink()
    (repository / name).symlink_to(other)
    assert run("ircompile lint job.yaml").replace(f"{repository}/", "") == (
        f"ircompile: error: {name}: the configuration is a link to a file outside of the repository\n[exit 2]\n"
    )
    (repository / name).unlink()
    (repository / "shared.toml").write_text(text)
    (repository / name).symlink_to("shared.toml")
    assert run("ircompile lint job.yaml -q") == ""


NAMING = {
    "extend": 'extend = "{}/x"\n',
    "path": '[model]\npath = "{}/x"\n',
    "rules": '[lint]\nrules = ["{}"]\n',
    "schemas": '[lint]\nschemas = ["{}/x"]\n',
    "baseline": '[lint]\nbaseline = "{}/x"\n',
    "out-dir": '[compile]\nout-dir = "{}"\n',
    "overlay": '[environments.dev]\noverlay = ["{}/x"]\n',
    "out-dir of an environment": '[environments.dev]\nout-dir = "{}"\n',
}
"""Every setting that names a file or a folder."""


@pytest.mark.parametrize("key", NAMING)
@pytest.mark.parametrize("way", ["../outside", "{folder}/outside", "link", "jobs/../../outside"])
def test_a_configuration_names_no_file_outside_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str, way: str
) -> None:
    for folder in ("outside", "repository/.git", "repository/jobs"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "outside" / "x").write_text("{}")
    monkeypatch.chdir(tmp_path / "repository")
    Path("link").symlink_to("../outside")
    Path("job.yaml").write_text(JOB)
    Path("ircompile.toml").write_text(NAMING[key].format(way.format(folder=tmp_path)))
    with reach() as seen:
        printed = run("ircompile lint job.yaml")
    assert f"`{key.split(maxsplit=1)[0]}` is outside of the repository: " in printed
    assert printed.endswith("[exit 2]\n")
    assert not [path for _, path in seen if path.startswith(str(tmp_path / "outside"))]


HOSTILE = [
    ("a." * 40_000 + "a = 1", "a key has more than 16 parts"),
    ("[" + "a . " * 20 + "a]", "a key has more than 16 parts"),
    ("x = {" + "'a'.\"b\"." * 8 + "c = 1}", "a key has more than 16 parts"),
    ("a = " + "[" * 50_000, "values are nested more than 64 levels deep"),
    ("a = " + "{b = " * 65 + "1" + "}" * 65, "values are nested more than 64 levels deep"),
    ("a = " + "{b.b.b.b = " * 20 + "1" + "}" * 20, "values are nested more than 64 levels deep"),
    ("a = " + f"{{{'.'.join('b' * 16)} = " * 25 + "1" + "}" * 25, "values are nested more than 64 levels deep"),
    ("a = " + f"{{{'.'.join('b' * 16)} = " * 60 + "1" + "}" * 60, "values are nested more than 64 levels deep"),
    ("#\n" * (1 << 18) + "#", "the configuration can't be read: it is larger than the limit of 524288 bytes, which no setting raises"),
    ("limits.bytes = " + "9" * 5000, "not TOML: an integer has more than 64 bits"),
    ("limits.bytes = 0x" + "f" * 50_000, "not TOML: an integer has more than 64 bits"),
    ("limits.bytes = 9223372036854775808", "not TOML: an integer has more than 64 bits"),
]  # fmt: skip


@pytest.mark.parametrize("name", ["ircompile.toml", "pyproject.toml"])
@pytest.mark.parametrize(("text", "message"), HOSTILE, ids=[text[:40] for text, _ in HOSTILE])
def test_a_hostile_configuration_is_refused_before_it_costs_anything(
    repository: Path, text: str, message: str, name: str
) -> None:
    if name == "pyproject.toml":
        text = f"# ircompile\n{text}{text if text[0] == '#' else ''}"
        message = message.replace("524288", "1048576")
    (repository / name).write_text(text)
    printed = run("ircompile lint job.yaml").replace(f"{repository}/", "")
    assert printed == f"ircompile: error: {name}: {message}\n[exit 2]\n"


@pytest.mark.parametrize(
    "text",
    [
        f"lint.ignore = [\"{'a.' * 50}\", '{'[' * 99}'] # {'b.' * 50}{'{' * 99}\n",
        f'lint.ignore = ["""\n{"a." * 50}\\"{"[" * 99}""""]\nregion = "eu-west-1" # "\n',
        f"lint.ignore = ['''\n{'a.' * 50}{'[' * 99}''''', '''''']\n",
        "exclude = [" + "'a.b', " * 99 + "]\n",
    ],
)
def test_limits_on_a_configuration_do_not_apply_inside_strings(repository: Path, text: str) -> None:
    (repository / "ircompile.toml").write_text(text)
    assert run("ircompile lint job.yaml -q") == ""


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("tool = 3\nircompile = 1\n", ""),
        ('tool.other = "[tool.ircompile]"\n', ""),
        ('tool = {ircompile = {lint = {ignore = ["ALL"]}}}\n', ""),
        ('["tool"."ircompile".lint]\nignore = ["ALL"]\n', ""),
        ("[tool.ircompile\n", "pyproject.toml: not TOML: Expected ']' at the end of a table declaration (at line 1, column 16)"),
        ("[project]\nname = 'x'\n[tool]\nircompile = 3\n", "pyproject.toml:4: the file: 3 is not of type 'object'"),
        ("[project]\nselct = 1\n[tool.ircompile.lint]\nselct = 1\n", "pyproject.toml:4: unknown key `selct`, did you mean `select`?"),
    ],
)  # fmt: skip
def test_a_pyproject_counts_if_it_has_our_table(repository: Path, text: str, printed: str) -> None:
    (repository / "pyproject.toml").write_text(text)
    expected = f"ircompile: error: {printed}\n[exit 2]\n" if printed else ""
    assert run("ircompile lint job.yaml -q").replace(f"{repository}/", "") == expected


def test_a_named_pyproject_without_our_table_is_refused(repository: Path) -> None:
    (repository / "pyproject.toml").write_text("[tool.other]\n")
    printed = run("ircompile lint job.yaml --config pyproject.toml")
    assert printed == "ircompile: error: pyproject.toml: it has no `[tool.ircompile]` table\n[exit 2]\n"


def test_a_setting_is_placed_at_the_nearest_that_contains_it(repository: Path) -> None:
    (repository / "ircompile.toml").write_text('region = ""\n[lint]\nignore = []\n')
    layer = Layer(str(repository / "ircompile.toml"))
    assert [layer.place(path) for path in (("lint", "ignore", 3), ("lint", "x"), ("x",))] == [(3, 1), (2, 1), (0, 0)]
