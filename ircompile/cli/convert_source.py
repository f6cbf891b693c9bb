"""The input of `convert`: an argument, a command, a file or a place in one, or standard input."""

from __future__ import annotations

import os
import re
import shlex

from ircompile.cli import configuration, convert_choice, limits
from ircompile.cli.exit import CliError
from ircompile.config.settings import Config, Limits
from ircompile.manifest.convert_input import input_kind
from ircompile.manifest.load import NO_JOB, decoded
from ircompile.sources.destination import destination
from ircompile.sources.files import HOST_ENDINGS, UnreadableFileError, host_kind, read_bytes, read_stdin
from ircompile.sources.source import decode, from_text
from ircompile.syntax.command_line.options import option_name
from ircompile.syntax.shorthand.errors import FILE_NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse

    from ircompile.cli.convert_choice import Place
    from ircompile.sources.source import Source


def config_of(arguments: argparse.Namespace) -> Config:
    """Return the bounds that the arguments set, with the model of the configuration near what is converted."""
    names = (convert_choice.parse(word)[0] for word in arguments.input[:1])
    name = next((name for name in names if os.path.exists(name)), "")
    found = configuration.configs(arguments).of(name)
    return Config(
        limits=Limits(**limits.raised(arguments)),
        model=found.model,
        extend_instance_types=found.extend_instance_types,
        region=found.region,
        environments=found.environments if arguments.env else {},
        chosen=tuple(arguments.env or ()),
        where=found.where,
    )


def source_of(arguments: argparse.Namespace, member: str, config: Config) -> tuple[Source, Place | None, bool]:
    """Return the text to convert, the place in it that is meant, and whether the text was given as an argument.

    Raises:
        CliError: There is nothing to convert, too much, or it can't be read.
    """
    words = arguments.input
    if not words:
        raise CliError("nothing to convert: pass a text, a file, - or `-- aws …`")
    if words[0] == "aws":
        return from_text("<command>", shlex.join(words), "command"), None, True
    if len(words) > 1:
        raise CliError(
            f"only one text can be converted at a time, and {words[1]!r} is a second one; quote the whole text"
        )
    word, place = convert_choice.parse(words[0])
    is_argument = False
    try:
        if word == "-":
            source = decode("<stdin>", read_stdin(config.limits.bytes), input_kind)
        elif os.path.exists(word):
            source = _file(word, config)
        elif FILE_NAME.match(word) or _is_missing_host(word):
            raise CliError(f"{word}: no such file")
        else:
            source = from_text(option_name(member) if member else "<text>", word, input_kind)
            is_argument = True
    except UnreadableFileError as error:
        raise CliError(f"{word}: {error}") from None
    source.is_given = is_argument or not _leads_elsewhere(word)
    if not source.text.strip() and source.readable and not (member and is_argument):
        if source.kind in HOST_ENDINGS:
            raise CliError(f"{source.name}: {NO_JOB}")
        raise CliError(f"nothing to convert: {'the text' if is_argument else source.name} is empty")
    return source, place, is_argument


def _file(name: str, config: Config) -> Source:
    """Return the text of a file."""
    data = read_bytes(name, config.limits.bytes, pipes=True)
    source = decoded(name, data, config.hosts)
    return source if source.kind in HOST_ENDINGS else decode(name, data, input_kind)


def _is_missing_host(word: str) -> bool:
    """Return whether a text is the name of a file of another language, perhaps with a place in it, that is missing."""
    return any(host_kind(name) and not re.search(r"[\s=]", name) for name in (word, convert_choice.file_of(word)))


def _leads_elsewhere(name: str) -> bool:
    """Return whether a file is reached through a link out of the repository, and so may be any file of the machine."""
    try:
        destination(name)
    except OSError:
        return True
    return False
