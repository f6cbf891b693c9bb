"""The functions that run the steps, for programs; the package exports them."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.sources.source import Source


def lint(text: str | bytes, filename: str, *, config: Config | None = None) -> list[Diagnostic]:
    """Everything that is wrong with a text, of all severities, in the order of the text.

    Args:
        text: YAML or JSON; bytes are decoded as a file's would be.
        filename: What the text is called; it need not exist, and is not read. ".json" and ".yaml" or ".yml" say
            what the text is, else it is JSON where it begins with `{` or `[`.
        config: Settings; none are looked for.
    """
    from ircompile.config.settings import Config
    from ircompile.linting.linter import Linter
    from ircompile.manifest.load import read
    from ircompile.model.model import model_of

    settings = config or Config()
    source = _source(text, filename)
    return Linter(settings).lint(source, read(source, settings, model_of(settings)))


def compile(text: str | bytes, filename: str, *, config: Config | None = None) -> list[dict[str, Any]]:  # noqa: A001  the tool's own word
    """The canonical request of every manifest in a text: members in the model's order, shorthand expanded.

    Raises:
        InvalidManifest: Something in it is an error; the exception holds all diagnostics.
    """
    from ircompile.config.settings import Config
    from ircompile.emitting.json_body import canonical
    from ircompile.findings.diagnostic import InvalidManifest
    from ircompile.linting.linter import Linter
    from ircompile.manifest.load import read
    from ircompile.model.model import model_of

    settings = config or Config()
    source = _source(text, filename)
    manifests = read(source, settings, model_of(settings))
    diagnostics = Linter(settings, baseline=False).lint(source, manifests)
    if any(found.severity == "error" for found in diagnostics) or not all(found.is_request for found in manifests):
        raise InvalidManifest(diagnostics)
    return [canonical(manifest.value, manifest.model.request) for manifest in manifests]


def parse_command(
    argv: Sequence[str], *, cli_version: int = 1, directory: str = ".", config: Config | None = None
) -> dict[str, Any]:
    """Return the body of the request that a command line sends, its members in the order of the body.

    What depends on the machine (configured region, credentials, profiles) is assumed to be in order, and `--query` to
    be an expression.

    Args:
        argv: The words, as a shell would pass them; the first is "aws".
        cli_version: 1 or 2, the AWS CLI whose rules count.
        directory: Where relative paths begin; files outside of it are not read.
        config: Settings, of which the service model counts; none are looked for.

    Raises:
        CommandError: aws would refuse the command line, or would do something else than send this request.
    """
    from ircompile.config.settings import Config
    from ircompile.model.model import model_of
    from ircompile.syntax.command_line import read_command_line

    request = model_of(config or Config()).request
    return read_command_line(argv, request, cli_version=cli_version, directory=directory)


def _source(text: str | bytes, filename: str) -> Source:
    from ircompile.sources.source import decode, from_text

    if not isinstance(text, str | bytes):
        raise TypeError(f"a text is str or bytes, not {type(text).__name__}")
    name = os.fspath(filename)
    return decode(name, text) if isinstance(text, bytes) else from_text(name, text)
