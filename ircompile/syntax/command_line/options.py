"""The options that `aws` knows: their names, words and choices, and the versions of the CLI with them."""

from __future__ import annotations

import functools

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.model.shapes import Shape

FLAG, ONE, MAYBE, MANY = "no word", "one word", "one word or none", "any number of words"


class Option:
    """One option. `takes` is FLAG, ONE, MAYBE (one word or none) or MANY (any number of words)."""

    __slots__ = ("choices", "name", "takes", "versions")

    def __init__(
        self,
        name: str,
        takes: str = ONE,
        choices: tuple[str, ...] = (),
        *,
        versions: tuple[int, ...] = (1, 2),
    ) -> None:
        self.name = name
        self.takes = takes
        self.choices = choices
        self.versions = versions


GLOBAL = (
    Option("--debug", FLAG),
    Option("--endpoint-url"),
    Option("--no-verify-ssl", FLAG),
    Option("--no-paginate", FLAG),
    Option("--output", ONE, ("json", "text", "table"), versions=(1,)),
    Option("--output", ONE, ("json", "text", "table", "yaml", "yaml-stream", "off"), versions=(2,)),
    Option("--query"),
    Option("--profile"),
    Option("--region"),
    Option("--color", ONE, ("on", "off", "auto")),
    Option("--no-sign-request", FLAG),
    Option("--ca-bundle"),
    Option("--cli-read-timeout"),
    Option("--cli-connect-timeout"),
    Option("--v2-debug", FLAG, versions=(1,)),
    Option("--cli-binary-format", ONE, ("base64", "raw-in-base64-out"), versions=(2,)),
    Option("--no-cli-pager", FLAG, versions=(2,)),
    Option("--cli-auto-prompt", FLAG, versions=(2,)),
    Option("--no-cli-auto-prompt", FLAG, versions=(2,)),
    Option("--cli-error-format", ONE, ("legacy", "json", "yaml", "text", "table", "enhanced"), versions=(2,)),
    Option("--version", FLAG),
)
INPUTS = INPUT_JSON, INPUT_YAML = "--cli-input-json", "--cli-input-yaml"
"""The options whose value is a whole request."""

SKELETON = "--generate-cli-skeleton"
OF_EVERY_OPERATION = (
    Option(INPUT_JSON),
    Option(INPUT_YAML, versions=(2,)),
    Option(SKELETON, MAYBE, ("input", "output"), versions=(1,)),
    Option(SKELETON, MAYBE, ("input", "output", "yaml-input"), versions=(2,)),
)


@functools.cache
def global_options(version: int) -> dict[str, Option]:
    """The options that may stand anywhere, by name."""
    return {option.name: option for option in GLOBAL if version in option.versions}


def operation_options(version: int, request: Shape) -> dict[str, Option]:
    """The operation's options by name: one a member, in model order, then those of all operations."""
    members = [
        Option(option_name(member), MANY if shape.kind == "list" else ONE) for member, shape in request.members.items()
    ]
    return {option.name: option for option in (*members, *OF_EVERY_OPERATION) if version in option.versions}


def option_name(member: str) -> str:
    """The option of a member of the request: JobName -> --job-name."""
    return "-" + "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in member)
