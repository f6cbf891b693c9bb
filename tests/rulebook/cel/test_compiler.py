"""Expressions are checked when they are compiled: syntax, names, types."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from expressions import evaluate

from ircompile.rulebook.cel.values import CelSyntaxError

if TYPE_CHECKING:
    pass


@pytest.mark.parametrize(
    ("text", "index", "message"),
    [
        ("", 0, "the expression ends too early: expected a value"),
        ("1 +", 3, "the expression ends too early: expected a value"),
        ("(1", 2, "the expression ends too early: expected an operator or `)`"),
        ("job.", 4, "the expression ends too early: expected a name"),
        ("1 2", 2, "expected an operator here"),
        ("true ? 1", 8, "the expression ends too early: expected an operator or `:`"),
        ("{a: 1}", 1, "expected a string or `}` here"),
        ("1 = 2", 2, "compare with `==`"),
        ("true & false", 5, "write `&&`"),
        ("job == 'a", 7, "the string is not closed on its line"),
        (r"job == r'\'", 8, "expected an operator here"),
        (r'job == "\d"', 8, r'unknown escape `\d`; write `\\` for a backslash, or a raw string r"…"'),
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
        ("job.all(for, true)", 8, "`for` is a reserved word; choose another name for the variable"),
        ("has(job)", 0, "`has` takes one field, as in `has(x.field)`"),
        ("{'a': 1, 'a': 2}", 9, "the key `a` is repeated"),
        ("job.X + 1 + 'a'", 10, "`+` is not defined for int and string"),
        ("'a' - job.X", 4, "`-` is not defined for string and any"),
        ("1 == 'a'", 2, "`==` is not defined for int and string"),
        ("{'a': 1} + 1", 9, "`+` is not defined for map and int"),
        ("1 ? 2 : 3", 2, "`?:` needs a bool, not int"),
        ("matchs(job, 'a')", 0, "there is no function `matchs`; did you mean `matches`?"),
        ("job && 1 + 1", 4, "`&&` needs a bool, not int"),
        ("[1].X", 4, "a list has no fields, so it has no `X`"),
        ("job.matches(region)", 4, "`matches` takes a string and a pattern, which must be a string literal"),
        ("job.matches('a(b')", 16, "the pattern is incomplete: a bracket or parenthesis is not closed"),
        (r"job.matches('a\\b')", 12, r"`\b` is not supported: patterns have no back-references, \b or \p classes"),
        ("[" * 101 + "]" * 101, 100, "the expression is nested deeper than 100 levels"),
        ("1" + " " * 2000, 2000, "an expression can have at most 2000 characters"),
        (
            "job.all(a, a.all(b, b.all(c, c.all(d, d))))",
            31,
            "more than 3 comprehensions are nested or chained",
        ),
    ],
)
def test_invalid_expressions_are_refused(text: str, index: int, message: str) -> None:
    with pytest.raises(CelSyntaxError) as caught:
        evaluate(text)
    assert (caught.value.offset, caught.value.message) == (index, message)


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
        "(job.On ? 'a' : 1) + 'b'",
    ],
)
def test_deep_expressions_are_evaluated(text: str) -> None:
    evaluate(text)
