"""The options of `aws`: their names, numbers of values, choices, and the versions of the CLI that have them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from ircompile.model.shapes import Shape

    Takes = Literal["no word", "one word", "one word or none", "any number of words"]


@dataclass(frozen=True, slots=True)
class Option:
    """One option.

    Attributes:
        name: Its name, such as "--region".
        takes: How many words its value has.
        choices: The values that it takes; empty if it takes any.
        versions: The versions of the AWS CLI that have it.
    """

    name: str
    takes: Takes = "one word"
    choices: tuple[str, ...] = ()
    versions: tuple[int, ...] = (1, 2)


GLOBAL = (
    Option("--debug", "no word"),
    Option("--endpoint-url"),
    Option("--no-verify-ssl", "no word"),
    Option("--no-paginate", "no word"),
    Option("--output", choices=("json", "text", "table"), versions=(1,)),
    Option("--output", choices=("json", "text", "table", "yaml", "yaml-stream", "off"), versions=(2,)),
    Option("--query"),
    Option("--profile"),
    Option("--region"),
    Option("--color", choices=("on", "off", "auto")),
    Option("--no-sign-request", "no word"),
    Option("--ca-bundle"),
    Option("--cli-read-timeout"),
    Option("--cli-connect-timeout"),
    Option("--v2-debug", "no word", versions=(1,)),
    Option("--cli-binary-format", choices=("base64", "raw-in-base64-out"), versions=(2,)),
    Option("--no-cli-pager", "no word", versions=(2,)),
    Option("--cli-auto-prompt", "no word", versions=(2,)),
    Option("--no-cli-auto-prompt", "no word", versions=(2,)),
    Option("--cli-error-format", choices=("legacy", "json", "yaml", "text", "table", "enhanced"), versions=(2,)),
    Option("--version", "no word"),
)
INPUTS = INPUT_JSON, INPUT_YAML = "--cli-input-json", "--cli-input-yaml"
"""The options whose value is a whole request."""

SKELETON = "--generate-cli-skeleton"
OF_EVERY_OPERATION = (
    Option(INPUT_JSON),
    Option(INPUT_YAML, versions=(2,)),
    Option(SKELETON, "one word or none", ("input", "output"), versions=(1,)),
    Option(SKELETON, "one word or none", ("input", "output", "yaml-input"), versions=(2,)),
)


@functools.cache
def global_options(version: int) -> dict[str, Option]:
    """Return the global options of a version by name."""
    return {option.name: option for option in GLOBAL if version in option.versions}


def operation_options(version: int, request: Shape) -> dict[str, Option]:
    """Return the operation's options by name: one for each member, in model order, then those of all operations."""
    members = [
        Option(option_name(member), "any number of words" if shape.kind == "list" else "one word")
        for member, shape in request.members.items()
    ]
    return {option.name: option for option in (*members, *OF_EVERY_OPERATION) if version in option.versions}


@functools.lru_cache(maxsize=1024)  # a text may have thousands of commands
def option_name(member: str) -> str:
    """Return the option of a member of the request: JobName -> --job-name."""
    return "-" + "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in member)
