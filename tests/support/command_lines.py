"""Generated command lines to compare with the real CLI: valid ones, and ones damaged in subtle places."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

from command_line_parts import (
    BAD,
    BAD_GLOBAL,
    BAD_TAGS,
    DASHES,
    FILES,
    GLOBAL,
    GOOD,
    OPTIONAL,
    REQUIRED,
    ROLE,
    STRAYS,
    TAG_WORDS,
)

from ircompile.api import parse_command
from ircompile.syntax.command_line import CommandError

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random
    from typing import Any

COMMAND = ["sagemaker", "create-inference-recommendations-job"]
NAMED = ["aws", *COMMAND, "--job-name", "job", "--job-type", "Default", "--role-arn", ROLE]
WHOLE = [*NAMED, "--input-config", "ModelName=m"]
BODY = {"JobName": "job", "JobType": "Default", "RoleArn": ROLE, "InputConfig": {"ModelName": "m"}}
"""The body that WHOLE sends."""

REQUIRED_OPTIONS = "missing required options: --job-name, --job-type, --role-arn, --input-config"
HELP = "help prints a help page and sends no request"
SKELETON = "--generate-cli-skeleton prints an example and sends no request"
NOT_SENT = "the request would not be sent: "
ODD_CHARACTERS = ",=[]{}\"'\\ @:#/\n\t\u00a0\u2003😀a1-"


def argv(text: str) -> list[str]:
    """Return the words of a command line, split as by a shell; AWS, NAMED and WHOLE abbreviate its beginning."""
    first, *rest = shlex.split(text)
    return [*{"AWS": ["aws", *COMMAND], "NAMED": NAMED, "WHOLE": WHOLE}.get(first, [first]), *rest]


def outcome(words: list[str], folder: Path | str = ".", version: int = 1) -> dict[str, Any] | CommandError:
    """Return the body that a command line sends, or the error by which it is refused."""
    try:
        return parse_command(words, cli_version=version, directory=str(folder))
    except CommandError as error:
        return error


def refusal(words: list[str], folder: Path | str = ".", version: int = 1) -> tuple[str, str, str]:
    """Return the kind of an error, the word that it is about ("" for a missing one) and its message."""
    error = outcome(words, folder, version)
    assert isinstance(error, CommandError), words
    return error.kind, [*words, ""][error.index], str(error)


def write_files(directory: Path) -> None:
    """Write the files that the command lines name."""
    for name, content in FILES.items():
        path = directory / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def command_line(random: Random) -> list[str]:
    """Return a command line; about half of them are valid."""
    trouble = random.choice([0.0, 0.0, 0.0, 0.04, 0.15])
    parts = [_option(random, name, trouble) for name in REQUIRED if random.random() >= trouble / 3]
    parts += [_option(random, name, trouble) for name in OPTIONAL if random.random() < 0.25]
    if random.random() < 0.4:
        parts.append(_tags(random, trouble))
    if random.random() < 0.2:
        parts.append(_option(random, "--cli-input-json", trouble))
        if random.random() < 0.7:
            del parts[random.randrange(len(parts) - 1)]
    parts += [random.choice(GLOBAL) for _ in range(random.choice([0, 0, 1, 2]))]
    for pool in (BAD_GLOBAL, STRAYS):
        if random.random() < trouble:
            parts.append(random.choice(pool))
    if random.random() < trouble:
        parts.append(random.choice(parts))
    random.shuffle(parts)
    if random.random() < trouble / 2 and sys.version_info < (3, 12):
        parts.insert(random.randint(len(parts) // 2, len(parts)), random.choice(DASHES))
    return ["aws", *_around_the_command(random, parts, trouble)]


def _around_the_command(random: Random, parts: list[list[str]], trouble: float) -> list[str]:
    """Return the words of the parts, some before the two of the command; sometimes one is dropped or repeated."""
    before = [part for part in parts if len(part) == 1 and "=" in part[0] and random.random() < 0.3]
    after = [part for part in parts if part not in before]
    command = list(COMMAND)
    if random.random() < trouble / 4:
        command[random.randrange(2)] = random.choice(["sage", "SageMaker", "", "help", "-x"])
    between = after[:1] if after[:1] in [[part] for part in GLOBAL] or random.random() < trouble else []
    parts = [*before, command[:1], *between, command[1:], *after[len(between) :]]
    words = [word for part in parts for word in part]
    if words and random.random() < trouble / 2:
        at = random.randrange(len(words))
        words[at : at + 1] = random.choice([[], [words[at]] * 2])
    return words


def _option(random: Random, name: str, trouble: float) -> list[str]:
    """Return an option and its value, sometimes abbreviated or joined by "="."""
    pool = BAD if random.random() < trouble else GOOD
    value = random.choice(pool[name])
    if random.random() < trouble:
        value = _damaged(random, value)
    if random.random() < 0.15:
        name = name[: random.randint(len(name) - 3 if random.random() >= trouble else 3, len(name))]
    return [f"{name}={value}"] if random.random() < 0.3 else [name, value]


def _tags(random: Random, trouble: float) -> list[str]:
    words = random.choice(BAD_TAGS if random.random() < trouble else TAG_WORDS)
    if words and random.random() < trouble:
        words = [*words[:-1], _damaged(random, words[-1])]
    if len(words) == 1 and random.random() < 0.3:
        return [f"--tags={words[0]}"]
    return [random.choice(["--tags", "--tag", "--t"]), *words]


def _damaged(random: Random, value: str) -> str:
    """Return a value with one or two characters dropped, repeated or inserted."""
    for _ in range(random.choice([1, 1, 2])):
        at = random.randint(0, len(value))
        value = random.choice(
            [
                value[:at] + value[at + 1 :],
                value[:at] + random.choice(ODD_CHARACTERS) + value[at:],
                value[:at] + value[max(0, at - 1) : at] + value[at:],
                value[:at],
            ]
        )
    return value
