"""Commands in the texts of YAML and JSON: the steps of a workflow, scripts of a package, arguments of a container."""

from __future__ import annotations

import re
from dataclasses import replace

from ircompile.hosts.python.reader import parsed
from ircompile.hosts.reading import documents as read
from ircompile.hosts.reading import unread_text
from ircompile.hosts.shell.commands import MADE
from ircompile.hosts.shell.programs import with_programs
from ircompile.hosts.snippets import Snippet, UnreadError, whole
from ircompile.hosts.states.calls import unread_error
from ircompile.hosts.states.reader import trees_of
from ircompile.hosts.states.templates import text_of
from ircompile.sources.files import METHOD
from ircompile.syntax.command_line.arguments import OPERATION, SERVICE
from ircompile.syntax.shell.gaps import GAP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Final

    from ircompile.config.settings import Limits
    from ircompile.hosts.snippets import Language
    from ircompile.model.model import Model
    from ircompile.sources.source import Source
    from ircompile.syntax.document import Document
    from ircompile.syntax.tree import Node

MEMBER: Final = re.compile(r"^[\"' ]*(?:JobName|InputConfig)\b", re.MULTILINE)
"""A member of a job, which is reported as one even if it can't be parsed."""
VARIABLE: Final = re.compile(r"\$(?:\w+|\{[^{}]*\}|\([^()]*\))")
"""A variable in the arguments of a container, which no shell reads."""


def with_commands(documents: Sequence[Document], source: Source, model: Model, limits: Limits) -> list[Document]:
    """Return the documents of a text, with each that has commands in its texts replaced by one for each job of these.

    A document that is a job itself is left as it is.

    Args:
        documents: The documents, read as manifests.
        source: The text.
        model: The model of the jobs.
        limits: The limits of input.
    """
    around = whole(source.text, "json" if source.kind == "json" else "yaml")
    found = list(documents)
    trees, problem = trees_of(around, limits)
    for number, (root, _) in reversed(list(enumerate(trees))):
        texts = () if _is_job(root, model) else _texts(root, around)
        made = read(with_programs(texts), source.kind, model, limits)
        for it in made:
            it.is_inner = True
            if it.findings and not it.is_complete:
                it.call = it.findings[0].blames[0].span
        if made:
            found[number : number + 1] = made
    if problem and MADE.search(source.text) and not MEMBER.search(source.text) and len(found) <= len(documents):
        error = unread_error(problem)
        unread = unread_text(OPERATION, error, error.span, source.kind)
        unread.call = error.span
        found.append(unread)
    return found


def _is_job(root: Node, model: Model) -> bool:
    """Return whether a mapping has a member of a request."""
    return any(key in model.request.members for key in root.members)


def _texts(root: Node, around: Snippet) -> Iterator[Snippet]:
    """Yield the texts in a tree that name the operation, as scripts, in the order of the tree."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node.target or node) in seen:
            continue
        seen.add(id(node.target or node))
        text = text_of(node, around)
        if text and (language := _language(text.text)):
            yield replace(text, language=language, is_alone=True, is_template=language == "python")
        elif OPERATION in (it.value for it in node.elements if isinstance(it.value, str)):
            yield quoted(node.elements, around)
        else:
            waiting += reversed([*node.members.values(), *node.elements])


def _language(text: str) -> Language | None:
    """Return the language of a text that names the operation: that of a script, or of a program; None of any other."""
    if MADE.search(text):
        return "shell"
    if METHOD not in text:
        return None
    try:
        parsed(text)
    except UnreadError:
        return "shell"  # which may hold a program
    return "python"


def quoted(arguments: Sequence[Node], around: Snippet) -> Snippet:
    """Return arguments that no shell reads as the script that passes them.

    Args:
        arguments: The arguments.
        around: The text that they were read from.
    """
    start = around.offsets[arguments[0].start]
    text, offsets = ("aws ", [start] * 4) if arguments[0].value == SERVICE else ("", [])
    for node in arguments:
        word = text_of(node, around) or Snippet("shell", GAP, [around.offsets[node.start]] * 2)
        text += "'"
        offsets.append(word.offsets[0])
        at = 0
        for match in (*VARIABLE.finditer(word.text), None):
            end = match.start() if match else len(word.text)
            for index in range(at, end):
                character = word.text[index].replace("'", "'\\''")
                text += character
                offsets += [word.offsets[index]] * len(character)
            if match:
                text += GAP
                offsets.append(word.offsets[end])
                at = match.end()
        text += "' "
        offsets += [word.offsets[len(word.text)]] * 2
    return Snippet("shell", text, [*offsets, offsets[-1]], around.cell)
