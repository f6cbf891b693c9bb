"""Keeps the text of files that are not jobs out of reports, since they may hold anything, including secrets."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from ircompile.config.settings import Config
from ircompile.findings.suggestions import same_but_spelling
from ircompile.manifest.load import documents
from ircompile.model.model import SHIPPED
from ircompile.sources.files import COMMAND, HOST_ENDINGS, METHOD, STATE_ACTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Final

    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.model.model import Model
    from ircompile.rulebook.rule import Rule
    from ircompile.sources.source import Source

MARKS: Final = ("JobName", "InputConfig")
"""The members of which every job has at least one."""
KEY: Final = re.compile(
    r"""(?:^|[{,])[ \t?-]*+(?:[&!][^\s,{}\[\]]++[ \t]++)*+(?:(?P<quote>["'])(?:JobName|InputConfig)(?P=quote)[ \t]*+:"""
    r"|(?:JobName|InputConfig)[ \t]*+:(?=\s|\Z))",
    re.MULTILINE,
)
"""A mark as a key of a text that can't be parsed: at the start of a line, or after a bracket or a comma."""
PLAIN: Final = {
    "yaml": re.compile(r"^(?:JobName|InputConfig):\s", re.MULTILINE),
    "json": re.compile(r'(?<!\\)"(?:JobName|InputConfig)"\s*+:'),
}
"""A mark that is certainly a key, without parsing: at the start of a line, or in quotes that are not escaped."""
OPTION: Final = re.compile(r"(?<![^\s\"'])--(?:job-name|input-config)(?=[\s=\"']|\Z)")
MISSPELT: Final = re.compile(r"job[_-]?name|input[_-]?config", re.IGNORECASE)
"""A mark in any spelling."""
SAFE: Final = frozenset(
    {"missing-field", "model-source-missing", "root-not-mapping", "not-a-manifest", "text-encoding", "limit-exceeded"}
    | {"unknown-field"}
)
"""Rules whose messages quote nothing of a text but names that are also in the pointer."""
NAMES: Final = (STATE_ACTION[1:], COMMAND, METHOD)
"""The names of the operation, but for a first letter that may be a capital by mistake."""
WHY: Final = "the text is not shown, because it has neither a `JobName` nor an `InputConfig` key"


def is_job(source: Source) -> bool:
    """Return whether a text may be shown.

    JobName or InputConfig is a key in it; or all its members are misspelt; or it is an argument, a configuration, or a
    program that names the operation.
    """
    text = source.text
    if source.is_given or source.kind in ("toml", *HOST_ENDINGS) or (source.kind == "command" and OPTION.search(text)):
        return True
    if any(it in text for it in NAMES) and any(document.call for document in documents(source, Config())):
        return True
    if not any(mark in text for mark in MARKS):
        return _is_misspelt_job(source)
    if source.kind in PLAIN:
        if PLAIN[source.kind].search(text):
            return True
        read = documents(source, Config())
        if read and all(document.is_complete for document in read):
            return any(_has_key(document.value) for document in read)
    return KEY.search(text) is not None


def _is_misspelt_job(source: Source) -> bool:
    """Return whether all keys at the top of a text are members of a request in another spelling, such as `job_name`."""
    if source.kind not in PLAIN or not MISSPELT.search(source.text):
        return False
    members = SHIPPED.request.members
    read = documents(source, Config())
    if not read or not all(document.is_complete and isinstance(document.value, dict) for document in read):
        return False
    meant = [{same_but_spelling(str(key), members) for key in document.value} for document in read]
    return all(None not in names and not names.isdisjoint(MARKS) for names in meant)


def _has_key(value: Any) -> bool:
    """Return whether a mark is a key anywhere in a value; values with several aliases are visited once."""
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
    """Removes quotations of a text from diagnostics.

    Args:
        rules: Returns all rules that were checked.
        model: The service model, which says what members a request has.
    """

    def __init__(self, rules: Callable[[], Iterable[Rule]], model: Model) -> None:
        self._rules = rules
        self._model = model

    def without_text(self, it: Diagnostic) -> Diagnostic:
        """Return a diagnostic that quotes nothing of its text; its message may become the summary of its rule."""
        related = tuple(replace(location, pointer="", label="") for location in it.related)
        if it.rule in SAFE and self._has_known_members(it.pointer):
            return replace(it, related=related)
        message = self._summaries.get(it.rule, it.rule)
        return replace(it, message=message, help="", pointer="", label="", notes=(WHY,), related=related, fixes=())

    @cached_property
    def _summaries(self) -> dict[str, str]:
        return {rule.id: rule.summary.removesuffix(".") for rule in self._rules()}

    def _has_known_members(self, pointer: str) -> bool:
        """Return whether all members in a pointer are in the model, whatever their spelling."""
        return all(step.isdigit() or same_but_spelling(step, self._model.homes) for step in pointer.split("/")[1:])
