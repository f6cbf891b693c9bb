"""Completions in configuration files: tables, keys and values, as the schema of the configuration has them."""

from __future__ import annotations

import re

from ircompile.config.file import MAX_BYTES, TABLE
from ircompile.config.schema import schema_at
from ircompile.editing.answers import Item
from ircompile.editing.completion.names import name_items
from ircompile.editing.cursor.toml import HEADER, KEY, toml_cursor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

    from ircompile.editing.cursor.toml import TomlCursor
    from ircompile.editing.settings import Settings
    from ircompile.findings.values import Path

SCHEMA: Final = "config"
BARE: Final = re.compile(r"[\w-]+")
"""A key that needs no quotes."""
RULES: Final = re.compile(r"lint/(?:select|ignore|per-file-ignores/[^/]*)/0|ignore/0/rules/0")
"""The paths of lists whose items are rules and topics, with steps joined by slashes."""
RULE_KEYS: Final = ("lint", "severity")
TYPES: Final = "model/extend-instance-types/0"
TYPE_KEYS: Final = ("quotas",)
REGIONS: Final = re.compile(r"region|environments/[^/]*/region")
NAME: Final = "dev"
"""A name to begin with, for tables whose names the user chooses."""
EVERYTHING: Final = "ALL"


def settings_items(text: str, offset: int, settings: Settings, *, is_shared: bool) -> Iterator[Item]:
    """Yield what can be written at an offset of a configuration file.

    Args:
        text: The text.
        offset: The offset.
        settings: The settings, for the names of rules and instance types.
        is_shared: Whether the file has tables of other programs, and ours below `tool.ircompile`.
    """
    if len(text) > 2 * MAX_BYTES:
        return
    place = toml_cursor(text, offset)
    above = TABLE if is_shared else ()
    if place.position == "table":
        yield from _tables(place, above, text)
    elif place.position != "none" and place.path[: len(above)] == above:
        path = place.path[len(above) :]
        yield from _keys(place, path, settings) if place.position == "key" else _values(place, path, settings)
        is_free = place.position == "key" and not (place.is_inline or place.quote or place.has_value or path)
        if is_free:
            yield from _tables(place, above, text, mark=True)


def _tables(place: TomlCursor, above: Path, text: str, *, mark: bool = False) -> Iterator[Item]:
    """Yield the names of tables that are not there; with `mark`, with their brackets."""
    start, end = place.span
    is_list_begun = text[:start].rstrip(" \t").endswith("[[")
    present = {found[2] for found in HEADER.finditer(text) if not found.start() < start <= found.end()}
    present |= {found[1].rpartition(".")[2] for found in KEY.finditer(text)}
    for path, found in _all_tables((), schema_at((), SCHEMA) or {}):
        name = ".".join(map(str, (*above, *path)))
        is_list = found.get("type") == "array"
        if (not is_list and (name in present or path[-1] in present)) or not (mark or is_list == is_list_begun):
            continue
        closed = "]]" if is_list else "]"
        opened = closed.replace("]", "[") if mark else ""
        closed = closed + "\n" if mark else closed.removeprefix(text[end : end + 2].rstrip("\r\n"))
        snippet = opened + name.replace(NAME, f"${{1:{NAME}}}") + closed
        about = found.get("description", "")
        label = f"{opened}{name}{closed.strip() if mark else ''}"
        is_snippet = "$" in snippet
        plain = opened + name + closed
        yield Item(label, "setting", place.span, snippet, "table", about, is_snippet=is_snippet, plain=plain)


def _all_tables(path: tuple[str, ...], found: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Yield the tables below a part of the schema, with their paths."""
    for name, below in found.get("properties", {}).items():
        named = below.get("additionalProperties") or {}
        if _is_list_of_tables(below) or (below.get("type") == "object" and named.get("type") != "object"):
            yield (*path, name), below
            yield from _all_tables((*path, name), below)
        elif below.get("type") == "object":
            yield (*path, name, NAME), below


def _is_list_of_tables(found: dict[str, Any]) -> bool:
    return found.get("type") == "array" and found["items"].get("type") == "object"


def _keys(place: TomlCursor, path: Path, settings: Settings) -> Iterator[Item]:
    """Yield the keys of a table."""
    found = schema_at(path, SCHEMA)
    if found is None or found.get("type") != "object":
        return
    required = found.get("required", ())
    members = found.get("properties", {})
    for name in sorted(members, key=lambda it: it not in required):
        is_table = members[name].get("type") == "object" or _is_list_of_tables(members[name])
        if name not in place.present and (path or not is_table):
            detail = "required" if name in required else members[name].get("type", "string")
            about = members[name].get("description", "")
            yield _key(place, name, members[name], detail, about)
    if path == RULE_KEYS:
        for item in name_items(place.span, settings, place.present):
            yield _key(place, item.label, found["additionalProperties"], item.detail, item.documentation)
    elif path == TYPE_KEYS:
        for name in settings.model.instances.types:
            if name not in place.present:
                yield _key(place, name, found["additionalProperties"], "", "")


def _key(place: TomlCursor, name: str, below: dict[str, Any], detail: str, about: str) -> Item:
    """Return the item for a key with its value."""
    word = name if place.quote or BARE.fullmatch(name) else f'"{name}"'
    start, end = place.span
    if place.has_value:
        word += "" if place.is_closed else place.quote
        return Item(name, "setting", place.span, word, detail, about, plain=word)
    word += place.quote
    return Item(
        name,
        "setting",
        (start, end + place.is_closed),
        f"{word} = {_value(below)}",
        detail,
        about,
        is_snippet=True,
        plain=f"{word} = ",
    )


def _value(found: dict[str, Any]) -> str:
    """Return the snippet of a value."""
    if "enum" in found:
        return f'"${{1|{",".join(found["enum"])}|}}"'
    return {"array": '["$1"]', "object": "{ $1 }", "boolean": "${1|true,false|}", "integer": "$1"}.get(
        found.get("type", "string"), '"$1"'
    )


def _values(place: TomlCursor, path: Path, settings: Settings) -> Iterator[Item]:
    """Yield the values of a setting."""
    found = schema_at(path, SCHEMA)
    if found is None:
        return
    name = "/".join(map(str, path))
    before, after = ("", "") if place.quote else ('"', '"')
    after = (after or ("" if place.is_closed else place.quote)) + ("," if place.comma_after else "")
    if RULES.fullmatch(name):
        names = name_items(place.span, settings, place.present, before=before, after=after)
        everything = before + EVERYTHING + after
        if path[0] == "lint" and EVERYTHING not in place.present:
            yield Item(EVERYTHING, "rule", place.span, everything, "all rules", plain=everything)
        yield from names
        return
    values: list[str] = [*found.get("enum", ())]
    values += settings.model.instances.types if name == TYPES else ()
    values += settings.model.instances.regions if REGIONS.fullmatch(name) else ()
    for value in values:
        if value not in place.present:
            kind: Any = "type" if name == TYPES else "value"
            written = before + value + after
            yield Item(value, kind, place.span, written, plain=written)
    if found.get("type") == "boolean" and not place.quote:
        yield from (Item(it, "value", place.span, it, plain=it) for it in ("true", "false"))
