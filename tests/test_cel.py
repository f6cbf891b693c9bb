"""The rule language: values, errors, faults that show before it runs, unknown values, bounds, templates."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ircompile.findings.values import UNKNOWN
from ircompile.rulebook.cel.compiler import compile_expression
from ircompile.rulebook.cel.re2 import compile_pattern
from ircompile.rulebook.cel.template import compile_template
from ircompile.rulebook.cel.values import CelError, CelSyntaxError, UnknownValueError

if TYPE_CHECKING:
    from collections.abc import Callable

JOB = {
    "Name": "ml.m5.large",
    "Count": 3,
    "Rate": 2.5,
    "On": True,
    "None": None,
    "Phases": [{"D": 120, "U": 1}, {"D": 60}, {"D": 30}],
    "Large": 10**400,
}
VARIABLES = frozenset({"job", "region"})


def family(name: str) -> str:
    """A domain function that may fail, as those of the rule book do."""
    prefix, _, rest = name.partition(".")
    if prefix != "ml":
        raise CelError(f"`{name}` is no instance type")
    return rest.split(".")[0]


def count_all(first: Any, second: list[Any]) -> int:
    return len(second) + (first is not None)


FUNCTIONS: dict[str, Callable[..., Any]] = {"family": family, "countAll": count_all}


def evaluate(text: str, job: Any = JOB) -> Any:
    run = compile_expression(text, variables=VARIABLES, functions=FUNCTIONS)
    return run({"job": job, "region": "eu-west-1"})


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
        ("job.Name.D", "string has no fields, so no `D`"),
        ("has(job.Name.D)", "string has no fields, so no `D`"),
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
        ("job.Name.all(c, true)", "`all` goes over a list or a map, not string"),
        ("job.Phases.filter(p, p.D)", "`filter` needs a bool, not int"),
        ("job.Phases.exists_one(p, p.U == 1)", "there is no field `U`"),
        ("[1, 1.5].sum()", "`+` is not defined for int and double"),
        ("['a'].sum()", "`sum` is not defined for string"),
        ("[].min()", "`min` of an empty list"),
        ("[null].max()", "`max` is not defined for null"),
        ("int('5x')", "`5x` is no int"),
        ("int(1e19)", "1e+19 is out of the range of int"),
        ("double('')", "the empty string is no double"),
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
def test_logic_absorbs_errors(text: str, value: bool) -> None:  # noqa: FBT001  a row's value
    assert evaluate(text) is value


FAULTY = {"X": UNKNOWN, "Y": 1, "L": [1, UNKNOWN]}


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
def test_unknown_values_are_there(text: str, value: Any) -> None:
    assert evaluate(text, FAULTY) == value


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
def test_what_reads_an_unknown_value_is_unknown(text: str) -> None:
    with pytest.raises(UnknownValueError):
        evaluate(text, FAULTY)


@pytest.mark.parametrize(
    ("text", "index", "message"),
    [
        ("", 0, "the expression ends too early: a value is missing"),
        ("1 +", 3, "the expression ends too early: a value is missing"),
        ("(1", 2, "the expression ends too early: an operator or `)` is missing"),
        ("job.", 4, "the expression ends too early: a name is missing"),
        ("1 2", 2, "an operator is expected here"),
        ("true ? 1", 8, "the expression ends too early: an operator or `:` is missing"),
        ("{a: 1}", 1, "a string or `}` is expected here"),
        ("1 = 2", 2, "compare with `==`"),
        ("true & false", 5, "write `&&`"),
        ("job == 'a", 7, "the string is not closed on its line"),
        (r"job == r'\'", 8, "an operator is expected here"),
        (r'job == "\d"', 8, r'there is no escape `\d`; write `\\` for a backslash, or a raw string r"…"'),
        ("9223372036854775808", 0, "an int has 64 bits; this number is too large"),
        ("jbo.X", 0, "there is no variable `jbo`; did you mean `job`?"),
        ("[1].all(x, true) && x", 20, "there is no variable `x`"),
        ("1 + famly('a')", 4, "there is no function `famly`; did you mean `family`?"),
        ("job.startswith('a')", 4, "there is no method `startswith`; did you mean `startsWith`?"),
        ("'a'.startsWith()", 4, "`startsWith` takes 1 argument, not 0"),
        ("family('a', 'b')", 0, "`family` takes 1 argument, not 2"),
        ("job.all(x)", 4, "`all` takes 2 arguments, not 1"),
        ("job.map(x)", 4, "`map` takes 2 or 3 arguments, not 1"),
        ("job.all(x.y, true)", 8, "`all` takes a variable first, as in `all(x, …)`"),
        ("job.all(for, true)", 8, "`for` is a reserved word; name the variable otherwise"),
        ("has(job)", 0, "`has` takes one field, as in `has(x.field)`"),
        ("{'a': 1, 'a': 2}", 9, "the key `a` is there twice"),
        ("job.X + 1 + 'a'", 10, "`+` is not defined for int and string"),
        ("'a' - job.X", 4, "`-` is not defined for string and any"),
        ("1 == 'a'", 2, "`==` is not defined for int and string"),
        ("job && 1 + 1", 4, "`&&` needs a bool, not int"),
        ("[1].X", 4, "list has no fields, so no `X`"),
        ("job.matches(region)", 4, "`matches` takes a text and a pattern, which is a string literal"),
        ("job.matches('a(b')", 16, "the pattern is not complete: a bracket or parenthesis is open"),
        (r"job.matches('a\\b')", 12, r"patterns have no `\b` here: no back-references, \b or \p classes"),
        ("[" * 101 + "]" * 101, 100, "the expression nests deeper than 100 levels"),
        ("1" + " " * 2000, 2000, "an expression has at most 2000 characters"),
        (
            "job.all(a, a.all(b, b.all(c, c.all(d, d))))",
            31,
            "more than 3 comprehensions are nested or chained",
        ),
    ],
)
def test_faults_that_show_before_it_runs(text: str, index: int, message: str) -> None:
    with pytest.raises(CelSyntaxError) as caught:
        evaluate(text)
    assert (caught.value.offset, caught.value.message) == (index, message)


@pytest.mark.parametrize(
    ("pattern", "index", "message"),
    [
        ("a(?=b)", 2, "patterns have groups `(…)` and `(?:…)` only: no look-around, no flags, no names"),
        ("(?i)a", 1, "patterns have groups `(…)` and `(?:…)` only: no look-around, no flags, no names"),
        (r"(a)\1", 3, r"patterns have no `\1` here: no back-references, \b or \p classes"),
        ("a**", 2, "the pattern has no meaning from here on"),
        ("[[:alpha:]]", 1, "the pattern has no meaning from here on"),
        ("[z-a]", 1, "this is no range of characters; write the smaller one first"),
        (r"[\d-z]", 1, "this is no range of characters; write the smaller one first"),
        ("a{2,1}", 1, "the smaller number of repetitions comes first"),
        ("ab{1001}", 1, "the pattern is too large; lower its counted repetitions"),
        ("((a{100}){100})", 2, "the pattern is too large; lower its counted repetitions"),
        ("(" * 60 + ")" * 60, 50, "the pattern nests too deep"),
    ],
)
def test_faults_of_patterns(pattern: str, index: int, message: str) -> None:
    with pytest.raises(CelSyntaxError) as caught:
        compile_pattern(pattern)
    assert (caught.value.offset, caught.value.message) == (index, message)


@pytest.mark.parametrize("pattern", ["(a|aa|a*)*b", "(a+a+)+b", "(a*)*(a*)*(a*)*b", "(a?){100}a{100}b"])
def test_patterns_never_backtrack(pattern: str) -> None:
    search = compile_pattern(pattern)
    assert search("a" * 10_000) is False


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("job.L.all(a, job.L.all(b, true))", "nested comprehensions visit more than 10000 elements"),
        ("job.L.all(a, a in job.L)", "`in` compares more than 200000 times"),
        ("job.L.all(a, true) && job.S.matches('b')", "`matches` reads at most 10000 characters"),
        ("job.S + 'a'", "`+` makes a string longer than 10000"),
        ("job.L + job.L", "`+` makes a list longer than 10000"),
    ],
)
def test_bounds(text: str, message: str) -> None:
    with pytest.raises(CelError) as caught:
        evaluate(text, {"L": [0] * 10_000, "S": "a" * 10_001})
    assert str(caught.value) == f"{message}, and no setting raises that bound"


@pytest.mark.parametrize(
    "text",
    [
        "[" * 99 + "job" + "]" * 99,
        "!(" * 98 + "job.On" + ")" * 98,
        "true ? (" * 99 + "job" + ") : 1" * 99,
        " + ".join(["job.Count"] * 98),
        " && ".join(["job.On"] * 150),
        "true && (false || (" * 49 + "job.On" + "))" * 49,
        "int(" * 98 + "job.Count" + ")" * 98,
    ],
)
def test_deep_expressions_run(text: str) -> None:
    evaluate(text)


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
        ("a {} b", 3, "the expression ends too early: a value is missing"),
    ],
)
def test_faults_of_templates(text: str, index: int, message: str) -> None:
    with pytest.raises(CelSyntaxError) as caught:
        compile_template(text, variables=VARIABLES)
    assert (caught.value.offset, caught.value.message) == (index, message)


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("{job.Missing}", CelError, "there is no field `Missing`"),
        ("{job}", CelError, "a map can't stand in a message"),
        ("{job.L}", UnknownValueError, "a value that this needs is faulty itself"),
    ],
)
def test_errors_of_templates(text: str, error: type[CelError], message: str) -> None:
    run = compile_template(text, variables=VARIABLES)
    with pytest.raises(CelError) as caught:
        run({"job": FAULTY, "region": ""})
    assert (type(caught.value), str(caught.value)) == (error, message)


PAGE = (Path(__file__).parents[1] / "docs" / "rule-language.md").read_text(encoding="utf-8")
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
