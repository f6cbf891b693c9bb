"""Laws of commands in scripts: what is known of a command is what it sends, wherever it is and whatever is unknown."""

from __future__ import annotations

import json
import shlex
from random import Random
from typing import Any

import pytest
from checkout import ROOT
from command_lines import command_line, outcome
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from requests_to_send import requests
from scripts import jobs, rules

from ircompile.emitting.command import command
from ircompile.emitting.shells import quoted
from ircompile.emitting.words import EmitError
from ircompile.findings.values import MAYBE, UNKNOWN
from ircompile.model.model import SHIPPED
from ircompile.syntax.command_line import CommandError
from ircompile.syntax.command_line.options import INPUT_JSON, option_name
from ircompile.syntax.document import Document
from ircompile.syntax.shell.gaps import TEMPLATE

CONTEXTS = [
    "{}",
    "#!/bin/sh\n{} | jq . > out.json 2>&1\n",
    "X=$({} --query JobArn)\necho $X",
    'echo "$({})"',
    "if ! {}; then\n  exit 1 # it's over\nfi",
    "run() {{\n  timeout 10 {} || return 1\n}}\nrun",
    "case $1 in\n  a|b) {} ;;\n  *) echo 'no' ;;\nesac",
    "for x in a b; do ({}) & done; wait",
    "cat <<EOF > a\nit's {{\nEOF\nA=b {} <<'E'\n\"\nE\n",
    'X=`echo a`; {} && echo "it\'s $(date)"',
    "[[ $a =~ ^(b|c)$ ]] && {}",
]
CORPUS = ROOT / "tests" / "corpus"
OPTIONS = {option_name(member): member for member in SHIPPED.request.members}


def in_context(words: list[str], context: str, *, wrap: bool) -> list[Document]:
    """Return the jobs in a script with a command in it."""
    return jobs("a.sh", context.format(quoted(words, "bash", wrap=wrap)))


@settings(max_examples=150, deadline=None)
@given(
    request=requests,
    style=st.sampled_from(["json", "shorthand"]),
    context=st.sampled_from(CONTEXTS),
    wrap=st.booleans(),
)
def test_the_request_of_a_command_is_known(request: dict[str, Any], style: Any, context: str, *, wrap: bool) -> None:
    try:
        words = command(request, SHIPPED.request, style=style)
    except EmitError:
        assume(condition=False)
    assume(not TEMPLATE.search(" ".join(words)))
    (found,) = in_context(words, context, wrap=wrap)
    assert found.value == request
    assert not [it for it in found.findings if it.severity != "warning"]


@settings(max_examples=150, deadline=None)
@given(st.data(), requests, st.sampled_from(["json", "shorthand"]), st.sampled_from(CONTEXTS))
def test_a_variable_makes_one_value_unknown(data: Any, request: dict[str, Any], style: Any, context: str) -> None:
    try:
        words = command(request, SHIPPED.request, style=style)
    except EmitError:
        assume(condition=False)
    options = {*OPTIONS, INPUT_JSON}
    places = [at for at, word in enumerate(words) if at and words[at - 1] in options and word not in options]
    assume(places)
    at = data.draw(st.sampled_from(places))
    assume(not TEMPLATE.search(" ".join(words)))
    text = quoted(words[:at], "bash"), '"$VALUE"', quoted([*words[at + 1 :], "--color", "on"], "bash")
    (found,) = jobs("a.sh", context.format(" ".join(text)))
    member = OPTIONS.get(words[at - 1])
    if member:
        assert found.value == {**request, member: UNKNOWN}
    else:  # the rest of the request, as one document
        given = {OPTIONS[word] for word in words if word in OPTIONS}
        expected = dict.fromkeys(SHIPPED.request.members, MAYBE)
        assert found.value == {**expected, **{name: it for name, it in request.items() if name in given}}


@pytest.mark.parametrize("seed", range(400))
def test_commands_that_the_aws_cli_accepts_mean_the_same_in_scripts(seed: int) -> None:
    words = command_line(Random(seed))  # noqa: S311  what it draws is repeatable
    body = outcome(words, version=1)
    text = shlex.join(words)
    is_known = not TEMPLATE.search(text) and "://" not in text and text.isprintable()  # no gaps, files or bytes
    if isinstance(body, CommandError) or not is_known:
        return
    (found,) = jobs("a.sh", f"{text} | jq")
    if "wrong-type" not in [it.rule for it in found.findings]:  # which is reported, and then unknown
        assert found.value == body


@pytest.mark.parametrize("name", sorted(it.name for it in CORPUS.glob("[0-9]*.json")))
@pytest.mark.parametrize("style", ["json", "shorthand"])
def test_a_request_in_a_script_has_the_findings_of_its_manifest(name: str, style: Any) -> None:
    text = (CORPUS / name).read_text("utf-8")
    request = json.loads(text)
    try:
        written = quoted(command(request, SHIPPED.request, style=style), "bash", wrap=True)
    except EmitError:
        return
    if not TEMPLATE.search(written):
        assert rules("a.sh", f'ARN="$({written})"') == rules("a.json", text)
