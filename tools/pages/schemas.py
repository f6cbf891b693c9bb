"""Pages that show the JSON Schemas of the configuration, the report, plans and rule files as tables."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

from ircompile.cli.main import main
from ircompile.config.schema import schema
from ircompile.reporting.markdown import code, prose
from tools.pages.markdown import table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

TITLES = {
    "config": (
        "Settings",
        "Every key of `ircompile.toml`. [Configuration](../configuration.md) explains how they work.",
    ),
    "report": ("The report in JSON", "What `ircompile lint --output-format json` prints."),
    "plan": (
        "The plan in JSON",
        "What `ircompile plan --output-format json` prints. [What a job will do](../plan.md) explains it.",
    ),
    "rule": ("Rule files", "Every key of a rule file. [The rule language](../rule-language.md) explains them."),
}
"""The title and the first sentences of each page."""

PRINTED = ("request", "manifest", *TITLES)
"""The schemas that `ircompile schema` prints."""


def files() -> dict[str, str]:
    """Return the JSON Schemas by the names of their files, as `ircompile schema` prints them."""
    editions = {f"{name}.draft-7.json": _printed(name, "--draft", "7") for name in ("request", "manifest")}
    return {f"{name}.json": _printed(name) for name in PRINTED} | editions


def _printed(name: str, *words: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(["schema", name, "--isolated", *words])
    return out.getvalue()


def pages() -> dict[str, str]:
    """Return a page for each schema."""
    return {f"{name}.md": "\n".join(_page(name)) for name in TITLES}


def _page(name: str) -> Iterator[str]:
    title, about = TITLES[name]
    yield from (f"# {title}", "", about, "", f"`ircompile schema {name}` prints the JSON Schema.", "")
    whole = schema(name)
    yield from _members(whole)
    for definition, shape in whole.get("$defs", {}).items():
        if "properties" in shape:
            yield from (f"({name}-{definition})=", f"## {definition}", "")
            yield from ([prose(shape["description"]), ""] if "description" in shape else [])
            yield from _members(shape, name)


def _members(shape: dict[str, Any], page: str = "") -> Iterator[str]:
    yield from table(("key", "value", "what it is"), _rows(shape, "", page))


def _rows(shape: dict[str, Any], prefix: str, page: str) -> Iterator[tuple[str, ...]]:
    """Yield a row for each key, with those of the structures in it."""
    for key, inner in shape.get("properties", {}).items():
        path = f"{prefix}{key}"
        required = " (required)" if key in shape.get("required", ()) else ""
        yield code(path) + required, _value(inner), prose(inner.get("description", ""))
        items = inner.get("items", {})
        yield from _rows(inner, f"{path}.", page)
        yield from _rows(items, f"{path}[].", page)
        further = inner.get("additionalProperties")
        yield from _rows(further, f"{path}.NAME.", page) if isinstance(further, dict) else ()


def _value(shape: dict[str, Any]) -> str:
    """Return what a value may be, in a few words."""
    if "$ref" in shape:
        return code(shape["$ref"].rpartition("/")[2])
    if "const" in shape:
        return code(str(shape["const"]))
    if "enum" in shape:
        return ", ".join(code("null" if value is None else str(value)) for value in shape["enum"])
    for choice in ("anyOf", "oneOf"):
        if choice in shape and "type" not in shape:
            return " or ".join(dict.fromkeys(map(_value, shape[choice])))
    kind = shape.get("type", "any value")
    if kind == "array":
        return f"list of {_value(shape.get('items', {}))}"
    words = " or ".join(kind) if isinstance(kind, list) else kind
    bounds = [f"{word} {shape[key]}" for key, word in (("minimum", "from"), ("maximum", "to")) if key in shape]
    return " ".join([words, *bounds])
