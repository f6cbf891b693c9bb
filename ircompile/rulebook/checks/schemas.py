"""`schema-violation`: requests that don't fit the JSON Schemas of the configuration."""

from __future__ import annotations

import functools
import json
import os

from ircompile.findings.errors import UserError
from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import LONGEST, cut
from ircompile.rulebook.cel.re2 import compile_pattern
from ircompile.rulebook.cel.values import LIMIT, CelSyntaxError
from ircompile.rulebook.checks.schema_budget import MAX_STEPS, Budget, BudgetError, counted, current
from ircompile.sources.files import UnreadableFileError, read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from jsonschema.exceptions import ValidationError

    from ircompile.findings.values import Path


MAX_SCHEMA = 1 << 18
"""The most bytes of a schema, and the most steps to validate the schema itself."""
PATTERN = 10
"""Steps to begin a search for a pattern, and characters that it reads in each step after that."""


class SchemaError(UserError):
    """A schema can't be used; the message names its file."""


class PatternError(Exception):
    """A pattern of a schema can't be used; the message says why."""


def schema_violations(job: dict[str, Any], files: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the violations of JSON Schemas in a request.

    Args:
        job: The request.
        files: The paths of the schemas.

    Raises:
        SchemaError: A file is not a valid schema, refers to anything outside it, or takes too many steps.
    """
    from jsonschema.exceptions import best_match
    from referencing.exceptions import Unresolvable

    for file in files:
        try:
            validator, size = _validator(os.path.abspath(file))
            current.set(Budget(size))
            for error in validator.iter_errors(job):
                # Of an anyOf, the error in the branch that fits best says more than that none fits.
                yield _finding(best_match([error]) or error, file)
        except Unresolvable as error:
            raise SchemaError(
                f"it refers to {error.ref}, which it does not contain; nothing is fetched", file
            ) from None
        except RecursionError:
            raise SchemaError("it refers to itself endlessly", file) from None
        except BudgetError:
            raise SchemaError(
                f"it takes more than {MAX_STEPS} steps for one request; this limit is fixed", file
            ) from None
        except (PatternError, SchemaError) as error:
            raise SchemaError(str(error), file) from None


@functools.cache
def _validator(file: str) -> tuple[Any, int]:
    """Return a validator for the schema in a file, and the size of the schema.

    Raises:
        SchemaError: It is not a valid schema, or too large; without the file.
    """
    from jsonschema import Draft202012Validator, validators
    from referencing import Registry

    try:
        schema = json.loads(read_bytes(file, MAX_SCHEMA, raised_by=""))
        kind = validators.validator_for(schema if isinstance(schema, dict) else True, Draft202012Validator)
        # Patterns run in the rule language's engine: with `re`, some could take exponential time.
        checks = {"pattern": _pattern, "patternProperties": _pattern_properties, "uniqueItems": _unique}
        bounded = {key: counted(key, check) for key, check in {**kind.VALIDATORS, **checks}.items()}
        kind = validators.extend(kind, bounded)  # type: ignore[no-untyped-call]  # a gap in its stubs
        budget = Budget(0, MAX_SCHEMA)
        current.set(budget)
        violation = next(kind(kind.META_SCHEMA).iter_errors(schema), None)
    except (UnreadableFileError, ValueError, TypeError, AttributeError, RecursionError, BudgetError) as error:
        why = "it is too large" if isinstance(error, BudgetError) else str(error).splitlines()[0]
        raise SchemaError(f"not a JSON Schema: {why}") from None
    if violation:
        why = cut(violation.message.splitlines()[0], 2 * LONGEST)
        raise SchemaError(f"not a JSON Schema: {why}")
    return kind(schema, registry=Registry()), budget.size(schema)


@functools.cache
def _matcher(pattern: str) -> Callable[[str], bool]:
    try:
        return compile_pattern(pattern)
    except CelSyntaxError as error:
        message = f"the pattern {cut(repr(pattern), LONGEST)} is not valid RE2: {error.message}"
        raise PatternError(message) from None


def _pattern(_validator: Any, pattern: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
    from jsonschema.exceptions import ValidationError

    if isinstance(value, str):
        current.get().spend(PATTERN + len(value) // PATTERN)
    if isinstance(value, str) and (len(value) > LIMIT or not _matcher(pattern)(value)):
        yield ValidationError(f"{value[:LONGEST]!r} does not match {pattern!r}")


def _pattern_properties(validator: Any, patterns: Any, value: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(value, dict):
        for pattern, rule in patterns.items():
            current.get().spend(PATTERN + len(value))
            for key, item in value.items():
                if len(key) <= LONGEST and _matcher(pattern)(key):
                    yield from validator.descend(item, rule, path=key, schema_path=pattern)


def _unique(_validator: Any, wanted: bool, value: Any, _schema: Any) -> Iterator[ValidationError]:  # noqa: FBT001  jsonschema's signature
    """Compare items by their JSON texts, in linear time; jsonschema compares every item with every other."""
    from jsonschema.exceptions import ValidationError

    if wanted and isinstance(value, list):
        texts = [json.dumps(item, sort_keys=True, default=str) for item in value]
        if len(set(texts)) < len(texts):
            yield ValidationError("two items are equal")


def _finding(error: ValidationError, file: str) -> Finding:
    path = tuple(error.absolute_path)
    schema: Any = error.schema
    key = ""
    if error.validator == "additionalProperties" and error.validator_value is False:
        value: Any = error.instance
        key = next((name for name in value if name not in schema.get("properties", {})), "")
    blame = Blame((*path, key), "not in the schema", part="key") if key else Blame(path)
    where = _name_of((*path, key) if key else path)
    return Finding(
        "schema-violation",
        [blame],
        message=f"{where} does not conform to {os.path.basename(file)}: {error.message[: 2 * LONGEST]}",
        help=str(schema.get("description", ""))[: 2 * LONGEST] if isinstance(schema, dict) else "",
        meant=(*path, missing) if (missing := _missing(error)) else (),
    )


def _missing(error: ValidationError) -> str:
    """Return the name of the member that an error is about if it is required and absent, else ""."""
    required: Any = error.validator_value if error.validator == "required" else ()
    return next((name for name in required if error.message.startswith(repr(name))), "")


def _name_of(path: Path) -> str:
    """Return how messages name the value at a path: "`Tags`", "an element of `Tags`", "the job"."""
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    if not name:
        return "the job"
    return f"`{name}`" if path[-1] == name else f"an element of `{name}`"
