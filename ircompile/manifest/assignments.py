"""`--set MEMBER.PATH=VALUE`: members that the command line sets in every job, as the highest layer over it."""

from __future__ import annotations

from ircompile.findings.errors import UserError
from ircompile.findings.messages import LONGEST, cut, escaped, listed
from ircompile.findings.suggestions import nearest
from ircompile.manifest.manifest import Manifest
from ircompile.sources.source import from_text
from ircompile.syntax.command_line.argparse_layer import Argument, Given
from ircompile.syntax.command_line.error import CommandError
from ircompile.syntax.command_line.tree import Piece, word_tree
from ircompile.syntax.command_line.values import Files, Values, coerced
from ircompile.syntax.document import Document
from ircompile.syntax.json_text import SURROGATE
from ircompile.syntax.shorthand.errors import ShorthandError
from ircompile.syntax.shorthand.reader import parse_shorthand
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Final

    from ircompile.model.model import Model
    from ircompile.model.shapes import Shape

NAME: Final = "<--set>"
"""The name of the text that the arguments make, one a line, in reports."""
DIRECTORY: Final = "."
"""Folder in which relative paths of values start, as for the AWS CLI; files outside of it are not read."""
CLI_VERSION: Final = 2
"""The version of the AWS CLI by which values are read: this one fetches nothing."""


class Assignment(Manifest):
    """A member that an argument of `--set` sets, as a partial manifest."""

    __slots__ = ()

    _may_have_shorthand = False  # the AWS CLI reads none within a value


def read_assignments(assignments: Sequence[str], model: Model) -> list[Manifest]:
    """Return a partial manifest for each argument of `--set`, in their order; all are in one text, one a line.

    Args:
        assignments: The arguments, each as "MEMBER.PATH=VALUE".
        model: The model of the request.

    Raises:
        UserError: A member does not exist, the AWS CLI would refuse a value, or an argument is not text; the message
            names the argument.
    """
    if wrong := next((it for it in assignments if SURROGATE.search(it)), None):
        raise _error(wrong, "it is not valid UTF-8")
    source = from_text(NAME, "\n".join(assignments), "value")
    found, start = list[Manifest](), 0
    for text in assignments:
        found.append(Assignment(source, _document(text, start, model.request), model))
        start += len(text) + 1
    return found


def _document(text: str, start: int, request: Shape) -> Document:
    """Return the document of an argument that begins at an offset of the text."""
    route, equals, written = text.partition("=")
    names = route.split(".")
    if not equals or not route:
        raise _error(text, "write MEMBER.PATH=VALUE, such as InputConfig.JobDurationInSeconds=3600")
    shape = request
    for number, name in enumerate(names):
        if name not in shape.members:
            raise _error(text, _unknown(names[:number], name, shape))
        shape = shape.members[name]
    value = _value(text, names[-1], written, shape)
    begin = start + len(route) + 1
    node = word_tree(value, [Piece(written, range(begin, begin + len(written) + 1))])
    at = start + len(route)
    for name in reversed(names):
        key = (at - len(name), at)
        at = key[0] - 1
        value = {name: value}
        node = Node(value, key[0], start + len(text), items={name: node}, keys={name: key})
    return Document(value, node, [], is_unambiguous=True)


def _value(text: str, name: str, written: str, shape: Shape) -> Any:
    """Return the value of an argument, read like that of the option of its member."""
    values = Values(Files(DIRECTORY, CLI_VERSION))
    try:
        if shape.kind == "integer":
            return coerced(name, 0, written, shape)
        if shape.element and shape.element.kind != "structure" and not written.lstrip().startswith("["):
            (_, value), *others = parse_shorthand(text, directory=DIRECTORY).items()
            if others:
                raise _error(
                    text, f"`{cut(others[0][0], LONGEST)}=` begins another member: put an item with `=` in quotes"
                )
            return coerced(name, 0, value, shape)
        return values.read(name, shape, Given(0, [Argument(0, written)]))
    except (CommandError, ShorthandError) as error:
        raise _error(text, str(error)) from None


def _unknown(above: list[str], name: str, shape: Shape) -> str:
    """Return the message about a member that does not exist."""
    if not shape.members:
        advice = "give the whole list" if shape.element else "it has no members"
        return f"`{'.'.join(above)}` is {'a list' if shape.element else f'of the type {shape.kind}'}: {advice}"
    where = f"`{'.'.join(above)}`" if above else "a job"
    near = nearest(name, shape.members)
    hint = f", did you mean `{near}`?" if near else f"; it has {listed(shape.members, 'and')}"
    return f"{where} has no member `{escaped(cut(name, LONGEST))}`{hint}"


def _error(text: str, why: str) -> UserError:
    return UserError(f"--set {escaped(cut(text, LONGEST))}: {why}")
