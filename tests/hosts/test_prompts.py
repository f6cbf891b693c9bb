"""Prompts are left out with what is printed, and the offsets of what was typed stay right."""

from __future__ import annotations

import pytest

from ircompile.hosts.excerpts import Excerpt
from ircompile.hosts.prompts import without_prompts, without_shell_prompts


def whole(text: str) -> Excerpt:
    return Excerpt(text, range(len(text) + 1))


def typed(excerpt: Excerpt, text: str) -> str:
    assert [text[at] for at in excerpt.offsets[:-1]] == list(excerpt.text)
    return excerpt.text


@pytest.mark.parametrize(
    ("text", "python"),
    [
        ("x = 1\n>>> y", "x = 1\n>>> y"),
        (">>> x = 1\n>>> x\n1\n", "x = 1\nx\n"),
        ("\n>>> if x:\n...     y\n...\n2", "if x:\n    y\n\n"),
        ("  >>> x = [\n  ...   1]\n  >>>", "x = [\n  1]\n"),
        ("In [1]: x\nOut[1]: 1\n\nIn [2]: if y:\n   ...:     z", "x\nif y:\n    z"),
        (">>> x\r\n1\r\n>>> y\r\n", "x\r\ny\r\n"),
    ],
)
def test_prompts_of_python(text: str, python: str) -> None:
    assert typed(without_prompts(whole(text), only_input=True), text) == python


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("aws x\n$ y", "aws x\n$ y"),
        ("# $ x", "# $ x"),
        ("$VAR x", "$VAR x"),
        ("$ aws x\n{}\n$ y", "aws x\ny"),
        ("$ aws x \\\n    --y \\\n    z\nprinted", "aws x \\\n    --y \\\n    z\n"),
        ("$ aws x \\\n> --y\n> printed", "aws x \\\n--y\n"),
        ("$ aws x '{\n  \"a\": 1\n}'\nprinted", "aws x '{\n  \"a\": 1\n}'\n"),
        ('$ aws "a\\"\nb" \'c\\\'\nprinted', 'aws "a\\"\nb" \'c\\\'\n'),
        ("user@host:~/src$ ls\na\nuser@host:~/src$ pwd", "ls\npwd"),
        ("(venv) me@box ~ % aws\nx", "aws\n"),
        ("(venv) $ aws\n[me@box src]$ ls\nroot@box:/# pwd", "aws\nls\npwd"),
        ("$\n$ x", "\nx"),
    ],
)
def test_prompts_of_shells(text: str, commands: str) -> None:
    assert typed(without_shell_prompts(whole(text)), text) == commands
