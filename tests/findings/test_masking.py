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
    ("text", "masked"),
    [
        ("plain, known-words", "plain, known-words"),
        (f"{KEY_ID} and {KEY_ID}…", "AKIA… and AKIA…"),
        (f"{KEY_ID.replace('AKIA', 'ASIA')}", "ASIA…"),
        (f"{BEGIN} {PEM[0]} {END} {PEM[0]}", f"{BEGIN}…----- {PEM[0]}"),
        (f"a Secret: {LETTERS}, {LETTERS}", "a Secret: qXyZ…, qXyZ…"),
        (f"a secret: {LETTERS}x", f"a secret: {LETTERS}x"),
    ],
)
def test_a_mask_without_words_finds_credentials_by_their_form(text: str, masked: str) -> None:
    assert Mask()(text) == masked


def test_known_words_are_masked_wherever_they_are() -> None:
    mask = Mask(["known-words", "other-words"])
    assert [mask(text) for text in ("known-wo", "xknown-wordsknown-words", "other-wo…known-wo x", "known-w")] == [
        *("know…", "xknow…", "othe…know… x", "known-w"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "may_be"),
    [
        ("a: b", set(), False),
        ('a: "\\n"', set(), True),
        ("a: ASIA", set(), True),
        ("a: PRIVATE", set(), True),
        ("aSecret: b", set(), True),
        (f"aSecret: {LETTERS}", {LETTERS}, True),
        (f"aSecret: {LETTERS}x", set(), True),
        (LETTERS, set(), False),
        (f"{BEGIN}\\n{PEM[0]}\n {PEM[1]} short {END}", set(PEM), True),
        ("a secret: " + LETTERS.replace("/", "\\/"), {LETTERS}, True),
        ("a secret: " + LETTERS.replace("q", "\\u0071").replace("Z", "\\U0000005A"), {LETTERS}, True),
    ],
)
def test_words_of_credentials_are_found_behind_escapes(text: str, words: set[str], may_be: bool) -> None:  # noqa: FBT001  a row of the table
    secrets = Secrets(text)
    assert (secrets.words, secrets.may_be) == (words, may_be)
    assert repr(secrets) == f"Secrets(lines={sorted(secrets.lines)}, {len(words)} words)"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb: AKIA234567ABCDEFGHIJ\nc", {2}),
        (f"a\n{BEGIN}\nb\n{END}\nc", {2, 3, 4}),
        (f"a\n{BEGIN}\nb\n\nc", {2, 3, 4, 5}),
        (f"a: SeCret\nb: {LETTERS}\nc: x{LETTERS}\nd: {LETTERS[1:]}", {2, 3}),
        (f"a: {LETTERS}\nb", set()),
        ('a\n"\\x41KIA234567ABCDEFGHIJ"\nb', {2}),
        (f'a\n"secret\\n"\nb: {LETTERS}{LETTERS}', {3}),
        (f'"\\uZZZZ {KEY_ID}"', {1}),
    ],
)
def test_lines_with_secrets_are_hidden(text: str, lines: set[int]) -> None:
    assert Secrets(text).lines == lines
