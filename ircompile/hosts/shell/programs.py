"""The programs and scripts that shell scripts hold: those that Python runs, and those that are written to files."""

from __future__ import annotations

import os
import re
from dataclasses import replace

from ircompile.hosts.excerpts import Excerpt, joined
from ircompile.hosts.search import operation_in
from ircompile.hosts.snippets import LANGUAGES
from ircompile.syntax.shell.errors import MAX_LENGTH
from ircompile.syntax.shell.gaps import GAPS
from ircompile.syntax.shell.script import Script
from ircompile.syntax.shell.tokens import expansion_end

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Final

    from ircompile.hosts.snippets import Language, Snippet
    from ircompile.syntax.shell.frames import Command, Here
    from ircompile.syntax.shell.words import Word

MAX_DEPTH: Final = 3
"""How deep programs may be nested in scripts."""
HOLDER: Final = re.compile(r"<<|\bpy\w*[\d.]*(?:\.exe)?[ \t\\][^\n]*-\w*c\b")
"""What a script has that holds a program: a here-document, or the option of Python for one."""
PYTHON: Final = re.compile(r"(?:.*/)?(?:python|pypy|ipython)[\d.]*(?:\.exe)?")
OPTION: Final = re.compile(r"-[A-Za-z]*c")
"""The options of Python that end with the one before a program."""
PLACE: Final = "{_}"
"""What is written instead of a part that the shell fills in: a place of a template, and a value that is not known."""
TAKEN_OUT: Final = re.compile(r"\\\n|\\(?=[\\$`])|\$(?:[A-Za-z_]\w*|[0-9@*#?!-]|(?P<opener>[({]))|(?P<quoted>`[^`]*`)")
"""What the shell replaces in a here-document whose delimiter is not quoted."""
TABS: Final = re.compile(r"(?m)^\t+")


def with_programs(snippets: Iterable[Snippet], depth: int = MAX_DEPTH) -> list[Snippet]:
    """Return snippets, each script followed by the programs in it that name the operation."""
    found = []
    for it in snippets:
        found.append(it)
        if it.language == "shell" and depth and len(it.text) <= MAX_LENGTH and HOLDER.search(it.text):
            found += with_programs(_programs(it), depth - 1)
    return found


def _programs(script: Snippet) -> Iterator[Snippet]:
    """Yield the programs in a script that name the operation."""
    commands: list[Command] = []
    Script(script.text, commands.append).read()
    for command in commands:
        for language, text in _texts(command, Excerpt(script.text, script.offsets)):
            if operation_in(text.text):
                yield replace(
                    script,
                    language=language,
                    text=text.text,
                    offsets=text.offsets,
                    is_alone=True,
                    is_template=True,
                    is_inner=True,
                )


def _texts(command: Command, script: Excerpt) -> Iterator[tuple[Language, Excerpt]]:
    """Yield the texts in a command that are programs, each with its language."""
    words = [word.text for word in command]
    at = next((number for number, text in enumerate(words) if PYTHON.fullmatch(text)), None)
    if at is None:
        ending = next((it for it in map(_ending, (command.output, *words[1:])) if it), "")
        if ending in LANGUAGES and command.input:
            yield LANGUAGES[ending], _input(command.input, script)
        return
    arguments = words[at + 1 :]
    first = next((number for number, it in enumerate(arguments) if it == "-" or not it.startswith("-")), len(arguments))
    if first and OPTION.fullmatch(arguments[first - 1]) and first < len(arguments):
        yield "python", _word(command[at + 1 + first], script)
    elif arguments[first : first + 1] in ([], ["-"]) and command.input:
        yield "python", _input(command.input, script)


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _word(word: Word, script: Excerpt) -> Excerpt:
    """Return the text of a word, with places for what is not known."""
    offsets = [script.offsets[word.offset(at)] for at in range(len(word.text) + 1)]
    return _replaced(Excerpt(word.text, offsets), ((it.span(), PLACE) for it in GAPS.finditer(word.text)))


def _input(here: Here, script: Excerpt) -> Excerpt:
    """Return the text of a here-document as the program gets it, with places for what is not known."""
    text = script.part(here.start, here.end)
    text = _replaced(text, ((it.span(), "") for it in TABS.finditer(text.text))) if here.drops_tabs else text
    return text if here.is_quoted else _replaced(text, _expansions(text.text))


def _expansions(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the spans in a here-document that the shell replaces, each with what to write instead."""
    at = 0
    while match := TAKEN_OUT.search(text, at):
        start, at = match.span()
        if match["opener"]:
            at = max(expansion_end(text, at, match["opener"]), at)
        yield (start, at), "" if match[0].startswith("\\") else PLACE
        if match[0] == "\\":
            at += 1


def _replaced(text: Excerpt, changes: Iterable[tuple[tuple[int, int], str]]) -> Excerpt:
    """Return a text with other texts instead of some spans."""
    parts, at = [], 0
    for (start, end), new in changes:
        parts += [text.part(at, start), text.instead(new, start)]
        at = end
    return joined([*parts, text.part(at, len(text.text))])
