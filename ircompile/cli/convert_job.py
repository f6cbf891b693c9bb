"""Placeholders for the values of a job that are not known, with comments that say what was there.

A placeholder is the member's name in angle brackets, `<RoleArn>`, for members of every type. In a text with gaps, only
the gaps are placeholders. `lint` reports all of them.
"""

from __future__ import annotations

import re

from ircompile.cli.exit import CliError
from ircompile.findings.messages import counted, cut, escaped
from ircompile.findings.values import MAYBE, PartialText, Unknown, pointer
from ircompile.linting.locate import hide_credentials
from ircompile.rulebook.checks.placeholders import is_free, marker
from ircompile.sources.files import HOST_ENDINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Final

    from ircompile.emitting.yaml_manifest import Comments
    from ircompile.findings.values import Path
    from ircompile.manifest.manifest import Manifest
    from ircompile.model.shapes import Shape
    from ircompile.syntax.tree import Node

    Span = tuple[int, int]

LONGEST: Final = 80
"""Characters of an expression that a comment shows at most."""
READ: Final = 2_000
"""Characters of an expression that are looked at."""
NAME: Final = re.compile(r"[\"'\\]*\s*[=:]\s*([A-Za-z_][\w.]*)\s*[,)}\]\\\n]")
"""The name that a member is set to, after the member's own name."""
DIRECTIVE: Final = "ircompile:"
"""The beginning of comments that ircompile obeys."""
PARAMETER: Final = re.compile(r"\$(?:\{[^{}\n]*\}|\w+|\([^()\n]*\))")
"""What a shell replaces."""
VARIABLE: Final = re.compile(r"\$?\{?([A-Za-z_]\w*)\}?")
"""A name of a program or a script."""
SEARCHED: Final = 20_000
"""Characters before a name in which its assignment is looked for."""
MEMBER: Final = re.compile(r"[A-Za-z][\w .:/-]{0,100}")
"""The name of a member that can be a placeholder."""
FIELD: Final = re.compile(r"\{([^{}]*)\}|\$\{?(\w+)\}?|\$\(([^()]*)\)|<([^<>]*)>|%\((\w+)\)")
"""A place in a text that is filled in when a program runs."""
KEY: Final = re.compile(r"(?:\[|\bget(?:env)?\()\s*[\"'](\w+)[\"']")
"""A key in an expression, such as `os.environ["BUCKET"]`."""
LITERAL: Final = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
ROOT: Final = re.compile(r"(?<![\w.])[A-Za-z_]\w*")
"""A name in an expression without literals that is not an attribute."""
BUILTINS: Final = frozenset({"f", "format", "int", "round", "str"})
"""Names that say nothing of a value."""
NAMELESS: Final = "unknown"
"""The name of a gap of which the text does not say one."""


class Job:
    """A job to write.

    Attributes:
        manifest: Where it comes from.
        request: Its request; values that are not known are placeholders.
        unknown: The paths of these.
        comments: What was there instead, and which structures may have more members, by path.
    """

    def __init__(
        self, manifest: Manifest, request: Any, unknown: Sequence[Path] = (), comments: Comments | None = None
    ) -> None:
        self.manifest = manifest
        self.request = request
        self.unknown = unknown
        self.comments = comments or {}

    def note_on_unknown(self, form: str, member: str) -> str:
        """Return a note on the values that are unknown where a form can't say so; "" if there are none.

        Args:
            form: The form.
            member: The only member that is written; "" for all.

        Raises:
            CliError: The form is for requests that can be sent.
        """
        unknown = [path for path in self.unknown if not member or path[0] == member]
        if not unknown or (form == "yaml" and not member):
            return ""
        what = f"{counted(len(unknown), 'value')} of the job in {self.manifest.source.name} can't be known"
        what += f" without running anything: {', '.join(map(pointer, unknown))}"
        if form in ("json", "yaml"):
            return f"note: {escaped(cut(what))}"
        raise CliError(f"{what}; convert it to yaml, fill them in, and convert that")


def check_size(request: Any, limit: int) -> None:
    """Check that a request has no more characters than a file may have, as it may if it repeats a long text.

    Raises:
        CliError: It has more.
    """
    size, waiting = 0, [request]
    while waiting and size <= limit:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [*value, *value.values()]
        elif isinstance(value, list):
            waiting += value
        else:
            size += len(value) if isinstance(value, str | bytes) else 1
    if size > limit:
        raise CliError(f"the job has more than {limit:,} characters; raise the limit with --limit bytes=N")


def job_of(manifest: Manifest) -> Job | None:
    """Return the job of a manifest; None if it can't be read."""
    if manifest.document.call is None and manifest.source.kind not in HOST_ENDINGS:
        return Job(manifest, manifest.value) if manifest.is_request else None
    if not manifest.document.is_complete or not isinstance(manifest.value, dict | Unknown):
        return None
    filler = _Filler(manifest)
    return Job(manifest, filler.request(), filler.unknown, filler.comments)


class _Filler:
    """Puts placeholders into a request.

    Attributes:
        unknown: The paths of the values that are not known.
        comments: As in `Job`.
    """

    def __init__(self, manifest: Manifest) -> None:
        self.unknown: list[Path] = []
        self.comments: dict[Path, list[str]] = {}
        self._manifest = manifest
        self._text = manifest.source.text
        self._mask = hide_credentials(manifest)
        self._path: Path = ()

    def request(self) -> Any:
        """Return the request."""
        shape, value = self._manifest.model.request, self._manifest.value
        if isinstance(value, Unknown):
            value = dict.fromkeys(shape.members, MAYBE)
        return self._value(value, self._manifest.document.root, shape, None)

    def _value(self, value: Any, node: Node | None, shape: Shape | None, key: Span | None) -> Any:
        """Return a value with placeholders; `key` is the span of its name."""
        if isinstance(value, Unknown):
            return self._placeholder(value, node, shape, key)
        if isinstance(value, dict):
            return self._mapping(value, node, shape)
        if isinstance(value, list):
            element = shape.element if shape else None
            return [self._below(index, item, node, element) for index, item in enumerate(value)]
        return value

    def _below(self, step: str | int, value: Any, node: Node | None, shape: Shape | None) -> Any:
        """Return the value of a member or an element with placeholders."""
        key = node.keys.get(str(step)) if node and node.keys else None
        self._path = (*self._path, step)
        filled = self._value(value, node.below(step) if node else None, shape, key)
        self._path = self._path[:-1]
        return filled

    def _mapping(self, value: dict[str, Any], node: Node | None, shape: Shape | None) -> dict[str, Any]:
        """Return a mapping with placeholders; of members of which nothing is known, only those that are required."""
        members, required = (shape.members, shape.required) if shape else ({}, ())
        hidden = [name for name, item in value.items() if item is MAYBE and not (node and node.below(name))]
        if hidden:
            self._comment(self._with_source("there may be other members", node, "from"))
        kept = {name: item for name, item in value.items() if name not in hidden or name in required}
        return {name: self._below(name, item, node, members.get(name)) for name, item in kept.items()}

    def _placeholder(self, value: Unknown, node: Node | None, shape: Shape | None, key: Span | None) -> str:
        """Return the placeholder for a value."""
        self.unknown.append(self._path)
        name = next((step for step in reversed(self._path) if isinstance(step, str)), "")
        text = whole = f"<{name if MEMBER.fullmatch(name) else NAMELESS}>"
        if isinstance(value, PartialText) and shape and shape.kind == "string":
            text = with_gaps(value, self._expression(node))
            if not marker(text, free=is_free(self._path)):
                text = whole
        own = node if node and (node.start, node.end) != self._manifest.document.call else None  # not the whole call
        self._comment(self._with_source("may be absent" if value is MAYBE else "", own, "was", key))
        return text

    def _comment(self, text: str) -> None:
        if text:
            self.comments.setdefault(self._path, []).append(text)

    def _with_source(self, text: str, node: Node | None, word: str, key: Span | None = None) -> str:
        """Return a text with the expression that a value comes from, and the name by which it is used."""
        source = self._source(node)
        if not source:
            return text
        if node and (set_to := self._set_to(source, node.start)):
            source = f"{source} ({set_to})"
        named = NAME.match(self._text, key[1]) if key else None
        if named and node and source != named[1] and not named.start(1) <= node.start <= named.end(1):
            source = f"{named[1]} ({source})"
        return f"{text}; {word}: {source}" if text else f"{word}: {source}"

    def _set_to(self, name: str, offset: int) -> str:
        """Return the expression that a name was probably set to last before an offset; "" for another expression."""
        variable = VARIABLE.fullmatch(name)
        if not variable:
            return ""
        before = self._between(max(0, offset - SEARCHED), offset)
        found = re.findall(
            rf"^[ \t\"]*+(?:export[ \t]++)?{variable[1]}[ \t]*+=[ \t]*+([^=\n][^\n]*)", before, re.MULTILINE
        )
        return self._shown(found[-1]) if found else ""

    def _source(self, node: Node | None) -> str:
        """Return the expression of a value on one line, shortened, without credentials; "" if there is none."""
        return self._shown(self._expression(node))

    def _expression(self, node: Node | None) -> str:
        """Return the beginning of the expression of a value."""
        if node is None:
            return ""
        parameter = PARAMETER.match(self._text, max(node.end - 1, 0))  # of which the node may only have the `$`
        end = max(node.end, parameter.end() if parameter else 0)
        return self._between(node.start, min(end, node.start + READ))

    def _between(self, start: int, end: int) -> str:
        """Return the text between two offsets, as it is in the cells of a notebook."""
        cells = self._manifest.source.cells
        return cells.text(start, end) if cells else self._text[start:end]

    def _shown(self, text: str) -> str:
        text = " ".join(text.split()).replace(DIRECTIVE, DIRECTIVE.removesuffix(":"))  # a comment in it must not be one
        return cut(self._mask(escaped(text)), LONGEST)


def with_gaps(value: PartialText, text: str) -> str:
    """Return a text with a placeholder for each gap, by the names in the expression that it comes from."""
    gaps = value.parts.count(None)
    names = ["".join(filter(None, match.groups())) for match in FIELD.finditer(text)]
    if len(names) != gaps:
        names = _roots(text)[-1:] if gaps == 1 else []
    waiting = iter(names or [NAMELESS] * gaps)
    return "".join(f"<{_name(next(waiting, NAMELESS))}>" if part is None else part for part in value.parts)


def _name(expression: str) -> str:
    """Return the name in an expression that says most: that of a key in it, or else its first one."""
    names = KEY.findall(expression) or _roots(expression)
    found = re.search(r"[A-Za-z]\w{0,30}", names[0]) if names else None
    return found[0] if found else NAMELESS


def _roots(expression: str) -> list[str]:
    """Return the names in an expression that say something of its value."""
    return [name for name in ROOT.findall(LITERAL.sub("", expression)) if name not in BUILTINS]
