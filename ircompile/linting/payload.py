"""`payload-archive`: findings about local archives of sample payloads."""

from __future__ import annotations

import os
from itertools import islice

from ircompile.findings.finding import Blame, Finding
from ircompile.linting.locate import selected_diagnostics
from ircompile.sources.files import UnreadableFileError
from ircompile.sources.payload import payload_problems
from ircompile.sources.source import from_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.config.settings import Config
    from ircompile.findings.diagnostic import Diagnostic

RULE = "payload-archive"


def lint_payload(file: str, config: Config) -> list[Diagnostic]:
    """Return the diagnostics of a local archive, which all point at its beginning.

    Args:
        file: The path of the archive.
        config: The settings.

    Raises:
        UnreadableFileError: It can't be read.
    """
    if os.path.exists(file) and not os.path.isfile(file):
        raise UnreadableFileError("it is not a regular file")
    try:
        with open(file, "rb") as stream:
            found = list(islice(payload_problems(stream), config.limits.findings))
    except OSError as error:
        raise UnreadableFileError(error.strerror or str(error)) from None
    findings = [
        Finding(RULE, [Blame(())], message=message, help=advice, severity="error" if is_fatal else "warning",
                confidence=None if is_fatal else "inferred")
        for message, advice, is_fatal in found
    ]  # fmt: skip
    return selected_diagnostics(findings, from_text(file, ""), config)
