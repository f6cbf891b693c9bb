"""The functions that run the steps, for programs; the package exports them."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.config import Config
    from ircompile.diagnostic import Diagnostic
    from ircompile.source import Source


def lint(text: str | bytes, filename: str, *, config: Config | None = None) -> list[Diagnostic]:
    """Everything that is wrong with a text, of all severities, in the order of the text.

    Args:
        text: YAML or JSON; bytes are decoded as a file's would be.
        filename: What the text is called; it need not exist, and is not read. ".json" and ".yaml" or ".yml" say
            what the text is, else it is JSON where it begins with `{` or `[`.
        config: Settings; none are looked for.
    """
    from ircompile.config import Config
    from ircompile.linting import Linter, read
    from ircompile.model.using import Using

    settings = config or Config()
    source = _source(text, filename)
    with Using(settings.model):
        return Linter(settings).lint(source, read(source, settings))


def compile(text: str | bytes, filename: str, *, config: Config | None = None) -> list[dict[str, Any]]:  # noqa: A001  the tool's own word
    """The canonical request of every manifest in a text: members in the model's order, shorthand expanded.

    Raises:
        InvalidManifest: Something in it is an error; the exception holds all diagnostics.
    """
    from ircompile.config import Config
    from ircompile.diagnostic import InvalidManifest
    from ircompile.emitting.json_body import canonical
    from ircompile.linting import Linter, read
    from ircompile.model.using import Using

    settings = config or Config()
    source = _source(text, filename)
    with Using(settings.model):
        manifests = read(source, settings)
        diagnostics = Linter(settings, baseline=False).lint(source, manifests)
        if any(found.severity == "error" for found in diagnostics) or not all(found.is_request for found in manifests):
            raise InvalidManifest(diagnostics)
        return [canonical(manifest.value) for manifest in manifests]


def _source(text: str | bytes, filename: str) -> Source:
    from ircompile.source import decode, from_text

    if not isinstance(text, str | bytes):
        raise TypeError(f"a text is str or bytes, not {type(text).__name__}")
    name = os.fspath(filename)
    return decode(name, text) if isinstance(text, bytes) else from_text(name, text)
