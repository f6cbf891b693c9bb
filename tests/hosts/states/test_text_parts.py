"""Of a text that an expression of a state machine puts together, the literals are known."""

from __future__ import annotations

import pytest

from ircompile.findings.values import UNKNOWN, PartialText, Unknown
from ircompile.hosts.states.requests import concatenated, formatted


def value(known: tuple[str | None, ...] | str | None) -> str | Unknown:
    return UNKNOWN if known is None else known if isinstance(known, str) else PartialText(known)


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ("States.Format('job_{}', $.name)", ("job_", None)),
        ("States.Format('{}-{}', $.a, States.UUID())", (None, "-", None)),
        (r"States.Format('it\'s \{\} {}', $.a)", ("it's {} ", None)),
        ("States.Format('plain')", "plain"),
        ("States.Format('', $.a)", ""),
        ("States.Format($.template, $.a)", None),
        ("States.Format('a{b}', $.a)", None),
        ("States.Format('a{}' $.a)", None),
        ("$.name", None),
        ("States.UUID()", None),
    ],
)
def test_formats(expression: str, known: tuple[str | None, ...] | str | None) -> None:
    assert formatted(expression) == value(known)


@pytest.mark.parametrize(
    ("expression", "known"),
    [
        ("{% 'nightly_' & $states.context.Execution.Name %}", ("nightly_", None)),
        ('{% $a & "-x-" & $string($b) %}', (None, "-x-", None)),
        ("{%'a'&'b'&$c%}", ("ab", None)),
        ("{% 'a' & 'b' %}", "ab"),
        ("{% $states.input.name %}", None),
        ("{% 'a' %}", None),  # a literal alone need not be an expression
        ("{% 'a' & $b = 'c' %}", None),
        ("{% $c ? 'a' : 'b' & $d %}", None),
        ("{% ('a' & $b) %}", None),
        ("{% 'a' & $b[0] %}", None),
        (r"{% 'a\n' & $b %}", None),
        ("{% 'a' & %}", None),
        ("{% 'a' & $f($g('x')) %}", None),
        ("{% 'a' & $b ~> $upper %}", None),
        ("", None),
    ],
)
def test_concatenations(expression: str, known: tuple[str | None, ...] | str | None) -> None:
    assert concatenated(expression) == value(known)
