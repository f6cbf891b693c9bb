"""What the features answer: plain values, whose spans are pairs of offsets in the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.findings.diagnostic import Diagnostic, Edit

Span = tuple[int, int]
"""The offsets of the first character and after the last one."""
ItemKind = Literal["member", "value", "type", "rule", "setting", "snippet"]
"""What a completion inserts: a member's name, one of the values of an enum, an instance type, the id of a rule or a
topic, a key of the configuration, or a structure with several members."""
ActionKind = Literal["quickfix", "refactor.rewrite", "source.fixAll.ircompile"]
"""The protocol's names of the kinds of actions."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a text.

    Attributes:
        span: The span.
        label: Why it is named, or "".
        filename: The name of the text; "" for the text that was asked about.
    """

    span: Span
    label: str = ""
    filename: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding, where the editor marks it.

    Attributes:
        place: What is marked.
        diagnostic: The finding.
        related: Other places that are part of it.
        link: The page about its rule, or "".
    """

    place: Place
    diagnostic: Diagnostic
    related: tuple[Place, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A completion.

    Attributes:
        label: What the list shows; also what the typed characters are matched with.
        kind: What it inserts.
        span: What is replaced, around the offset that was asked about.
        text: What it is replaced with; with `is_snippet`, in the protocol's syntax of snippets.
        detail: A short remark for the list, such as "required".
        documentation: Markdown about it.
        is_snippet: Whether the text has places to fill in.
        plain: The text for editors without snippets.
        also: Edits before the span that belong to it: a comma that is missing, or other blanks.
    """

    label: str
    kind: ItemKind
    span: Span
    text: str
    detail: str = ""
    documentation: str = ""
    is_snippet: bool = False
    plain: str = ""
    also: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Hover:
    """What is shown about a place.

    Attributes:
        span: The characters that it is about.
        markdown: The text.
    """

    span: Span
    markdown: str


@dataclass(frozen=True, slots=True)
class Symbol:
    """An entry of the outline.

    Attributes:
        name: Its name.
        detail: A short remark, such as the value of a scalar.
        kind: What it is.
        span: All of it, the key included.
        selection: What is selected when it is chosen, within the span.
        children: What is in it.
    """

    name: str
    detail: str
    kind: Literal["job", "structure", "list", "string", "number", "boolean", "null"]
    span: Span
    selection: Span
    children: tuple[Symbol, ...] = ()


@dataclass(frozen=True, slots=True)
class Lens:
    """A line shown above a place.

    Attributes:
        span: The place.
        title: The line.
    """

    span: Span
    title: str


@dataclass(frozen=True, slots=True)
class Action:
    """A change that is offered.

    Attributes:
        title: The change as an instruction.
        kind: Its kind.
        edits: The edits of each text, by its name; "" is the text that was asked about.
        is_preferred: Whether it is surely what is wanted.
        diagnostics: The findings that it corrects.
    """

    title: str
    kind: ActionKind
    edits: dict[str, tuple[Edit, ...]]
    is_preferred: bool = False
    diagnostics: tuple[Diagnostic, ...] = field(default=())
