"""The request that a state sends: its members are values, or paths and expressions whose values are not known."""

from __future__ import annotations

import re

from ircompile.findings.finding import Blame, Change, Finding
from ircompile.findings.messages import shown
from ircompile.findings.values import MAYBE, UNKNOWN, PartialText
from ircompile.hosts.states.templates import FUNCTION, PLACEHOLDER, filled, is_function, text_of
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, Final, Literal

    from ircompile.findings.finding import Part
    from ircompile.findings.values import Path, Unknown
    from ircompile.hosts.snippets import Snippet, Span
    from ircompile.model.shapes import Shape

    Language = Literal["JSONPath", "JSONata", "schedule"]
    """How a request marks values that are looked up: in a query language of state machines, or as schedules do."""

SUFFIX: Final = ".$"
"""The end of a key whose value is looked up."""
PATH: Final = re.compile(r"\$\$?(?:[.\[].*)?|\$[A-Za-z_]\w*(?:[.\[].*)?", re.DOTALL)
"""A path into the input or the context of a state, or one that begins with a variable."""
LITERAL_PATH: Final = re.compile(r"\$\$?(?:[.\[].*)?", re.DOTALL)
"""A path that is probably not meant as a text."""
FUNCTION_CALL: Final = re.compile(r"States\.([A-Za-z0-9]+)\(.*\)", re.DOTALL)
FUNCTIONS: Final = frozenset(
    {"Format", "StringToJson", "JsonToString", "StringSplit", "UUID", "Hash", "MathAdd", "MathRandom", "JsonMerge"}
    | {"Array", "ArrayPartition", "ArrayContains", "ArrayRange", "ArrayGetItem", "ArrayLength", "ArrayUnique"}
    | {"Base64Encode", "Base64Decode"}
)
"""The intrinsic functions of the Amazon States Language."""
EXPRESSION: Final = re.compile(r"\{%.*%\}", re.DOTALL)
CONTEXT: Final = re.compile(r"<aws\.scheduler\.[a-z-]+>")
"""What EventBridge Scheduler replaces in the input of a target."""
FORMAT: Final = re.compile(r"States\.Format\(\s*'((?:[^'\\]|\\.)*)'\s*[,)].*", re.DOTALL)
"""A call of the intrinsic function with a literal as its template."""
FORMAT_PART: Final = re.compile(r"\{\}|(?:[^{\\]|\\.)+", re.DOTALL)
TERM: Final = re.compile(r"""\s*(?:'([^'\\]*)'|"([^"\\]*)"|\$[\w.$]*(?:\([^()'"]*\))?)\s*(?:&|\Z)""")
"""A literal without escapes, a path or a call of a function in a concatenation of JSONata, and what follows it."""


class RequestReader:
    """Makes the tree of the request that a state or a schedule sends.

    Args:
        snippet: The text that the state was read from.
        language: How it marks values that are looked up.

    Attributes:
        findings: What is wrong with the paths and expressions.
        is_inner: Whether the text may be written with escapes in the text of the file.
    """

    def __init__(self, snippet: Snippet, language: Language) -> None:
        self.findings: list[Finding] = []
        self.is_inner = not isinstance(snippet.offsets, range)
        self._snippet = snippet
        self._language = language

    def tree(self, node: Node, shape: Shape | None, path: Path = (), key: Span | None = None) -> Node:
        """Return the tree of a value of the request, with offsets in the text of the file.

        Args:
            node: The value.
            shape: Its shape, if it has one.
            path: Its path in the request.
            key: The span of its key in the snippet, if it has one.
        """
        if is_function(node):
            text = text_of(node, self._snippet)
            return self._node(filled(text.text) if text else UNKNOWN, node)
        if isinstance(node.items, dict):
            return self._mapping(node, shape, path)
        if node.items is not None:
            element = shape.element if shape else None
            items = [self.tree(it, element, (*path, index)) for index, it in enumerate(node.items)]
            return self._node([it.value for it in items], node, items=items)
        return self._node(self._text(node, path, key) if isinstance(node.value, str) else node.value, node)

    def _node(self, value: Any, node: Node, **inside: Any) -> Node:
        source = node.target or node
        span = self._snippet.span(source.start, source.end)
        return Node(value, *span, style=source.style if value is node.value else "tagged", **inside)

    def _mapping(self, node: Node, shape: Shape | None, path: Path) -> Node:
        members: Mapping[str, Shape] = shape.members if shape else {}
        items: dict[str, Node] = {}
        keys: dict[str, Span] = {}
        is_open = False
        for key, it in node.members.items():
            if PLACEHOLDER.search(key) or FUNCTION.fullmatch(key):
                is_open = True
                continue
            name = key if self._language == "schedule" else key.removesuffix(SUFFIX)
            written = self._written(node, key)
            span = self._snippet.span(*(written if name == key else (written[0], written[1] - len(SUFFIX))))
            if name in keys:
                self._report_both(name, keys[name], span)
            keys[name] = span
            if name == key:
                keys[name] = self._snippet.span(*(node.keys or {}).get(key, written))
                items[name] = self.tree(it, members.get(name), (*path, name), written)
            else:
                self._check_looked_up(name, it, (*path, name))
                items[name] = self._node(formatted(it.value) if isinstance(it.value, str) else UNKNOWN, it)
        value = {name: it.value for name, it in items.items()}
        if is_open:
            value = {**dict.fromkeys(members, MAYBE), **value}
        return self._node(value, node, items=items, keys=keys)

    def _written(self, node: Node, key: str) -> Span:
        """Return the span of a key in the snippet, without its quotes."""
        start, end = (node.keys or {}).get(key, (node.start, node.start))
        at = self._snippet.text.find(key, start, end)
        return (at, at + len(key)) if at >= 0 else (start, end)

    def _report_both(self, name: str, first: Span, second: Span) -> None:
        blames = [Blame((), "the second one", span=second), Blame((), "the first one", span=first)]
        message = f"duplicate key {shown(name)}: with and without `{SUFFIX}`, it is the same member"
        finding = Finding("duplicate-key", blames, message=message, help="remove one of the two")
        finding.notes = ("Step Functions refuses the state machine",)
        self.findings.append(finding)

    def _check_looked_up(self, name: str, node: Node, path: Path) -> None:
        """Report the value of a key with the suffix if it is not looked up, or can't be."""
        value = node.value
        if self._language != "JSONPath":
            message = f"{shown(name + SUFFIX)} is a key of JSONPath, but the state uses JSONata"
            advice = f"write the key {shown(name)}, and the value as `{{% ... %}}`"
            self._add("query-language-mismatch", path, message, advice, part="key")
        elif is_function(node) or (isinstance(value, str) and PLACEHOLDER.search(value)):
            return
        elif not isinstance(value, str) or not _is_looked_up(value):
            message = f"the value of {shown(name + SUFFIX)} is neither a path nor an intrinsic function"
            advice = f"write a path such as `$.{name}`, or the key {shown(name)} if the value is meant as it is"
            self._add("state-expression-invalid", path, message, advice)

    def _text(self, node: Node, path: Path, key: Span | None) -> Any:
        """Return a text as it is sent, as far as that is known."""
        text: str = node.value
        if self._language == "schedule":
            return filled(text, CONTEXT)
        is_expression = EXPRESSION.fullmatch(text) is not None
        if self._language == "JSONata" and is_expression:
            return concatenated(text)
        if self._language == "JSONata" and (text.lstrip().startswith("{%") or text.rstrip().endswith("%}")):
            message = f"{shown(text)} is not an expression: one begins with `{{%` and ends with `%}}`"
            self._add("state-expression-invalid", path, message, "put nothing before and after these marks")
            return UNKNOWN
        if not (is_expression or LITERAL_PATH.fullmatch(text) or FUNCTION_CALL.fullmatch(text)):
            return filled(text)
        if self._language == "JSONata":
            why, advice = "the state uses JSONata", "write an expression such as `{% $states.input.name %}`"
        elif is_expression:
            why, advice = "the state uses JSONPath", "set its `QueryLanguage` to `JSONata`, or write a path"
        elif key is None:
            why = f"it is not the value of a key that ends in `{SUFFIX}`"
            advice = f"make a list of it with `States.Array` in a key that ends in `{SUFFIX}`"
        else:
            why, advice = f"its key does not end in `{SUFFIX}`", f"rename the key to `{path[-1]}{SUFFIX}`"
        finding = self._add("state-expression-sent", path, f"{shown(text)} is sent as it is: {why}", advice)
        is_shared = (
            self._snippet.language == "yaml" and "&" in self._snippet.text
        )  # perhaps with a mapping of such a key
        if self._language == "JSONPath" and key and not (is_expression or is_shared):
            end = self._snippet.span(key[1], key[1])
            finding.changes = [Change("text", (), SUFFIX, safe=True, title=advice, span=end)]
        return UNKNOWN

    def _add(self, rule: str, path: Path, message: str, advice: str, part: Part = "value") -> Finding:
        finding = Finding(rule, [Blame(path, part=part)], message=message, help=advice)
        self.findings.append(finding)
        return finding


def _is_looked_up(text: str) -> bool:
    """Return whether a text is a path or a call of an intrinsic function."""
    call = FUNCTION_CALL.fullmatch(text)
    return call[1] in FUNCTIONS if call else PATH.fullmatch(text) is not None


def formatted(expression: str) -> str | Unknown:
    """Return what is known of a path or an intrinsic function: of `States.Format`, the text around `{}`."""
    call = FORMAT.fullmatch(expression)
    if call is None or "".join(FORMAT_PART.findall(call[1])) != call[1]:
        return UNKNOWN
    return _text(None if it == "{}" else re.sub(r"\\(.)", r"\1", it) for it in FORMAT_PART.findall(call[1]))


def concatenated(expression: str) -> str | Unknown:
    """Return what is known of an expression `{% … %}` of JSONata: of terms with `&` between them, the literals."""
    text = expression[len("{%") : -len("%}")].strip()
    parts: list[str | None] = []
    end = 0
    while end < len(text) and (term := TERM.match(text, end)):
        parts.append(term[1] if term[1] is not None else term[2])
        end = term.end()
    is_whole = end == len(text) and not text.endswith("&") and len(parts) > 1
    return _text(parts) if is_whole else UNKNOWN


def _text(parts: Iterable[str | None]) -> str | PartialText:
    text = PartialText(parts)
    return text if None in text.parts else text.known
