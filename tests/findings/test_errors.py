"""The hierarchy of errors: the user's derive from UserError, say where they are, and can be sent to another process."""

from __future__ import annotations

import ast
import importlib
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checkout import ROOT

import ircompile
from ircompile.config.file import ConfigError
from ircompile.findings.errors import UserError
from ircompile.rulebook.body import RuleError
from ircompile.sources.source import from_text
from ircompile.syntax.command_line.error import CommandError


def test_an_error_says_where_it_is() -> None:
    assert str(UserError("it is empty")) == "it is empty"
    assert str(UserError("it is empty", "a\x1b.toml")) == "a\\x1b.toml: it is empty"
    assert str(ConfigError("it is empty", "a.toml", 3)) == "a.toml:3: it is empty"
    assert str(UserError("it is empty", "a.toml", 3, 7)) == "a.toml:3:7: it is empty"


def again(error: UserError) -> UserError:
    """Return the error as another process would see it."""
    copy: UserError = pickle.loads(pickle.dumps(error))  # noqa: S301  our own value
    return copy


def settings(**values: Any) -> Callable[[], object]:
    """Return a call of `lint` under some settings."""
    return lambda: ircompile.lint("JobName: a", "job.yaml", config=ircompile.Config(**values))


CALLS: dict[str, Callable[[], object]] = {
    "InvalidManifest": lambda: ircompile.compile("JobName: a_b", "job.yaml"),
    "ShorthandError": lambda: ircompile.parse_shorthand("a={b"),
    "CommandError": lambda: ircompile.parse_command(["aws", "s3"]),
    "ModelError": settings(model="nowhere.json"),
    "RuleError": settings(rules=("nowhere",)),
    "ConfigError": settings(baseline="nowhere.json"),
    "SchemaError": settings(schemas=("nowhere.json",)),
    "UnknownRuleError": settings(select=("nothing",)),
}


@pytest.mark.parametrize("name", CALLS)
def test_functions_for_programs_raise_user_errors_that_can_be_pickled(name: str) -> None:
    with pytest.raises(UserError) as caught:
        CALLS[name]()
    error, copy = caught.value, again(caught.value)
    assert type(error).__name__ == name
    assert (repr(copy), str(copy), copy.message, copy.file, copy.line, copy.column) == (
        *(repr(error), str(error), error.message),
        *(error.file, error.line, error.column),
    )


def test_errors_in_files_have_their_places(tmp_path: Path) -> None:
    places = {
        "ircompile.toml": ("[lint]\nselct = []\n", ircompile.load_config, (2, 0)),
        "own.yaml": ("id: own\nid: other\n", lambda name: settings(rules=(name,))(), (2, 1)),
        "s.json": ("{", lambda name: settings(schemas=(name,))(), (0, 0)),
    }
    for name, (text, call, place) in places.items():
        file = tmp_path / name
        file.write_text(text, "utf-8")
        with pytest.raises(UserError) as caught:
            call(str(file))
        assert (caught.value.file, (caught.value.line, caught.value.column)) == (str(file), place)
        assert name not in caught.value.message
    with pytest.raises(ircompile.InvalidManifest) as invalid:
        ircompile.compile("JobName: a\n---\nJobName: a_b\n", "job.yaml")
    assert ("job.yaml", 3, 10) in [(it.filename, it.line, it.column) for it in invalid.value.diagnostics]


def test_errors_with_arguments_of_their_own_can_be_pickled() -> None:
    rule = again(RuleError(from_text("a.yaml", "id: a\nb: c"), 9, "no", ("Tags", 0)))
    assert isinstance(rule, RuleError)
    assert (str(rule), rule.offset, rule.path, rule.source.name) == ("a.yaml:2:4: no", 9, ("Tags", 0), "a.yaml")
    command = again(CommandError("usage", "no", 2, "aws says"))
    assert isinstance(command, CommandError)
    assert (str(command), command.kind, command.index, command.aws) == ("no", "usage", 2, "aws says")


def test_every_exception_is_named_an_error() -> None:
    names = []
    for file in sorted((ROOT / "ircompile").rglob("*.py")):
        if "_built" not in file.parts:
            module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            classes = [
                node.name for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ClassDef)
            ]
            found = [getattr(importlib.import_module(module), name, None) for name in classes]
            names += [it.__name__ for it in found if isinstance(it, type) and issubclass(it, BaseException)]
    assert "UserError" in names
    assert {name for name in names if not name.endswith("Error")} == {"InvalidManifest"}
