"""`schema-violation`: JSON Schemas of one's own, which every request has to fit besides the model."""

from __future__ import annotations

import functools
import json
import os

from ircompile.cel.pattern import compile_pattern
from ircompile.config import Limits
from ircompile.files import Unreadable, read_bytes
from ircompile.finding import Blame, Finding
from ircompile.wording import LONGEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from jsonschema.exceptions import ValidationError

    from ircompile.tree import Path


class SchemaFault(ValueError):
    """A schema that can't be used; the message names its file."""


def schema_violations(job: dict[str, Any], files: tuple[str, ...]) -> Iterator[Finding]:
    """The findings of a request that does not fit the schemas of some files.

    Raises:
        SchemaFault: A file is no schema, or refers to one that is not in it: nothing is fetched.
    """
    from jsonschema.exceptions import best_match
    from referencing.exceptions import Unresolvable

    for file in files:
        try:
            for error in _validator(os.path.abspath(file)).iter_errors(job):
                # Of an anyOf, what is wrong with the branch that fits best says more than that none fits.
                yield _finding(best_match([error]) or error, file)
        except Unresolvable as error:
            raise SchemaFault(f"{file}: it refers to {error.ref}, which is not in it; nothing is fetched") from None
        except RecursionError:
            raise SchemaFault(f"{file}: it refers to itself without end") from None


@functools.cache
def _validator(file: str) -> Any:
    from jsonschema import Draft202012Validator, validators
    from jsonschema.exceptions import SchemaError
    from referencing import Registry

    try:
        schema = json.loads(read_bytes(file, Limits().bytes, raised_by=""))
        kind = validators.validator_for(schema, Draft202012Validator)
        kind.check_schema(schema)
    except (Unreadable, ValueError, SchemaError, RecursionError) as error:
        raise SchemaFault(f"{os.path.basename(file)}: no JSON Schema: {str(error).splitlines()[0]}") from None
    # Patterns run in the rule language's engine: in Python's own, somebody else's could take for ever.
    checks = {"pattern": _pattern, "patternProperties": _pattern_properties, "uniqueItems": _unique}
    return validators.extend(kind, checks)(schema, registry=Registry())  # type: ignore[no-untyped-call]  # a gap in its stubs


@functools.cache
def _matcher(pattern: str) -> Any:
    from ircompile.cel.values import CelSyntaxError

    try:
        return compile_pattern(pattern)
    except CelSyntaxError as error:
        raise SchemaFault(f"the pattern {pattern!r} is not one of RE2's: {error.message}") from None


def _pattern(_validator: Any, pattern: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
    from jsonschema.exceptions import ValidationError

    if isinstance(value, str) and (len(value) > 10 * LONGEST**2 or not _matcher(pattern)(value)):
        yield ValidationError(f"{value[:LONGEST]!r} does not match {pattern!r}")


def _pattern_properties(validator: Any, patterns: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(value, dict):
        for pattern, rule in patterns.items():
            for key, item in value.items():
                if len(key) <= LONGEST and _matcher(pattern)(key):
                    yield from validator.descend(item, rule, path=key, schema_path=pattern)


def _unique(_validator: Any, wanted: bool, value: Any, _schema: Any) -> Iterator[ValidationError]:  # noqa: FBT001  jsonschema's signature
    """Compares the texts of items in one go, where jsonschema compares every item with every other."""
    from jsonschema.exceptions import ValidationError

    if wanted and isinstance(value, list):
        texts = [json.dumps(item, sort_keys=True, default=str) for item in value]
        if len(set(texts)) < len(texts):
            yield ValidationError("two items are the same")


def _finding(error: ValidationError, file: str) -> Finding:
    path = tuple(error.absolute_path)
    schema: Any = error.schema
    key = ""
    if error.validator == "additionalProperties" and error.validator_value is False:
        value: Any = error.instance
        key = next((name for name in value if name not in schema.get("properties", {})), "")
    blame = Blame((*path, key), "not in the schema", part="key") if key else Blame(path)
    where = _where((*path, key) if key else path)
    return Finding(
        "schema-violation",
        [blame],
        message=f"{where} does not fit {os.path.basename(file)}: {error.message[: 2 * LONGEST]}",
        help=str(schema.get("description", ""))[: 2 * LONGEST] if isinstance(schema, dict) else "",
    )


def _where(path: Path) -> str:
    """A place as messages name it: "`Tags`", "an element of `Tags`", "the job"."""
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    if not name:
        return "the job"
    return f"`{name}`" if path[-1] == name else f"an element of `{name}`"
