"""Which parts of a text are masked as credentials."""

from __future__ import annotations

import pytest
from fake_credentials import BEGIN, END, KEY_ID, LETTERS, PEM

from ircompile.findings.masking import Mask, Secrets


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"`{KEY_ID}` is bad", "`AKIA…` is bad"),
        (f"`x_{KEY_ID}{KEY_ID}`", "`x_AKIA…AKIA…`"),
        ("`AKIA234567ABCD…` is cut", "`AKIA…` is cut"),
        ("AKIA234567 ASIAN AKIA", "AKIA234567 ASIAN AKIA"),
        (f"{BEGIN}\\n{PEM[0]}\\n{END} and", f"{BEGIN}…----- and"),
        (f"{BEGIN} {PEM[0]}", f"{BEGIN}…"),
        (f"secret_key={LETTERS}", "secret_key=qXyZ…"),
        (LETTERS, LETTERS),
        (f"known-word-here, {PEM[0]}", "know…, MIIE…"),
        ("known-wo… is cut", "know… is cut"),
    ],
)
def test_a_mask_replaces_credentials(text: str, masked: str) -> None:
    assert Mask(["known-words", PEM[0]])(text) == masked


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb: AKIA234567ABCDEFGHIJ\nc", {2}),
        (f"a\n{BEGIN}\nb\n{END}\nc", {2, 3, 4}),
        (f"a\n{BEGIN}\nb\n\nc", {2, 3, 4, 5}),
        (f"a: SeCret\nb: {LETTERS}\nc: x{LETTERS}\nd: {LETTERS[1:]}", {2, 3}),
        (f"a: {LETTERS}\nb", set()),
        ('a\n"\\x41KIA234567ABCDEFGHIJ"\nb', {2}),
    ],
)
def test_lines_with_secrets_are_hidden(text: str, lines: set[int]) -> None:
    assert Secrets(text).lines == lines
