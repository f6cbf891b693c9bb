"""The jobs of a text as their environments have them: each with overlays, a name and assignments merged over it."""

from __future__ import annotations

import os
import re
from functools import cache

from ircompile.config.environments import STEM, Environment, filled, has_placeholder, stem
from ircompile.config.file import ConfigError, is_inside, setting_line
from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import counted, escaped, kind_of
from ircompile.manifest.detect import has_any_member
from ircompile.manifest.effects import Effects, Overlay
from ircompile.manifest.load import documents
from ircompile.manifest.manifest import Allowance, Manifest
from ircompile.manifest.merged import Merged
from ircompile.model.model import model_of
from ircompile.sources.files import HOST_ENDINGS, UnreadableFileError, read_bytes
from ircompile.sources.source import Source, decode
from ircompile.syntax.document import Document
from ircompile.syntax.tree import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ircompile.config.settings import Config
    from ircompile.findings.values import Path

    Jobs = list[tuple[Environment, list[Merged]]]
    """Jobs as their environments have them."""

NAME_MEMBER = "JobName"
"""The member with the name of a job."""


def jobs_in_environments(
    source: Source, manifests: list[Manifest], config: Config, overlays: Overlays | None = None
) -> Jobs:
    """Return the jobs of a text as their environments have them; nothing if they are in none, and are read alone.

    Where the command line sets values, jobs that are in no environment are in one without a name.

    Args:
        source: The text.
        manifests: The manifests in it.
        config: Its configuration.
        overlays: The overlays that were read before; read ones are added.

    Raises:
        ConfigError: An overlay can't be read.
    """
    overlays = overlays or Overlays(config)
    if any(manifest.is_call for manifest in manifests):
        return []
    return [
        (environment, [overlays.merged(manifest, environment) for manifest in manifests])
        for environment in environments_of(source, config)
    ]


def environments_of(source: Source, config: Config) -> list[Environment]:
    """Return the environments that have the jobs of a text, of those that the run is limited to."""
    if source.kind in HOST_ENDINGS:
        return []
    having = [it for it in config.environments.values() if it.includes(source.name)]
    if not having and config.assignments and not config.chosen:
        return [Environment("")]
    return [it for it in having if not config.chosen or it.name in config.chosen]


class Overlays:
    """The texts that are merged over the jobs of one configuration, each read once.

    Args:
        config: The configuration.
        texts: Texts that count instead of files, by their absolute paths.

    Attributes:
        files: The overlays by the names of their files; None for one that is missing.
        sources: All texts that were read, by name.
        effects: What the overlays did.
    """

    def __init__(self, config: Config, texts: Mapping[str, str] | None = None) -> None:
        self._config = config
        self._texts = texts or {}
        self._model = model_of(config)
        self._where = cache(config.where)
        self.files: dict[str, Manifest | None] = {}
        self._setting = cache(lambda path: setting_line(self._where(path), self.sources))
        self._applied: dict[tuple[str, str], list[Overlay]] = {}
        self._assigned: list[Manifest] | None = None
        self.sources: dict[str, Source] = {}
        self.effects = Effects()

    def merged(self, manifest: Manifest, environment: Environment) -> Merged:
        """Return a job as an environment has it."""
        overlays = [it for it in self._overlays(environment, stem(manifest.source.name)) if self.files[it.file]]
        layers = [manifest, *filter(None, (self.files[it.file] for it in overlays))]
        job = Merged([*layers, *self._upper_layers(layers, environment)], environment.name, region=environment.region)
        for number, overlay in enumerate(overlays, 1):
            if overlay not in self.effects.effective and (
                layers[number].document.findings or job.is_changed_by(number)
            ):
                self.effects.effective.add(overlay)
        self.effects.applied.update(overlays)
        return job

    def _overlays(self, environment: Environment, name: str) -> list[Overlay]:
        """Return the overlays of an environment over the jobs of a file, given by its stem, and read them."""
        key = environment.name, name if environment.depends_on_stem else ""
        if key not in self._applied:
            found = []
            for number, pattern in enumerate(environment.overlay):
                path: Path = ("environments", environment.name, "overlay", number)
                file = filled(pattern, {STEM: name})
                found.append(Overlay(self._where(path), environment.name, number, file, has_placeholder(pattern)))
                if file not in self.files:
                    self.files[file] = self._load(file, path, is_optional=has_placeholder(pattern))
            self._applied[key] = found
        return self._applied[key]

    def _upper_layers(self, layers: list[Manifest], environment: Environment) -> list[Manifest]:
        """Return the layers over the overlays: the name that the environment gives, and what the command line sets."""
        upper = []
        if environment.job_name and (named := self._named(layers, environment)):
            upper.append(named)
        if self._config.assignments:
            if self._assigned is None:
                from ircompile.manifest.assignments import read_assignments

                self._assigned = read_assignments(self._config.assignments, self._model)
                self.add_source(self._assigned[0].source)
            upper += self._assigned
        return upper

    def _named(self, layers: list[Manifest], environment: Environment) -> Manifest | None:
        """Return a layer with the name of a job in an environment; None if the name needs one that is missing."""
        having = (layer.value for layer in reversed(layers) if isinstance(layer.value, dict))
        name = next((value[NAME_MEMBER] for value in having if NAME_MEMBER in value), None)
        if not isinstance(name, str):
            if "{JobName}" in environment.job_name:
                return None
            name = ""
        values = {"JobName": name, STEM: stem(layers[0].source.name), "env": environment.name}
        request = {NAME_MEMBER: filled(environment.job_name, values)}
        source, (start, end) = self._setting(("environments", environment.name, "job-name"))
        item = Node(request[NAME_MEMBER], start, end)
        root = Node(request, start, end, items={NAME_MEMBER: item}, keys={NAME_MEMBER: (start, end)})
        return Manifest(source, Document(request, root, []), self._model)

    def add_source(self, source: Source) -> None:
        """Note a text that findings may be in."""
        self.sources[source.name] = source

    def put(self, overlay: Manifest) -> None:
        """Replace an overlay that was read."""
        self.files[overlay.source.name] = overlay
        self.add_source(overlay.source)

    def _load(self, file: str, place: Path, *, is_optional: bool) -> Manifest | None:
        """Return an overlay; None if it may be missing, and is."""
        text = self._texts.get(os.path.abspath(file)) if self._texts else None
        if text is None and is_optional and not os.path.lexists(file):
            return None
        where, line = self._where(place)
        if where and not is_inside(file, os.path.dirname(where), without="."):
            raise ConfigError(f"`overlay` is outside of the repository: {escaped(file)}", where, line)
        try:
            limit = self._config.limits.bytes
            data = read_bytes(file, limit) if text is None else text.encode("utf-8", "surrogatepass")
        except UnreadableFileError as error:
            raise ConfigError(f"the overlay {escaped(file)} can't be read: {error}", where, line) from None
        overlay = self.read(decode(file, data))
        self.add_source(overlay.source)
        return overlay

    def read(self, source: Source) -> Manifest:
        """Return an overlay as a manifest, whose value is a mapping."""
        found = documents(source, self._config, self._model)
        document = found[0] if found else Document({}, Node({}, 0, 0), [], is_complete=source.readable)
        if document.is_complete and not isinstance(document.value, dict):
            problem = (
                f"the overlay is {kind_of(document.value)}, but must be a mapping" if document.value is not None else ""
            )
            document = _replaced(document, problem)
        if len(found) > 1:
            document = _replaced(
                document, f"an overlay is one document, but there are {counted(len(found), 'document')}"
            )
        source.is_given = self._is_partial_job(source, document)
        return Manifest(source, document, self._model, Allowance(self._config.limits.shorthand))

    def _is_partial_job(self, source: Source, document: Document) -> bool:
        """Return whether a text has a member of a request; any other, such as a file of secrets, must not be quoted."""
        if document.is_complete:
            return isinstance(document.value, dict) and has_any_member(document.value, self._model)
        names = "|".join(self._model.request.members)
        return re.search(rf"^(?:{names}):|[\"'](?:{names})[\"']\s*:", source.text, re.MULTILINE) is not None


def _replaced(document: Document, problem: str) -> Document:
    """Return a document with an empty mapping instead of its value, and a finding on the reason if there is one."""
    findings = [*document.findings]
    if problem:
        findings.append(
            Finding("root-not-mapping", [Blame(())], message=problem, help="write the members that it changes")
        )
    return Document({}, document.root, findings)
