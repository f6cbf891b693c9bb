"""Completions of whole manifests, as `ircompile new` writes them."""

from __future__ import annotations

import re
from functools import cache

from ircompile.editing.answers import Item
from ircompile.editing.completion.snippets import literal
from ircompile.emitting.json_body import json_body
from ircompile.starting.manifest import commented, kinds, request_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from ircompile.editing.cursor.types import Cursor

PLACEHOLDER: Final = re.compile(r"<[a-zA-Z ]+>")


def template_items(text: str, place: Cursor) -> Iterator[Item]:
    """Yield a manifest of each kind for a document that is empty but for a word."""
    if text[slice(*place.document)].strip("\ufeff \t\r\n") != text[slice(*place.span)] or place.quote:
        return
    for name, about, plain in _templates(is_json=place.layout == "json"):
        yield Item(f"new {name}", "snippet", place.span, _snippet(plain), about, is_snippet=True, plain=plain)


@cache
def _templates(*, is_json: bool) -> list[tuple[str, str, str]]:
    """Return the name of each kind, what it is for, and its manifest."""
    requests = [(name, kind, request_of(kind, {})) for name, kind in kinds().items()]
    return [(name, it.about, json_body(new) if is_json else commented(it, new)) for name, it, new in requests]


def _snippet(plain: str) -> str:
    """Return a manifest with its placeholders as places to fill in, the same one for the same placeholder."""
    names = list(dict.fromkeys(PLACEHOLDER.findall(plain)))
    return PLACEHOLDER.sub(lambda it: f"${{{names.index(it[0]) + 1}:{it[0]}}}", literal(plain))
