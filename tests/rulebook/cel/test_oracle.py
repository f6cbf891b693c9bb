"""The rule language against CEL's official C++ runtime: the same value, or an error in both."""

from __future__ import annotations

import math
import string
from typing import Any

from cel_expr_python import cel
from cel_expr_python.ext import ext_math
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ircompile.rulebook.cel.compiler import compile_expression
from ircompile.rulebook.cel.re2 import compile_pattern
from ircompile.rulebook.cel.values import CelError, CelSyntaxError

VARIABLES = frozenset("xyst")
ORACLE = cel.NewEnv(variables=dict.fromkeys(VARIABLES, cel.Type.DYN), extensions=[ext_math.ExtMath()])
ERROR = "an error"
REFUSED = "refused"


def ours(text: str, bindings: dict[str, Any]) -> Any:
    try:
        run = compile_expression(text, variables=VARIABLES)
    except CelSyntaxError:
        return REFUSED
    try:
        return comparable(run(bindings))
    except CelError:
        return ERROR


def theirs(text: str, bindings: dict[str, Any], *, checked: bool = False) -> Any:
    """Return CEL's value, without its type check, since the one of the rule language is being tested."""
    try:
        program = ORACLE.compile(text, disable_check=not checked)
    except RuntimeError:
        return REFUSED
    try:
        value = program.eval(data=bindings)
    except RuntimeError:
        return ERROR
    return ERROR if value.type() == cel.Type.ERROR else comparable(value.plain_value())


def comparable(value: Any) -> Any:
    """Return the value with its types, so that 1, 1.0 and true differ, and NaN equals NaN of any sign."""
    if isinstance(value, list):
        return [comparable(item) for item in value]
    if isinstance(value, dict):
        return {key: comparable(item) for key, item in value.items()}
    if isinstance(value, float) and math.isnan(value):
        return "NaN"
    return type(value), value.replace("-nan", "nan") if isinstance(value, str) else value


INTS = st.integers(-3, 12) | st.integers(-(2**63), 2**63 - 1) | st.sampled_from([2**53 + 1, -(2**63), 2**63 - 1])
DOUBLES = st.floats() | st.sampled_from([0.0, -0.0, 1.0, 2.0, 2.5, 1e6, 2.0**53, 2.0**63, 1e-7, 1e23, 123456789.0])
STRINGS = st.sampled_from(["", "a", "b", "ab", "ml.m5.large", "é😀", "5", " -7\t", "1.5", "0x1F", "1e3", "nan", "5x"])
SCALARS = st.none() | st.booleans() | INTS | DOUBLES | STRINGS
KEYS = st.sampled_from(["a", "b", "c"])
LISTS = st.lists(INTS, max_size=4) | st.lists(SCALARS, max_size=3)
VALUES = SCALARS | LISTS | st.dictionaries(KEYS, SCALARS | LISTS, max_size=1)
BINDINGS = st.fixed_dictionaries(
    {"x": st.dictionaries(KEYS, VALUES, max_size=2), "y": LISTS | st.lists(VALUES), "s": STRINGS, "t": VALUES}
)
LEAVES = {
    "bool": ["true", "false", "has(x.a)", "s == 'a'"],
    "int": ["0", "1", "2", "-3", "0x10", "9223372036854775807", "size(y)", "x.a", "y[0]"],
    "double": ["0.0", "1.0", "2.5", "-1e3", ".5", "x.b"],
    "string": ["''", '"a"', "'ab'", r"r'\d'", '"\\u00e9"', "s", "x.c"],
    "list": ["[]", "[1, 2, 3]", '["a", "b"]', "[1, 2.0, null]", "y", "x.b"],
    "map": ["{}", '{"b": [2]}', "x", "x.a"],
    "any": ["null", "t", "x.a", "y[1]", "x.a.b", "1", "'a'", "true", "1.0"],
}
"""The shortest expressions that have, or may have, each type."""
LONGER = {
    "bool": [
        *(f"<int> {sign} <int>" for sign in ("==", "!=", "<", "<=", ">", ">=")),
        *("<any> == <any>", "<any> != <any>", "<double> < <int>", "<string> <= <string>", "<bool> < <bool>"),
        *("<bool> && <bool>", "<bool> || <bool>", "<bool> && <bool> && <bool>", "!(<bool>)", "!!(<bool>)"),
        *("<bool> ? <bool> : <bool>", "<any> in <list>", "<string> in <map>", "<any> in <map>"),
        *("<string>.startsWith(<string>)", "<string>.endsWith(<string>)", "<string>.contains(<string>)"),
        *("<list>.all(i, <bool>)", "<list>.exists(i, <bool>)", "<list>.exists_one(i, <bool>)"),
        *("<map>.all(i, <bool>)", "<map>.exists(i, <bool>)", "<map>.exists_one(i, <bool>)"),
        *("has(<map>.a)", "<string>.matches('^a*b?$')", "<list> == <list>", "<map> == <map>"),
    ],
    "int": [
        *(f"<int> {sign} <int>" for sign in "+-*/%"),
        *("-<int>", "- <int>", "<bool> ? <int> : <int>", "int(<double>)", "int(<string>)", "int(<any>)"),
        *("size(<list>)", "<string>.size()", "<map>.size()", "<list>[<int>]", "<map>.a"),
    ],
    "double": [
        *(f"<double> {sign} <double>" for sign in "+-*/"),
        *("-<double>", "double(<int>)", "double(<string>)", "double(<any>)"),
    ],
    "string": ["<string> + <string>", "string(<int>)", "string(<double>)", "string(<any>)", "<map>['a']"],
    "list": [
        *("<list> + <list>", "[<any>, <any>]", "<list>.filter(i, <bool>)", "<list>.map(i, <any>)"),
        *("<list>.map(i, <bool>, <int>)", "<bool> ? <list> : <list>"),
    ],
    "map": ['{"a": <any>}', '{"b": <any>}', "<map>.b", "<list>[0]"],
    "any": ["<bool>", "<int>", "<double>", "<string>", "<list>", "<map>", "<map>.a", "<list>[<double>]"],
}


@st.composite
def expressions(draw: st.DrawFn, kind: str = "bool", depth: int = 3, *, inside: bool = False) -> str:
    """Return an expression of a type, sometimes of another; `i` is the variable of comprehensions."""
    if draw(st.integers(0, 11)) == 0:
        kind = draw(st.sampled_from(sorted(LEAVES)))
    if depth == 0:
        return draw(st.sampled_from(LEAVES[kind] + ["i", "i.a"] * inside))
    first, *holes = draw(st.sampled_from(LONGER[kind] + LEAVES[kind])).split("<")
    text = first
    for hole in holes:
        wanted, _, rest = hole.partition(">")
        if wanted not in LEAVES:  # the operator `<` of the expression itself
            text += "<" + hole
            continue
        part = draw(expressions(wanted, depth - 1, inside=inside or "(i, " in text))
        bare = depth == 1 or draw(st.integers(0, 3)) == 0  # tests the precedences
        text += (part if bare else f"({part})") + rest
    return text


@settings(max_examples=1_000, deadline=None)
@given(st.lists(expressions() | expressions("any"), min_size=3, max_size=3), BINDINGS)
def test_values_equal_those_of_cel(texts: list[str], bindings: dict[str, Any]) -> None:
    for text in texts:
        value = ours(text, bindings)
        other_order = {**bindings, "x": dict(reversed(bindings["x"].items()))}  # CEL does not define the order
        assert theirs(text, bindings, checked=value is REFUSED) in (value, ours(text, other_order))


TOKENS = "1 2.5 'a' x y.a ( ) [ ] , . ? : && || ! - + * < == in true null has( size( .all(i, if x.in //"


@settings(max_examples=1_000, deadline=None)
@given(st.lists(st.sampled_from(TOKENS.split()), min_size=1, max_size=8).map(" ".join))
def test_what_cel_refuses_is_refused(text: str) -> None:
    if theirs(text, {}) is REFUSED:
        assert ours(text, {}) is REFUSED


NUMBER_LIKE = st.text("0123456789+-.eExXpPaAfF_nNiItTyY() \t\v", max_size=8)


@settings(max_examples=1_000, deadline=None)
@given(st.sampled_from(["int(t)", "double(t)", "string(t)"]), NUMBER_LIKE | SCALARS | STRINGS)
@example("double(t)", "nan(5)")
@example("double(t)", "-0x.8p1")
@example("string(t)", 1e-7)
@example("string(t)", 1e23)
@example("string(t)", 9007199254740993.0)
def test_conversions_equal_those_of_cel(text: str, value: Any) -> None:
    assert ours(text, {"t": value}) == theirs(text, {"t": value})


@settings(max_examples=500, deadline=None)
@given(st.sampled_from([("t.max()", "math.greatest(t)"), ("t.min()", "math.least(t)")]), st.lists(INTS | DOUBLES))
def test_min_and_max_equal_those_of_the_math_extension(texts: tuple[str, str], values: list[float]) -> None:
    if not any(math.isnan(value) for value in values):  # the result is not defined then
        assert ours(texts[0], {"t": values}) == theirs(texts[1], {"t": values})


PATTERNS = st.recursive(
    st.sampled_from(["a", "b", ".", r"\d", r"\w", r"\S", r"\.", "[ab]", "[^a]", r"[a-c\d-]", "^", "$", "", "é"]),
    lambda parts: (
        st.tuples(parts, parts).map("".join)
        | st.tuples(parts, parts).map("|".join)
        | st.tuples(parts, st.sampled_from(["*", "+", "?", "{2}", "{0,2}", "{1,}", "*?"])).map("({0[0]}){0[1]}".format)
        | parts.map("(?:{})".format)
    ),
    max_leaves=8,
)
SUBJECTS = st.text("abc1.\né-", max_size=12)


@settings(max_examples=1_500, deadline=None)
@given(PATTERNS, SUBJECTS)
@example("^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}$", "a--b-")
def test_patterns_match_as_in_re2(pattern: str, subject: str) -> None:
    found = theirs("s.matches(t)", {"s": subject, "t": pattern})
    assert (bool, compile_pattern(pattern)(subject)) == found


@settings(max_examples=1_500, deadline=None)
@given(st.text(r"ab1(|)*+?{},[]^-$.:\dWxz" + string.whitespace, max_size=8), SUBJECTS)
def test_accepted_patterns_match_as_in_re2(pattern: str, subject: str) -> None:
    try:
        found = compile_pattern(pattern)(subject)
    except CelSyntaxError:
        return
    assert (bool, found) == theirs("s.matches(t)", {"s": subject, "t": pattern})
