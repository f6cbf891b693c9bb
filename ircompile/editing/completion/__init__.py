"""What can be written at an offset, as completions: members and values of jobs, names of rules, settings."""

from __future__ import annotations

import os
import re

from ircompile.config.settings import PYPROJECT
from ircompile.editing.completion.names import baseline_items, comment_items
from ircompile.editing.cursor import cursor
from ircompile.editing.cursor.types import BLOCK_SCALAR
from ircompile.findings.errors import UserError
from ircompile.sources.files import HOST_ENDINGS, host_kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from ircompile.editing.answers import Item
    from ircompile.editing.cursor.types import Cursor
    from ircompile.editing.settings import Settings

CONFIGURATION: Final = ".toml"
"""How the names of configuration files end, also of those that others extend."""
OWN_NAME: Final = re.compile(r"\.inference-recommender\.(?:ya?ml|json)\Z", re.IGNORECASE)
"""The names of files that hold jobs for certain."""
JOB_TYPE: Final = re.compile(r"""(?m)(?:^|[{,])[ \t-]*["']?JobType["']?[ \t]*:[ \t]*["']?(\w+)""")


def complete(text: str, offset: int, settings: Settings) -> list[Item]:
    """Return what can be written at an offset, the most likely first; nothing in files that hold no job.

    Args:
        text: The text, in any state.
        offset: The offset.
        settings: The settings for the text.
    """
    if not 0 <= offset <= len(text) or len(text) > settings.config.limits.bytes:
        return []
    if text[offset - 1 : offset + 1] == "\r\n" and offset:
        offset -= 1
    try:
        return list(_items(text, offset, settings))
    except UserError:  # the configured model or rules can't be used, which diagnostics say
        return []


def _items(text: str, offset: int, settings: Settings) -> Iterator[Item]:
    name = os.path.basename(settings.name)
    if name.endswith(CONFIGURATION):
        if not settings.is_configuration:
            return
        from ircompile.editing.completion.settings import settings_items

        yield from settings_items(text, offset, settings, is_shared=name == PYPROJECT)
        return
    if host_kind(settings.name) in HOST_ENDINGS:
        return
    is_json = _is_json(name, text)
    if is_json and (found := baseline_items(text, offset, settings)) is not None:
        yield from found
        return
    place = cursor(text, offset, is_json=is_json)
    if place.position == "comment":
        yield from comment_items(text, offset, settings, may_begin=settings.is_overlay or may_be_job(place, settings))
    elif place.position != "text" or place.quote == BLOCK_SCALAR:
        yield from _job_items(text, offset, place, settings)


def _is_json(name: str, text: str) -> bool:
    """Return whether a text is JSON, by the name of its file or else by how it begins."""
    ending = os.path.splitext(name)[1].lower()
    return ending == ".json" or (ending not in (".yaml", ".yml") and text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["))


def _job_items(text: str, offset: int, place: Cursor, settings: Settings) -> Iterator[Item]:
    """Yield the completions in a job or an overlay."""
    from ircompile.editing.completion.job import JobCompletion
    from ircompile.editing.completion.templates import template_items

    is_partial = settings.is_overlay
    if not (is_partial or may_be_job(place, settings)):
        return
    job_type = JOB_TYPE.search(text, *place.document)
    completion = JobCompletion(text, place, settings, job_type[1] if job_type else "", is_partial=is_partial)
    yield from completion.items(offset)
    if not place.path and place.position == "value" and not is_partial:
        yield from template_items(text, place)


def may_be_job(place: Cursor, settings: Settings) -> bool:
    """Return whether a document is a job or may become one: whether its members are those of a job."""
    keys = {*place.root.members} - {""} if place.root else set()
    known = settings.model.request.members
    return (
        bool(OWN_NAME.search(settings.name)) or bool(keys & {"JobName", "JobType", "InputConfig"}) or keys <= {*known}
    )
