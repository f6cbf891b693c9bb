"""Evaluation of the rule language: values, errors, unknown values, limits."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from checkout import ROOT
from expressions import MAYBE_SET, PARTLY_UNKNOWN, evaluate

from ircompile.findings.values import UNKNOWN, PartialText
from ircompile.rulebook.cel.compiler import compile_expression
from ircompile.rulebook.cel.values import CelError, CelSyntaxError, UnknownValueError

if TYPE_CHECKING:
    pass


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3 - 4 / 2", 5),
        ("-7 / 2", -3),
        ("-7 % 2", -1),
        ("0x1F", 31),
        ("-9223372036854775808", -(2**63)),
        ("2.5 * 2.0 - .5 + 1e1", 14.5),
        ("1.0 / 0.0", float("inf")),
        ("'a' + \"b\"", "ab"),
        (r'"\t\x41\101\u00e9\U0001F600\\\""', '\tAA\u00e9\U0001f600\\"'),
        (r'r"\d"', r"\d"),
        ("[1] + ['a', null]", [1, "a", None]),
        ("[1, 2,]", [1, 2]),
        ('{"a": [1], "b": {}}', {"a": [1], "b": {}}),
        ("1 // a comment", 1),
        ("1 == 1.0 && [1] == [1.0] && {'a': 1} == {'a': 1.0}", True),
        ("job.On == 1 || job.None == 0 || job.Name == 5", False),
        ("[true] == [1]", False),
        ("1 < 2.5 && 'Z' < 'a' && false < true", True),
        ("job.Count in [1, 3.0] && 'Rate' in job && !(5 in job)", True),
        ("job.Count > 2 ? 'many' : 'few'", "many"),
        ("true ? 1 : 1 / 0", 1),
        ("has(job.Count) && !has(job.Missing) && has(job.None)", True),
        ("job['Count'] + job.Phases[0].D + job.Phases[1.0].D", 183),
        ("job.Phases.all(p, p.D > 0)", True),
        ("job.Phases.exists(p, p.U == 1)", True),
        ("job.Phases.exists_one(p, p.D > 100)", True),
        ("job.Phases.filter(p, p.D > 100)", [{"D": 120, "U": 1}]),
        ("job.Phases.map(p, p.D / 60)", [2, 1, 0]),
        ("job.Phases.map(p, has(p.U), p.D)", [120]),
        ("job.all(key, key != 'x')", True),
        ("[1, 2].map(x, [x].map(x, x * 2))", [[2], [4]]),
        ("size(job.Phases) + job.Name.size() + size('\U0001f600') + job.size()", 22),
        ("job.Phases.map(p, p.D).sum()", 210),
        ("[1.5, 2.5].sum()", 4.0),
        ("[].sum()", 0),
        ("[3, 1.5, 2].min()", 1.5),
        ("['b', 'c', 'a'].max()", "c"),
        ("[1, 1.0].max()", 1),
        ("job.Name.startsWith('ml.') && job.Name.endsWith('large') && job.Name.contains('m5')", True),
        (r"job.Name.matches(r'^ml\.[a-z0-9]+\.') && matches(job.Name, 'm5')", True),
        ("int('5') + int(5.9) + int(-5.9) + int(true)", 6),
        ("double('1.5') + double(2)", 3.5),
        ("double('0x1p9999')", float("inf")),
        ("double('-0x1p9999')", float("-inf")),
        ("string(1e-7) + ' ' + string(1e23) + ' ' + string(-1.5e-5)", "1e-07 1e+23 -1.5e-05"),
        ("string(5) + string(1.0) + string(1e6) + string(true) + string('x')", "511e+06truex"),
        ("job.Large > 200 && job.Large == job.Large", True),
        ("family(job.Name)", "m5"),
        ("countAll(null, [1, 2])", 2),
    ],
)
def test_values(text: str, value: Any) -> None:
    result = evaluate(text)
    assert (type(result), result) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("job.Missing", "there is no field `Missing`"),
        ("job['x']", "there is no field `x`"),
        ("has(job.Missing.D)", "there is no field `Missing`"),
        ("job.Name.D", "a string has no fields, so it has no `D`"),
        ("has(job.Name.D)", "a string has no fields, so it has no `D`"),
        ("job.Phases[3]", "there is no element 3 in a list of 3"),
        ("job.Phases[-1]", "there is no element -1 in a list of 3"),
        ("job.Phases[0.5]", "there is no element 0.5 in a list of 3"),
        ("job.Name[0]", "`[]` is not defined for string and int"),
        ("9223372036854775807 + job.Count", "an integer overflows 64 bits"),
        ("-(-9223372036854775807 - 1)", "an integer overflows 64 bits"),
        ("job.Large + 1", "an integer overflows 64 bits"),
        ("job.Large < 1.5", "an integer is too large for a double"),
        ("1 / 0", "an integer is divided by zero"),
        ("1 % 0", "an integer is divided by zero"),
        ("job.Count + 1.0", "`+` is not defined for int and double"),
        ("job.Count < 'a'", "`<` is not defined for int and string"),
        ("null in job", "`in` is not defined for null and map"),
        ("!job.Count", "`!` is not defined for int"),
        ("job.Count ? 1 : 2", "`?:` needs a bool, not int"),
        ("true && job.Count", "`&&` needs a bool, not int"),
        ("job.Name.all(c, true)", "`all` iterates over a list or a map, not string"),
        ("job.Phases.filter(p, p.D)", "`filter` needs a bool, not int"),
        ("job.Phases.exists_one(p, p.U == 1)", "there is no field `U`"),
        ("[1, 1.5].sum()", "`+` is not defined for int and double"),
        ("['a'].sum()", "`sum` is not defined for string"),
        ("[].min()", "`min` of an empty list"),
        ("[null].max()", "`max` is not defined for null"),
        ("int('5x')", "`5x` is not an int"),
        ("int(1e19)", "1e+19 is outside the range of int"),
        ("int(9223372036854775808.0)", "9.223372036854776e+18 is outside the range of int"),
        ("double('')", "the empty string is not a double"),
        ("family(job.Count)", "`family` is not defined for int"),
        ("family('x')", "`x` is no instance type"),
        ("job.Count.matches('a')", "`matches` is not defined for int"),
    ],
)
def test_errors(text: str, message: str) -> None:
    with pytest.raises(CelError) as caught:
        evaluate(text)
    assert (type(caught.value), str(caught.value)) == (CelError, message)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("job.Missing == 1 || true", True),
        ("job.Missing == 1 && false", False),
        ("job.Count && false", False),
        ("job.Phases.exists(p, p.U == 1)", True),
        ("job.Phases.all(p, p.U == 2)", False),
        ("[0, 2].exists(x, 4 / x == 2)", True),
    ],
)
def test_logic_absorbs_errors(text: str, value: bool) -> None:  # noqa: FBT001  a parameter
    assert evaluate(text) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("has(job.X)", True),
        ("'X' in job", True),
        ("job.X == 1 || job.Y == 1", True),
        ("job.X == 1 && job.Y == 2", False),
        ("job.L.size()", 2),
        ("job.L[0]", 1),
        ("1 in job.L", True),
        ("job.L.exists(x, x == 1)", True),
        ("job.L.all(x, x == 2)", False),
        ("job.L == [1]", False),
    ],
)
def test_unknown_values_are_present(text: str, value: Any) -> None:
    assert evaluate(text, PARTLY_UNKNOWN) == value


@pytest.mark.parametrize(
    "text",
    [
        *(
            "job.X",
            "has(job.X)",
            "!has(job.X)",
            "'X' in job",
            "size(job)",
            "size(job.Z) > 0",
            "has(job.Y) && has(job.X)",
        ),
        *("job == {'Y': 1}", "job.Z == {}", "job.all(x, x != '')", "has(job.X) || job.Y == 2", "has(job.X) ? 1 : 2"),
    ],
)
def test_a_member_that_may_be_absent_is_neither_present_nor_absent(text: str) -> None:
    with pytest.raises(UnknownValueError):
        evaluate(text, MAYBE_SET)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("has(job.Y)", True),
        ("has(job.X) || job.Y == 1", True),
        ("has(job.X) && job.Y == 2", False),
        ("'Q' in job", False),
    ],
)
def test_what_does_not_depend_on_a_member_that_may_be_absent_is_known(text: str, value: Any) -> None:
    assert evaluate(text, MAYBE_SET) == value


@pytest.mark.parametrize(
    "text",
    [
        *("job.X", "job.X == 1", "job.X + 1", "job.X.Z", "has(job.X.Z)", "job.X ? 1 : 2", "string(job.X)"),
        *("job.L[1]", "2 in job.L", "[1, 2] in [job.L]", "job.L == [1, 2]", "job.L.sum()", "job.L.max()"),
        *("job.L.all(x, x == 1)", "job.L.exists(x, x == 2)", "job.L.exists_one(x, x == 1)"),
        *("job.L.map(x, x)", "job.L.filter(x, x > 0)", "family(job.X)", "job.X.matches('a')"),
        *("job.X == 1 && job.Missing", "job.Missing && job.X == 1", "job.Missing || job.X || false"),
        "[0, 1].all(x, x == 0 ? job.Missing : job.X)",
    ],
)
def test_reading_an_unknown_value_gives_an_unknown_value(text: str) -> None:
    with pytest.raises(UnknownValueError):
        evaluate(text, PARTLY_UNKNOWN)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("job.L.all(a, job.L.all(b, true))", "nested comprehensions visit more than 10000 elements"),
        ("job.L.all(a, a in job.L)", "`in` compares more than 200000 times"),
        ("job.L.all(a, true) && job.S.matches('b')", "`matches` accepts at most 10000 characters"),
        ("job.S + 'a'", "`+` makes a string longer than 10000"),
        ("job.L + job.L", "`+` makes a list longer than 10000"),
    ],
)
def test_limits(text: str, message: str) -> None:
    with pytest.raises(CelError) as caught:
        evaluate(text, {"L": [0] * 10_000, "S": "a" * 10_001})
    assert str(caught.value) == f"{message}, and no setting raises that limit"


PAGE = (ROOT / "docs" / "rule-language.md").read_text(encoding="utf-8")
DOCUMENTED = json.loads(re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0])
EXAMPLES = [
    re.split(r" +// ", line, maxsplit=1)
    for block in re.findall(r"```cel\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
]


@pytest.mark.parametrize(("text", "outcome"), EXAMPLES)
def test_documented_examples(text: str, outcome: str) -> None:
    try:
        result = json.dumps(evaluate(text, DOCUMENTED), ensure_ascii=False)
    except CelError as error:
        result = f"error: {error}"
    except CelSyntaxError as error:
        result = f"refused: {error.message}"
    assert result == outcome


@pytest.mark.parametrize(
    ("text", "x", "value"),
    [
        ("1 in x", [UNKNOWN, 1], True),
        ("1 in x", [UNKNOWN, 2], UnknownValueError),
        ("'a' in x", [UNKNOWN, "a"], True),
        ("'a' in x", [PartialText(["b", None])], UnknownValueError),
        ("x.a", PartialText(["b", None]), "a string has no fields, so it has no `a`"),
        ("has(x.a)", PartialText(["b", None]), "a string has no fields, so it has no `a`"),
        ("x ? 1 : 2", PartialText(["b", None]), "`?:` needs a bool, not string"),
        ("[1].all(a, x.all(b, b > 0))", [1] * 10_000, True),
        ("x.all(b, b in x)", [1] * 400, True),
    ],
)
def test_given_values(text: str, x: Any, value: Any) -> None:
    run = compile_expression(text, variables=frozenset("x"))
    if not isinstance(value, (str, type)):
        assert run({"x": x}) == value
        return
    with pytest.raises(CelError) as caught:
        run({"x": x})
    assert type(caught.value) is value or str(caught.value) == value
