"""The source lines shown with a finding."""

from __future__ import annotations

import dataclasses

import pytest
from reports import DIAGNOSTIC, report_of

from ircompile.findings.diagnostic import Location
from ircompile.reporting import frames
from ircompile.reporting.frames import frame, other_frames
from ircompile.reporting.full import lines as full
from ircompile.reporting.style import Style
from ircompile.sources.source import Source


def framed(text: str, start: int, end: int, style: Style | None = None, label: str = "here") -> list[str]:
    source = Source("a.yaml", text, "yaml")
    diagnostic = dataclasses.replace(DIAGNOSTIC, column=start, end_column=end, label=label)
    return list(frame(diagnostic, source, style or Style()))[1:-1]


@pytest.mark.parametrize(
    ("text", "start", "end", "style", "lines"),
    [
        ("a:\tbc", 4, 6, Style(), ["1 | a:    bc", "  |       ^^ here"]),
        ("模型: b", 5, 6, Style(), ["1 | 模型: b", "  |       ^ here"]),
        ("e\u0301: b", 5, 6, Style(), ["1 | e\u0301: b", "  |    ^ here"]),
        ("\x1b: b", 4, 5, Style(), ["1 | \\x1b: b", "  |       ^ here"]),
        ("é: b", 4, 5, Style(encoding="ascii"), ["1 | \\xe9: b", "  |       ^ here"]),
        ("a: ", 4, 4, Style(), ["1 | a:", "  |    ^ here"]),
        ("a: ##[x]", 5, 9, Style(), ["1 | a: #\\x23[x]", "  |     ^^^^^^^ here"]),
        ("x" * 30 + "yy" + "z" * 30, 31, 33, Style(columns=24), ["1 | …xxxxxxyyzzzzzzzzzz…", "  |        ^^ here"]),
        (
            "x" * 30 + "yy",
            31,
            33,
            Style(columns=24),
            ["1 | …xxxxxxxxxxxxxxxxyy", "  |                  ^^", "  | here"],
        ),
        ("yy" + "z" * 30, 1, 3, Style(columns=24), ["1 | yyzzzzzzzzzzzzzzzz…", "  | ^^ here"]),
        ("模" * 30 + "yy" + "模" * 30, 31, 33, Style(columns=24), ["1 | …模模模yy模模模模模…", "  |        ^^ here"]),
        (
            "x" * 30 + "y",
            31,
            32,
            Style(columns=24, encoding="ascii"),
            ["1 | ...xxxxxxxxxxxxxy", "  |                 ^", "  | here"],
        ),
        ("a: bcd", 4, 7, Style(columns=12), ["1 | a: bcd", "  |    ^^^", "  | here"]),
        ("y" * 50, 1, 51, Style(columns=24), ["1 | yyyyyyyyyyyyyyyyyy…", "  | ^^^^^^^^^^^^^^^^^^", "  | here"]),
    ],
)
def test_a_frame_underlines_the_span(text: str, start: int, end: int, style: Style, lines: list[str]) -> None:
    assert framed(text, start, end, style) == lines


def test_the_place_in_a_text_that_is_not_at_hand_is_named() -> None:
    related = Location(7, 3, 7, 9, "/RoleArn", "set here", "env/prod.yaml")
    found = dataclasses.replace(DIAGNOSTIC, related=(related,))
    assert list(other_frames(found, {})) == [" --> env/prod.yaml:7:3 set here"]


def test_only_a_part_of_a_long_line_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    visible = frames._visible

    def count(text: str, style: Style) -> str:
        seen.append(text)
        return visible(text, style)

    monkeypatch.setattr(frames, "_visible", count)
    framed("ab " * 10_000, 15_000, 15_002)
    assert len(seen) < 10
    assert max(map(len, seen)) <= 120


def test_no_frame_shows_a_line_with_a_secret() -> None:
    secret = dataclasses.replace(DIAGNOSTIC, rule="credential-in-manifest")
    assert "hunter2" not in "".join(full(report_of([secret, DIAGNOSTIC], "JobName: hunter2\n")))
    assert "hunter2" in "".join(full(report_of([DIAGNOSTIC], "JobName: hunter2\n")))
