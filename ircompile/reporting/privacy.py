"""What of a text may be shown: nothing of a file that is no job, since it may be anything, and secret."""

from __future__ import annotations

import re
from dataclasses import replace

from ircompile.config.settings import Config
from ircompile.findings.messages import same_but_spelling
from ircompile.manifest.load import documents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Final

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.model.model import Model
    from ircompile.rulebook.rule import Rule
    from ircompile.sources.source import Source

MARKS: Final = ("JobName", "InputConfig")
"""The members of which a job has one."""
KEY: Final = re.compile(
    r"""(?:^|[{,])[ \t?-]*+(?:[&!][^\s,{}\[\]]++[ \t]++)*+(?:(?P<quote>["'])(?:JobName|InputConfig)(?P=quote)[ \t]*+:"""
    r"|(?:JobName|InputConfig)[ \t]*+:(?=\s|\Z))",
    re.MULTILINE,
)
"""A mark as a key of a text that can't be read: at the start of a line, or behind a bracket or a comma."""
PLAIN: Final = {
    "yaml": re.compile(r"^(?:JobName|InputConfig):\s", re.MULTILINE),
    "json": re.compile(r'(?<!\\)"(?:JobName|InputConfig)"\s*+:'),
}
"""A mark that is seen to be a key without reading all: at the start of a line, or in quotes that are not escaped."""
OPTION: Final = re.compile(r"(?<![^\s\"'])--(?:job-name|input-config)(?=[\s=\"']|\Z)")
SAFE: Final = frozenset(
    {"missing-field", "model-source-missing", "root-not-mapping", "text-encoding", "limit-exceeded", "unknown-field"}
)
"""Rules whose messages hold nothing of a text but names, all of which stand in the pointer."""
WHY: Final = "nothing of the text is shown, since neither JobName nor InputConfig is a key in it"


def is_job(source: Source) -> bool:
    """Whether JobName or InputConfig is a key in a text, or whoever runs the program gave it there and then."""
    text = source.text
    if source.is_given or (source.kind == "command" and OPTION.search(text)):
        return True
    if not any(mark in text for mark in MARKS):
        return False
    if source.kind in PLAIN:
        if PLAIN[source.kind].search(text):
            return True
        read = documents(source, Config())
        if read and all(document.is_complete for document in read):
            return any(_has_key(document.value) for document in read)
    return KEY.search(text) is not None


def _has_key(value: Any) -> bool:
    """Whether a mark is a key anywhere in a value; each of its parts is looked at once, however many aliases it has."""
    waiting, seen = [value], set()
    while waiting:
        value = waiting.pop()
        if not isinstance(value, dict | list) or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, dict):
            if any(mark in value for mark in MARKS):
                return True
            waiting += value.values()
        else:
            waiting += value
    return False


class Redactor:
    """Says diagnostics of a text that is no job without words of that text.

    Args:
        rules: Gives all rules that were checked.
        model: The model that says which members a request has.
    """

    __slots__ = ("_model", "_rules", "_summaries")

    def __init__(self, rules: Callable[[], Iterable[Rule]], model: Model) -> None:
        self._rules = rules
        self._summaries: dict[str, str] = {}
        self._model = model

    def without_text(self, it: Diagnostic) -> Diagnostic:
        """The diagnostic as it is where it says nothing of the text, else what its rule says of all texts."""
        related = tuple(replace(place, pointer="", label="") for place in it.related)
        if it.rule in SAFE and self._is_of_the_model(it.pointer):
            return replace(it, related=related)
        if not self._summaries:
            self._summaries = {rule.id: rule.summary.removesuffix(".") for rule in self._rules()}
        message = self._summaries.get(it.rule, it.rule)
        return replace(it, message=message, help="", pointer="", label="", notes=(WHY,), related=related, fixes=())

    def _is_of_the_model(self, pointer: str) -> bool:
        """Whether a pointer leads along members that the model has, but for their spelling."""
        return all(step.isdigit() or same_but_spelling(step, self._model.homes) for step in pointer.split("/")[1:])
