"""Detection of jobs in files that were not named by the user: by their members, or by keys in their text.

Members count in any spelling, such as `job_name`: a file in which all are misspelt holds a job, too. Members that no
request has tell other files apart, such as a saved answer of the API.
"""

from __future__ import annotations

import os
from itertools import islice

from ircompile.sources.files import UnreadableFileError, parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ircompile.manifest.manifest import Manifest
    from ircompile.model.model import Model

IDENTIFYING_MEMBERS = ("JobName", "JobType")
MEMBERS = (*IDENTIFYING_MEMBERS, "RoleArn", "InputConfig")
LEAST = 2
"""How many of these members a job has at least."""
INITIALS = frozenset("JRIjri")
"""How these members begin, in any spelling."""
SPELLINGS = "[Jj]ob[_-]?[Nn]ame|[Jj]ob[_-]?[Tt]ype|[Rr]ole[_-]?[Aa]rn|[Ii]nput[_-]?[Cc]onfig"
KEY_PATTERN = rf"(?:^|[{{,])[ \t-]*+[\"']?({SPELLINGS})[\"']?[ \t]*:"
"""One of `MEMBERS` as a key at the start of a line, or after a bracket or comma, in camelCase and the like, too."""
ESCAPES = tuple("\\" + it for it in "xuU\r\n")
"""The beginnings of escapes that may be a letter, or nothing."""
MAX_PARTS = 64
"""The parts, of 1 MiB each, that are searched at the beginning of a file."""
OVERLAP = 1 << 16
"""Characters of a part that are searched again with the next part, in which a key may end."""


def may_name_job(text: str) -> bool:
    """Return whether a text of YAML or JSON may have `JobName` or `JobType` as a key, in any spelling.

    Every job has one of them, so that most other files need not be parsed.
    """
    for name in IDENTIFYING_MEMBERS:  # a generator would cost more than all of them
        if name in text:
            return True
    joined = text.replace("-", "").replace("_", "").lower()
    if any(name.lower() in joined for name in IDENTIFYING_MEMBERS):
        return True
    return "\\" in text and any(escape in text for escape in ESCAPES)


def is_manifest(manifest: Manifest) -> bool:
    """Return whether a document looks like a job, judged by its members, or, if it can't be read, by its text."""
    if manifest.document.is_complete:
        value = manifest.document.value
        return (_has_core(value) and not manifest.violations) or is_job(value, manifest.model)
    source = manifest.source  # the text of one that can't be decoded ends at the first invalid byte
    return has_job_keys([source.text if source.readable else source.original.replace("\0", "")])


def is_job(value: Any, model: Model) -> bool:
    """Return whether a value has two of the members that every job has, one of them its name or type."""
    if not isinstance(value, dict):
        return False
    if _has_core(value):
        return not _is_answer(value, model)
    if sum(isinstance(key, str) and key[:1] in INITIALS for key in value) < LEAST:
        return False
    is_spelled = sum(name in value for name in MEMBERS) >= LEAST
    return _may_be_job(value, model, is_spelled=is_spelled) and not _is_answer(value, model)


def _has_core(value: Any) -> bool:
    """Return whether a value has its name or type, and the input of a job."""
    return isinstance(value, dict) and "InputConfig" in value and not value.keys().isdisjoint(IDENTIFYING_MEMBERS)


def has_any_member(value: dict[Any, Any], model: Model) -> bool:
    """Return whether a mapping has a member of the request, or a key that is like one.

    Keys in ASCII must be like one of those that every job has: `tags` and `name` are keys of other files, too.
    """
    if any(name in model.homes for name in value):
        return True
    from ircompile.findings.suggestions import misspelt, same_but_spelling

    return any(
        same_but_spelling(key, MEMBERS) or misspelt(key, MEMBERS if key.isascii() else model.request.members)
        for key in value
        if isinstance(key, str)
    )


def _is_answer(value: dict[Any, Any], model: Model) -> bool:
    """Return whether a value is an answer of the API, and not a request with one member too many."""
    from ircompile.findings.suggestions import same_but_spelling
    from ircompile.manifest.answer import own_members

    names = own_members(model)
    found = {same_but_spelling(key, names) for key in value if isinstance(key, str)} - {None}
    return "JobArn" in found or len(found) > 1


def _may_be_job(value: dict[Any, Any], model: Model, *, is_spelled: bool) -> bool:
    """Return whether a value looks like a job although InputConfig is missing, or is misspelt as other members are.

    Members that no request has must not speak against it, unless its type or its input is that of a job.

    Args:
        value: The value.
        model: The model of the request.
        is_spelled: Whether it has two of the members that every job has in their own spelling.
    """
    from ircompile.findings.suggestions import misspelt, same_but_spelling

    keys = [key for key in value if isinstance(key, str)]
    meant = {name: value[key] for key in keys if (name := same_but_spelling(key, MEMBERS))}
    if len(meant) < LEAST or meant.keys().isdisjoint(IDENTIFYING_MEMBERS):
        return False
    is_typical = _is_job_type(meant.get("JobType"), model) or _is_input_config(meant.get("InputConfig"), model)
    if len(meant) > LEAST and is_typical:
        return True
    if is_spelled and "InputConfig" in meant:
        return True
    missing = [name for name in model.request.members if name not in value]
    has_others = not all(same_but_spelling(key, model.homes) or misspelt(key, missing) for key in keys)
    return (is_spelled or is_typical) and not has_others and len(keys) == len(value)


def _is_job_type(value: Any, model: Model) -> bool:
    """Return whether a value is a type of jobs, in any spelling."""
    from ircompile.findings.suggestions import same_but_spelling

    types = [known for fact in model.request.members["JobType"].facts for known in fact.values]
    return isinstance(value, str) and bool(same_but_spelling(value, types))


def _is_input_config(value: Any, model: Model) -> bool:
    """Return whether a value, perhaps in shorthand, has a member of InputConfig, in any spelling."""
    from ircompile.findings.suggestions import same_but_spelling

    members = model.request.members["InputConfig"].members
    keys = [value.partition("=")[0].strip()] if isinstance(value, str) else value if isinstance(value, dict) else ()
    return any(isinstance(key, str) and same_but_spelling(key, members) for key in keys)


def has_job_keys(texts: Iterable[str]) -> bool:
    """Return whether a text, given in parts, has the key JobName and that of another member of every job.

    In other spellings, it must have three of them: templates of other tools hold `jobName` and `jobType`, too.
    """
    import re

    key = re.compile(KEY_PATTERN, re.MULTILINE)
    found: set[str] = set()
    before = ""
    for part in texts:
        found.update(key.findall(before + part))
        if ("JobName" in found and len(found.intersection(MEMBERS)) >= LEAST) or (len({*map(_joined, found)}) > LEAST):
            return True
        before = part[-OVERLAP:]
    return False


def _joined(key: str) -> str:
    return key.replace("_", "").replace("-", "").lower()


def may_hold_job(name: str) -> bool:
    """Return whether a file that can't be read as a whole may hold a job, judged by the keys at its beginning."""
    try:
        beginning = islice(parts(name), MAX_PARTS)
        texts = (part.translate(None, b"\0").decode("latin-1") for part in beginning)  # the keys of UTF-16, too
        return has_job_keys(texts)
    except UnreadableFileError:
        return os.path.isfile(name)
