"""A text as it was read for the features: its source and its manifests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ircompile.config.settings import SEVERITIES
from ircompile.manifest.load import decoded, read_recognized
from ircompile.sources.files import ANCHOR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.editing.settings import Settings
    from ircompile.findings.diagnostic import Diagnostic
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source


@dataclass(frozen=True, eq=False)
class Reading:
    """A text and the manifests in it.

    Attributes:
        source: The text without byte order marks; locations of findings are in it.
        manifests: The documents that look like jobs, or all of an overlay; [] if the text is not read here.
        before: The number of characters of the text before those of the source: its byte order marks.
    """

    source: Source
    manifests: list[Manifest]
    before: int


@lru_cache(maxsize=2)
def read(text: str, settings: Settings) -> Reading:
    """Return what is in a text, as `lint` reads the file from a folder.

    The last readings are kept, since editors ask several questions about a text before it changes.

    Raises:
        UnreadableFileError: The configuration leaves out files of this kind.
        UserError: The configured model can't be used.
    """
    return read_once(text, settings)


def read_once(text: str, settings: Settings) -> Reading:
    """Return what is in a text about which nothing else will be asked, as `read` does."""
    data = text.encode("utf-8", "surrogatepass")
    source = decoded(settings.name, data, settings.config.hosts)
    is_plain = source.readable and source.kind in ("yaml", "json")
    if is_plain and not (settings.is_overlay or may_hold_job(source.text)):
        return Reading(source, [], len(source.mark.decode()))
    manifests = read_recognized(source, settings.config, settings.model, include_all=settings.is_overlay)
    return Reading(source, manifests, len(source.mark.decode()) if source.mark else 0)


def may_hold_job(text: str) -> bool:
    """Return whether a text of YAML or JSON may hold a job: one without these words does not, and is not read at all.

    A job has its name or its type, in any spelling, or is a call or a command that names the operation.
    """
    joined = text.lower().replace("_", "").replace("-", "")
    is_job = "jobname" in joined or "jobtype" in joined
    return is_job or ANCHOR.decode() in text or "\\" in text  # a key may have escapes


def lint(reading: Reading, settings: Settings) -> list[Diagnostic]:
    """Return the findings in a text that was read, at least as severe as those that are shown.

    Raises:
        UserError: The configuration, or a file that it names, can't be used.
    """
    linter = settings.linter
    settings.names.clear()
    linter.overlays = settings.overlays()
    least = SEVERITIES.index(settings.floor)
    return [it for it in linter.lint(reading.source, reading.manifests) if it.severity.rank <= least]
