"""Commands quoted for a shell arrive at `aws` as the same words, and send the request."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
import windows
from aws_cli import send_all
from hypothesis import given, settings
from hypothesis import strategies as st
from requests_to_send import SPECIAL, everywhere
from shells import SHELLS, Shell, run, why_missing

from ircompile.config.settings import LONGEST_ARGUMENT
from ircompile.emitting.command import command
from ircompile.emitting.shells import quoted
from ircompile.emitting.words import EmitError
from ircompile.model.model import SHIPPED

if TYPE_CHECKING:
    from pathlib import Path


WORDS = [text for text in SPECIAL if text.isascii() and text.isprintable()] + ["a==b", "a=b:=c", "a=b=c", "a:=b"]
printable = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)) | st.text(
    "\\\\'\"a $`!%^\n", max_size=8
).map(lambda text: text.replace("\n", "&"))


@pytest.fixture(scope="session", params=SHELLS)
def shell(request: pytest.FixtureRequest) -> Shell:
    """Each installed or installable shell."""
    found = SHELLS[request.param]
    reason = why_missing(found.argv[0])
    if reason:
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def commands(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """Command lines of requests with special texts in every string; the real CLI sends these requests."""
    directory = tmp_path_factory.mktemp("commands")
    values = [everywhere(text, SHIPPED.request) for text in SPECIAL]
    argvs = [command(value, SHIPPED.request, style="shorthand") for value in values]
    argvs += [command(value, SHIPPED.request, style="json") for value in values[::4]]
    values += values[::4]
    for number, value in enumerate(values[::20]):
        name = f"~job's {number}.json"
        (directory / name).write_text(json.dumps(value), "utf-8")
        argvs.append(command(value, SHIPPED.request, style="file", file=name))
        values.append(value)
    sent = send_all(argvs, directory)
    assert [(it.body, it.stderr) for it in sent] == [(value, "") for value in values]
    return argvs


@pytest.mark.parametrize("wrap", [False, True])
def test_requests_arrive(shell: Shell, commands: list[list[str]], tmp_path: Path, *, wrap: bool) -> None:
    texts = [quoted(argv, shell.quoting, wrap=wrap) for argv in commands]
    assert all(line.isascii() and line.isprintable() for text in texts for line in text.split("\n"))
    assert wrap == any("\n" in text for text in texts)
    assert run(shell, texts, tmp_path) == commands


def test_words_arrive(shell: Shell, tmp_path: Path) -> None:
    argvs = [["aws", word, f"--{word}", "a" + word, word * 2] for word in WORDS] + [["aws", *WORDS]]
    assert run(shell, [quoted(argv, shell.quoting) for argv in argvs], tmp_path) == argvs


def test_any_words_arrive(shell: Shell, tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = tmp_path_factory.mktemp("words")

    @settings(max_examples=10, deadline=None)
    @given(st.lists(st.lists(printable, min_size=10, max_size=10), min_size=10, max_size=10))
    def law(lines: list[list[str]]) -> None:
        argvs = [["aws", *words] for words in lines]
        assert run(shell, [quoted(argv, shell.quoting) for argv in argvs], directory) == argvs

    law()


@pytest.mark.parametrize("name", ["bash, typed", "zsh, typed"])
def test_history_expansion_is_active_in_typed_commands(name: str, tmp_path: Path) -> None:
    if why_missing(SHELLS[name].argv[0]):
        pytest.skip(why_missing(SHELLS[name].argv[0]))
    with pytest.raises(AssertionError, match="event not found"):
        run(SHELLS[name], ['aws "!x"'], tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="the bound is Linux's")
def test_linux_runs_a_command_with_the_longest_word_and_no_longer_one(tmp_path: Path) -> None:
    argv = command({"JobDescription": "x" * LONGEST_ARGUMENT}, SHIPPED.request)
    assert run(SHELLS["dash"], [quoted(argv, "bash")], tmp_path) == [argv]
    argv[-1] += "x"
    with pytest.raises(AssertionError, match="Argument list too long"):
        run(SHELLS["dash"], [quoted(argv, "bash")], tmp_path)


LEGACY = "& { $PSNativeCommandArgumentPassing = 'Legacy'; aws %s }"
TEXTS = [
    ("bash", ["--job-name", "a.b:c/d,e@f+g=h", "x y", "", "it's", "$x", "=a", "~", "%"], "aws --job-name a.b:c/d,e@f+g=h 'x y' '' 'it'\\''s' '$x' '=a' '~' '%'"),
    ("zsh", ["'", "a\\"], "aws ''\\''' 'a\\'"),
    ("fish", ["'", "a\\", "x y"], "aws '\\'' 'a\\\\' 'x y'"),
    ("fish", ["a=b", "a==b", "a:=b", "{a}", "$x", "%", "*", "\\'", ""], r"aws a=b 'a==b' 'a:=b' '{a}' '$x' '%' '*' '\\\'' ''"),
    ("powershell", ["--x=1", "-1", "a;b", "@x", "$(x)", "a_b", "--", "1a"], "aws '--x=1' '-1' 'a;b' '@x' '$(x)' a_b '--' '1a'"),
    ("powershell", ['\\"', 'a b"c'], LEGACY % r"""'\\\"' 'a b\"c'"""),
    ("powershell", ["--job-name", "churn-1", "5", "a,b", "it's", "$x `n", "C:\\", "\u0060"], "aws --job-name churn-1 '5' 'a,b' 'it''s' '$x `n' 'C:\\' '`'"),
    ("powershell", ["--input-config", '{"ModelName": "it\'s"}'], LEGACY % "--input-config '{\\\"ModelName\\\": \\\"it''s\\\"}'"),
    ("powershell", ['{"a":"\\"\\\\"}', ""], LEGACY % r"""'{\"a\":\"\\\"\\\\\"}' '""'"""),
    ("cmd", ["--job-name", "churn-1", "5", "a&b^c<d>(e)!", "a b\\", ""], 'aws --job-name churn-1 "5" "a&b^c<d>(e)!" "a b\\\\" ""'),
    ("cmd", ["--input-config", '{"a": "b&c\\"}'], r'aws --input-config ^"{\^"a\^": \^"b^&c\\\^"}^"'),
]  # fmt: skip


@pytest.mark.parametrize(("shell_name", "words", "text"), TEXTS)
def test_quoted_texts(shell_name: Any, words: list[str], text: str) -> None:
    assert quoted(["aws", *words], shell_name) == text


@pytest.mark.parametrize(
    ("shell_name", "text"),
    [
        ("bash", "aws \\\n    --job-name 'a b' \\\n    --tags a b"),
        ("zsh", "aws \\\n    --job-name 'a b' \\\n    --tags a b"),
        ("fish", "aws \\\n    --job-name 'a b' \\\n    --tags a b"),
        ("powershell", "aws `\n    --job-name 'a b' `\n    --tags a b"),
        ("cmd", 'aws ^\n    --job-name "a b" ^\n    --tags a b'),
    ],
)
def test_wrapped_texts(shell_name: Any, text: str) -> None:
    assert quoted(["aws", "--job-name", "a b", "--tags", "a", "b"], shell_name, wrap=True) == text


REFUSED = [
    ("bash", "a\nb", "the argument `a\\nb` is not printable ASCII; pass it in JSON, which has escapes"),
    ("cmd", "é", "the argument `é` is not printable ASCII; pass it in JSON, which has escapes"),
    ("cmd", "100%", "cmd may read the % in the argument `100%` as a variable; use --style file"),
    ("cmd", "x" * 8200, "the command has 8,204 characters, but cmd accepts at most 8,191; use --style file"),
    ("cmd", "x" * 8188, "the command has 8,192 characters, but cmd accepts at most 8,191; use --style file"),
    ("powershell", "x" * 32_763, "the command has 32,767 characters, but powershell accepts at most 32,766; use --style file"),
    ("powershell", 'a"b c', 'Windows PowerShell 5.1 can\'t pass the argument `a"b c` to a program; use --style file'),
    ("powershell", '"a b"', 'Windows PowerShell 5.1 can\'t pass the argument `"a b"` to a program; use --style file'),
    ("powershell", "a b\\", "Windows PowerShell 5.1 can't pass the argument `a b\\` to a program; use --style file"),
]  # fmt: skip


@pytest.mark.parametrize(("shell_name", "word", "message"), REFUSED)
def test_words_that_can_not_be_quoted_are_refused(shell_name: Any, word: str, message: str) -> None:
    with pytest.raises(EmitError) as caught:
        quoted(["aws", word], shell_name)
    assert str(caught.value) == message


@pytest.mark.parametrize(("shell_name", "length"), [("cmd", 8191), ("powershell", 32_766), ("bash", 100_000)])
def test_the_longest_command_is_written(shell_name: Any, length: int) -> None:
    word = "x" * (length - len("aws "))
    assert quoted(["aws", word], shell_name) == f"aws {word}"


@settings(max_examples=500, deadline=None)
@given(words=st.lists(printable | st.sampled_from(WORDS), max_size=4), wrap=st.booleans())
def test_words_arrive_on_windows_as_documented(words: list[str], *, wrap: bool) -> None:
    argv = ["aws", *words]
    try:
        assert windows.cmd(quoted(argv, "cmd", wrap=wrap)) == argv
    except EmitError:
        assert any("%" in word or len(word) > 1000 for word in words)
    try:
        text = quoted(argv, "powershell", wrap=wrap)
        assert [windows.powershell(text, version) for version in (5.1, 7.2, 7.5)] == [argv] * 3
    except EmitError:
        assert any(" " in word and ('"' in word or word.endswith("\\")) for word in words)


@pytest.mark.parametrize("text", [text for text in SPECIAL if len(text) < 100])
def test_requests_arrive_on_windows_as_documented(text: str) -> None:
    value = {"JobDescription": text, "InputConfig": everywhere(text, SHIPPED.request.members["InputConfig"])}
    argv = command({"InputConfig": value["InputConfig"]}, SHIPPED.request)
    written = quoted(argv, "powershell", wrap=True)
    assert [windows.powershell(written, version) for version in (5.1, 7.2, 7.5)] == [argv] * 3
    assert windows.cmd(quoted(command(value, SHIPPED.request, without="%"), "cmd", wrap=True)) == command(
        value, SHIPPED.request, without="%"
    )
