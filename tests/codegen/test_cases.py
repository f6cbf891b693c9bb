"""A case of a rule becomes Python that tests it, or always names the rule if Python might decide otherwise."""

from __future__ import annotations

import pytest

from ircompile.codegen.cases import CaseTranslator
from ircompile.codegen.cel_types import Code
from ircompile.codegen.expressions import Translator
from ircompile.model.model import SHIPPED
from ircompile.rulebook.body import Expression, RuleCase


def statements(when: str | None, assertion: str) -> list[str]:
    """Return the statements for a case of a rule about the whole job."""
    condition, asserted, message = (Expression("", text or "", 0, bool) for text in (when, assertion, "''"))
    case = RuleCase("error", condition if when else None, asserted, (), message, None, (), None)
    return CaseTranslator(Translator()).statements("r", case, {"job": Code("job", SHIPPED.request)})


@pytest.mark.parametrize(
    ("when", "assertion"),
    [
        (None, "job.JobName"),
        (None, "job.JobName == null"),
        (None, "{'a': 1} == job"),
        (None, "job['JobName'] == 'a'"),
        (None, "job.JobName.x == 1"),
        (None, "has(job.JobName.x)"),
        ("'a'.x == 'b'", "false"),
        (None, "[1] == [2]"),
        (None, "true in [true]"),
        (None, "'a' + 'b' == 'c'"),
        (None, "-size(job.JobName) == 1"),
        (None, "job.JobName && true"),
        (None, "job.JobName ? true : false"),
        (None, "size(1) == 1"),
        (None, "isArn(1)"),
        (None, "job.Tags.min() == 1"),
        (None, r"job.JobName.matches('\\d')"),
        (None, "job.all(it, true)"),
        (None, "job.Tags.all(it, it.Key)"),
    ],
)
def test_what_python_might_decide_otherwise_always_names_the_rule(when: str | None, assertion: str) -> None:
    assert statements(when, assertion) == ["hits.append('r')"]


@pytest.mark.parametrize(
    ("assertion", "test"),
    [
        ("!!has(job.Tags)", "('Tags' in job)"),
        ("has(job.JobName) || has(job.Tags)", "True"),
        ("matches(job.JobName, 'a')", "(pattern0(job['JobName']) is not None)"),
        ("[1.5].exists(it, it == 2)", "(True in [(x1 == 2) for x1 in [1.5]])"),
        ("['a'].exists_one(it, it == job.JobName)", "([(x1 == job['JobName']) for x1 in ['a']].count(True) == 1)"),
    ],
)
def test_forms_that_no_shipped_rule_has(assertion: str, test: str) -> None:
    found = statements(None, assertion)
    shared = f"(shared0 if shared0 is not None else (shared0 := {test}))"
    caught = ["except Exception:", "    true = True", "if true:", "    hits.append('r')"]
    assert found in (["try:", f"    true = not {it}", *caught] for it in (test, shared))
