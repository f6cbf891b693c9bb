"""Templates of messages: literal text with expressions in braces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from expressions import FUNCTIONS, JOB, PARTLY_UNKNOWN, VARIABLES

from ircompile.rulebook.cel.template import compile_template
from ircompile.rulebook.cel.values import CelError, CelSyntaxError, UnknownValueError

if TYPE_CHECKING:
    pass


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Count {job.Count} of {job.Name}", "Count 3 of ml.m5.large"),
        ("{job.Phases.map(p, p.D)} and {[[1], 'a', null, true]}", "120, 60, 30 and 1, a, null, true"),
        ("{job.Rate}, {2.0}: {{{1 + 1}}} {{}}", "2.5, 2: {2} {}"),
        ("", ""),
        ("{family(job.Name)}", "m5"),
    ],
)
def test_templates(text: str, message: str) -> None:
    run = compile_template(text, variables=VARIABLES, functions=FUNCTIONS)
    assert run({"job": JOB, "region": ""}) == message


@pytest.mark.parametrize(
    ("text", "index", "message"),
    [
        ("a {job.X", 2, "this `{` is not closed; write `{{` for a brace"),
        ("a } b", 2, "this `}` closes nothing; write `}}` for a brace"),
        ("a {{ {jbo} b", 6, "there is no variable `jbo`; did you mean `job`?"),
        ("a {} b", 3, "the expression ends too early: expected a value"),
    ],
)
def test_invalid_templates_are_refused(text: str, index: int, message: str) -> None:
    with pytest.raises(CelSyntaxError) as caught:
        compile_template(text, variables=VARIABLES)
    assert (caught.value.offset, caught.value.message) == (index, message)


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("{job.Missing}", CelError, "there is no field `Missing`"),
        ("{job}", CelError, "a message can't contain a map"),
        ("{job.L}", UnknownValueError, "a value that this needs is itself invalid"),
    ],
)
def test_errors_in_templates(text: str, error: type[CelError], message: str) -> None:
    run = compile_template(text, variables=VARIABLES)
    with pytest.raises(CelError) as caught:
        run({"job": PARTLY_UNKNOWN, "region": ""})
    assert (type(caught.value), str(caught.value)) == (error, message)
