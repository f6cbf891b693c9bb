"""Credentials and placeholders are found in decoded values, and each text is searched once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from ircompile import lint, lint_request
from ircompile.rulebook.checks import credentials, placeholders


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('JobName: "AK\\x49AIOSFODNN7EXAMPLE"\n', "a.yaml"),
        ("JobDescription: >\n  -----BEGIN RSA PRIVATE\n  KEY-----\n  abc\nJobName: a\n", "a.yaml"),
        ('{"JobName": "\\u0041KIAIOSFODNN7EXAMPLE"}', "a.json"),
    ],
)
def test_a_credential_is_found_however_it_is_written(text: str, name: str) -> None:
    assert "credential-in-manifest" in {found.rule for found in lint(text, name)}


WORD = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"


@pytest.mark.parametrize(
    ("job", "pointer", "message"),
    [
        ({"JobName": "AKIAIOSFODNN7EXAMPLE"}, "/JobName", "`AKIA…` contains an AWS access key ID"),
        ({"JobName": "x ASIAIOSFODNN7EXAMPLE"}, "/JobName", "`…` contains an AWS access key ID"),
        ({"JobName": "-----BEGIN PRIVATE KEY-----\nabcdefgh"}, "/JobName", "`…` contains a private key"),
        ({"JobName": f"aws_secret_access_key={WORD}"}, "/JobName", "`…` contains a secret access key"),
        ({"JobName": "a", "SecretKey": {"a": {"b": [WORD]}}}, "/SecretKey/a/b/0", "`wJal…` contains a secret access key"),
        ({"JobName": "a", "Tags": [{"Key": "my-secret-access-key", "x": {"y": WORD}}]}, "/Tags/0/x/y", "`wJal…` contains a secret access key"),
        ({"JobName": "a", "Tags": [{"Name": "SECRET_KEY", "Value": WORD}]}, "/Tags/0/Value", "`wJal…` contains a secret access key"),
        ({"JobName": "a", "Tags": [{"Key": "a", "Value": WORD}]}, "", ""),
        ({"JobName": "a", "Tags": [{"Key": "secretkey", "Value": f"{WORD}x"}]}, "", ""),
        ({"JobName": "a", "Tags": [{"Key": "secretkey"}, {"Value": WORD}]}, "", ""),
    ],
)  # fmt: skip
def test_a_credential_is_named_and_not_shown(job: dict[str, Any], pointer: str, message: str) -> None:
    found = [it for it in lint_request(job) if it.rule == "credential-in-manifest"]
    assert [(it.pointer, it.message) for it in found] == ([(pointer, message)] if message else [])
    for it in found:
        assert it.label == "a credential"
        assert it.help.startswith("remove it and revoke it: anyone with access to the repository has it")


LONG = {"x": "x" * 5000, "a placeholder": "<here>" + "x" * 5000, "a secret": f"secret_key={'a' * 40}" + "x" * 5000}


def counted(searched: list[str], search: Callable[..., Any], text: str, **given: bool) -> Any:
    searched.append(text)
    return search(text, **given)


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_text_with_many_aliases_is_searched_once(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []
    for module, name in ((placeholders, "marker"), (credentials, "_held")):
        monkeypatch.setattr(module, name, partial(counted, searched, getattr(module, name)))
    lint(f"JobName: &a {text}\nJobDescription: secret\nTags: [{', '.join(['{Key: *a}'] * 40)}]\n", "a.yaml")
    assert 0 < searched.count(text) <= 4  # once by each check, and for the mask of each report


def test_the_words_of_a_repeated_credential_are_returned_once() -> None:
    key = "-----BEGIN PRIVATE KEY-----\n" + "abcdefgh " * 1000
    told = [words for _, _, words in credentials.known({"a": [key] * 10})]
    assert [bool(words) for words in told] == [True] + [False] * 9
