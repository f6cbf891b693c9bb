"""The states and schedules that make jobs: finding them in a tree, at any depth and in the texts in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ircompile.findings.finding import Blame, Change, Finding
from ircompile.findings.messages import shown
from ircompile.findings.values import MAYBE, UNKNOWN
from ircompile.hosts.snippets import UnreadError
from ircompile.hosts.states.requests import RequestReader
from ircompile.hosts.states.templates import hidden, text_of
from ircompile.sources.files import STATE_ACTION
from ircompile.syntax.document import Document, DocumentError
from ircompile.syntax.json_text import scan
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Final

    from ircompile.config.settings import Limits
    from ircompile.hosts.reading import Unread
    from ircompile.hosts.snippets import Snippet
    from ircompile.hosts.states.requests import Language
    from ircompile.model.shapes import Shape

    Tree = tuple[Node, list[Finding]]
    """The root of a text, and the findings of its reader."""
    Languages = frozenset[Language]
    """The query languages that a state may use."""

OPERATION: Final = STATE_ACTION
ACTION: Final = f"sagemaker:(?P<action>(?i:{OPERATION[0]}){OPERATION[1:]})"
NAMED: Final = re.compile(":" + ACTION)
"""The operation in a resource."""
PARTITION: Final = r"arn:(?:\$\{[^{}]*\}|[\w-]+)"
STATE: Final = re.compile(PARTITION + r":states:[^:]*:[^:]*:(?P<sdk>aws-sdk:)?" + ACTION + r"(?P<pattern>\..*)?")
"""The resource of a state that makes a job, as people write it."""
SCHEDULE: Final = re.compile(PARTITION + r":scheduler:[^:]*:[^:]*:aws-sdk:" + ACTION)
"""The target of a schedule that makes a job."""
CALLBACK: Final = ".waitForTaskToken"
EITHER: Final[Languages] = frozenset({"JSONPath", "JSONata"})
JSONPATH: Final[Languages] = frozenset({"JSONPath"})
MAX_LEVELS: Final = 4
"""Texts within texts that are read: a state machine in a template, and a schedule that it creates."""
REQUESTS: Final[dict[str, Language]] = {"Parameters": "JSONPath", "Arguments": "JSONata"}
"""The keys of a state that hold its request, and the query language that each belongs to."""


@dataclass(slots=True, frozen=True)
class Finder:
    """Finds the states and schedules that make jobs.

    Attributes:
        request: The shape of a request.
        limits: The limits of input.
    """

    request: Shape
    limits: Limits

    def found(self, tree: Tree, snippet: Snippet, level: int = 0) -> Iterator[Document | Unread]:
        """Yield a document for each job in a tree that was read from a snippet, and the texts that can't be read."""
        root, problems = tree
        seen: set[int] = set()
        waiting: list[tuple[Node, Languages]] = [(root, EITHER)]
        while waiting:
            node, languages = waiting.pop()
            if node.items is None or id(node.target or node) in seen:
                continue
            seen.add(id(node.target or node))
            own, below = _languages(node, languages)
            yield from self._in_mapping(node, snippet, own, problems)
            for it in (*node.members.values(), *node.elements):
                text = text_of(it, snippet)
                if text is None:
                    waiting.append((it, below))
                elif id(it.target or it) not in seen and NAMED.search(text.text) and level < MAX_LEVELS:
                    seen.add(id(it.target or it))
                    yield from self._in_text(text, level + 1)

    def _in_text(self, text: Snippet, level: int) -> Iterator[Document | Unread]:
        """Yield a document for each job in a text of JSON, or the text if it can't be read; nothing for other texts."""
        if text.text.lstrip()[:1] not in ("{", "["):
            return
        try:
            tree = scan(hidden(text.text), self.limits)
        except DocumentError as error:
            yield text, unread_error(error.finding)
        else:
            yield from self.found(tree, text, level)

    def _in_mapping(
        self, node: Node, snippet: Snippet, languages: Languages, problems: Sequence[Finding]
    ) -> Iterator[Document | Unread]:
        """Yield the document of a mapping that is a state or a schedule that makes a job."""
        resource = _text_at(node, "Resource", snippet)
        if resource and _text_at(node, "Type", snippet) in ("", "Task") and (match := STATE.fullmatch(resource)):
            yield self._of_state(node, snippet, languages, match, problems)
        elif SCHEDULE.fullmatch(_text_at(node, "Arn", snippet)):
            yield from self._of_schedule(node, snippet)

    def _of_state(
        self,
        node: Node,
        snippet: Snippet,
        languages: Languages,
        resource: re.Match[str],
        problems: Sequence[Finding],
    ) -> Document:
        """Return the document of a state.

        Args:
            node: The state.
            snippet: The text that it was read from.
            languages: The query languages that it may use.
            resource: Its resource.
            problems: The findings of the reader in the text.
        """
        keys = [key for key in REQUESTS if key in node.members]
        key = next((key for key in keys if REQUESTS[key] in languages), keys[0] if keys else "")
        written = node.keys or {}
        findings = [
            *_resource_problems(node.members["Resource"], snippet, resource),
            *(_mismatch(it, snippet.span(*written[it])) for it in keys if REQUESTS[it] not in languages),
            *within(problems, node, snippet),
        ]
        request = RequestReader(snippet, REQUESTS.get(key, "JSONPath"))
        return self._document(node.below(key), request, findings, snippet.span(node.start, node.end))

    def _of_schedule(self, node: Node, snippet: Snippet) -> Iterator[Document | Unread]:
        """Yield the document of the target of a schedule."""
        given = node.below("Input")
        text = text_of(given, snippet) if given else None
        call = snippet.span(node.start, node.end)
        if text is None:
            yield self._document(None, RequestReader(snippet, "schedule"), [], call)
            return
        try:
            root, problems = scan(hidden(text.text), self.limits)
        except DocumentError as error:  # whose text does not name the operation
            yield snippet, UnreadError(error.finding.message, (given.start, given.end) if given else (0, 0))
        else:
            yield self._document(root, RequestReader(text, "schedule"), within(problems, root, text), call)

    def _document(
        self, given: Node | None, reader: RequestReader, findings: list[Finding], call: tuple[int, int]
    ) -> Document:
        """Return the document of a request.

        Args:
            given: The request; None if the input of the state is the request, which is not known.
            reader: Reads it.
            findings: What is wrong besides the request.
            call: The span of the state or schedule.
        """
        for it in findings:
            it.notes = ()  # those of readers say what the AWS CLI would do with the text
        root = reader.tree(given, self.request) if given else Node(UNKNOWN, *call)
        if root.value is UNKNOWN:
            root = Node(dict.fromkeys(self.request.members, MAYBE), root.start, root.end, items={}, keys={})
        document = Document(root.value, root, [*findings, *reader.findings], call=call)
        document.is_inner = reader.is_inner
        return document


def unread_error(finding: Finding) -> UnreadError:
    """Return why a text can't be read, given the finding of its reader."""
    return UnreadError(finding.message, finding.blames[0].span or (0, 0))


def within(problems: Iterable[Finding], node: Node, snippet: Snippet) -> list[Finding]:
    """Return the findings of the reader of a snippet that are about a node or what is below it."""
    found = []
    for it in problems:
        blamed = [(blame, blame.span) for blame in it.blames if blame.span]
        if any(node.start <= start and end <= node.end for _, (start, end) in blamed):
            blames = [Blame((), blame.label, span=snippet.span(*span)) for blame, span in blamed]
            found.append(Finding(it.rule, blames, message=it.message, help=it.help, notes=it.notes))
    return found


def _text_at(node: Node, key: str, snippet: Snippet) -> str:
    """Return the text of a member of a mapping; "" if there is none."""
    member = node.below(key)
    text = text_of(member, snippet) if member else None
    return text.text if text else ""


def _languages(node: Node, around: Languages) -> tuple[Languages, Languages]:
    """Return the query languages that a mapping may use, and those that the states in it may use."""
    given = node.below("QueryLanguage")
    if given is None:
        own = JSONPATH if "States" in node.members and around is EITHER else around
        return own, own
    own = frozenset({given.value}) if given.value in REQUESTS.values() else frozenset(REQUESTS.values())
    return own, own if "States" in node.members else own | around


def _mismatch(key: str, span: tuple[int, int]) -> Finding:
    """Return the finding for a request under the key of another query language."""
    language = REQUESTS[key]
    used = next(it for it in REQUESTS.values() if it != language)
    other = next(it for it in REQUESTS if it != key)
    message = f"`{key}` belongs to {language}, but the state uses {used}"
    return Finding(
        "query-language-mismatch",
        [Blame((), span=span)],
        message=message,
        help=f"set the state's `QueryLanguage` to `{language}`, or write `{other}` with what {used} looks up",
    )


def _resource_problems(node: Node, snippet: Snippet, resource: re.Match[str]) -> Iterator[Finding]:
    """Yield a finding for each part of a resource that Step Functions does not know."""
    span = snippet.span(node.start, node.end)
    pattern, action = resource["pattern"], resource["action"]

    def finding(message: str, advice: str, old: str, new: str, *, safe: bool = True) -> Finding:
        at = snippet.text.find(old, node.start, node.end)
        change = Change("text", (), new, safe=safe, title=advice, span=snippet.span(at, at + len(old)))
        found = Finding("state-resource-unknown", [Blame((), span=span)], message=message, help=advice)
        found.changes = [change] if at >= 0 else []
        return found

    if not resource["sdk"]:
        advice = "write `aws-sdk:sagemaker:`"
        yield finding("this operation has no integration of its own", advice, "::sagemaker:", "::aws-sdk:sagemaker:")
    if action != OPERATION:
        yield finding("the name of an action begins with a small letter", f"write `{OPERATION}`", action, OPERATION)
    if pattern and pattern != CALLBACK:
        message = f"{shown(pattern)} is not supported by integrations of the AWS SDK"
        advice = "remove it, and let other states wait for the job to end"
        yield finding(message, advice, pattern, "", safe=False)
