"""The jobs that `compile` writes, and the names of their files."""

from __future__ import annotations

import os
from dataclasses import dataclass

from ircompile.cli.exit import CliError
from ircompile.config.environments import PLACEHOLDER, filled, stem
from ircompile.config.file_names import DEFAULT, ENDING, JOB_NAME
from ircompile.emitting.json_body import canonical
from ircompile.findings.messages import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence
    from typing import Any

    from ircompile.config.environments import Environment
    from ircompile.config.settings import Config
    from ircompile.manifest.manifest import Manifest
    from ircompile.sources.source import Source


@dataclass(frozen=True, slots=True)
class Job:
    """A manifest to write.

    Attributes:
        name: The name of its source.
        manifest: The manifest.
        folder: The folder that its file goes to; "" if it is printed or goes to `-o FILE`.
        pattern: The pattern of the name of its file.
        region: The region that it is created in; "" if none is configured.
    """

    name: str
    manifest: Manifest
    folder: str
    pattern: str
    region: str

    @property
    def title(self) -> str:
        """The name of its source, and the environment that has it so."""
        environment = self.manifest.environment
        return f"{self.name} in `{environment}`" if environment else self.name

    def request(self) -> dict[str, Any]:
        """Return the canonical request.

        Raises:
            CliError: A part of the manifest can't be read.
        """
        if not self.manifest.is_request:
            what = "part of the manifest can't be read, and the rule that reports it is ignored"
            raise CliError(f"{self.title}: {what}")
        request: dict[str, Any] = canonical(self.manifest.value, self.manifest.model.request)
        return request

    def stem(self, request: dict[str, Any]) -> str:
        """Return the path of the file that takes the request, without its ending.

        The names of a job, of its file and of its environment must not lead out of the folder.

        Raises:
            CliError: There is no folder, or the job has no name that can be that of a file.
        """
        if not self.folder:
            raise CliError(f"{self.title}: no output folder; pass --out-dir DIR, or set `out-dir` in its configuration")
        wanted = PLACEHOLDER.findall(self.pattern)
        name, environment = request.get("JobName"), self.manifest.environment
        if "JobName" in wanted and not (isinstance(name, str) and JOB_NAME.fullmatch(name)):
            what = (
                f"is named {shown(name)}, which can't be a file name" if name else "has no `JobName` to name its file"
            )
            raise CliError(f"{self.title}: the job {what}; compile it alone, with -o FILE")
        if "env" in wanted and not environment:
            raise CliError(f"{self.title}: `file-name` has `{{env}}`, but the job is in no environment")
        values = {"JobName": str(name), "stem": stem(self.name), "env": environment}
        for value in map(values.__getitem__, wanted):
            if value in ("", ".", "..") or "/" in value or "\\" in value:
                raise CliError(f"{self.title}: {shown(value)} can't be part of a file name; use -o FILE")
        return os.path.join(self.folder, filled(self.pattern, values).removesuffix(ENDING))


def jobs_of(
    source: Source,
    merged: Sequence[tuple[Environment | None, Sequence[Manifest]]],
    config: Config,
    arguments: argparse.Namespace,
) -> Iterator[Job]:
    """Yield the jobs of a source as their environments have them, or, without an environment, as they are."""
    for environment, manifests in merged:
        own = environment.out_dir if environment else ""
        folder = "" if arguments.output else arguments.out_dir or own or config.out_dir
        region = (environment.region if environment else "") or config.region
        for manifest in manifests:
            yield Job(source.name, manifest, folder, config.file_name or DEFAULT, region)
