"""`ircompile explain FILE#/POINTER`: the value of a job as its environments have it, and which files it comes from."""

from __future__ import annotations

import json
import sys

from ircompile.cli import configuration, environments
from ircompile.cli.exit import CLEAN, CliError
from ircompile.findings.messages import LONGEST, cut, escaped, harmless, listed, shown
from ircompile.findings.suggestions import nearest
from ircompile.findings.values import Unknown, get, steps_of
from ircompile.linting.locate import hide_credentials
from ircompile.manifest.detect import has_any_member
from ircompile.manifest.environments import jobs_in_environments
from ircompile.manifest.load import decoded, read_recognized
from ircompile.manifest.merged import Merged
from ircompile.model.model import model_of
from ircompile.sources.files import UnreadableFileError, read_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import Any

    from ircompile.findings.masking import Mask
    from ircompile.findings.values import Path
    from ircompile.manifest.manifest import Manifest
    from ircompile.manifest.merge import Origin, Part
    from ircompile.model.shapes import Shape


def names_value(name: str) -> bool:
    """Return whether a name means a value in a file: FILE#, FILE#/POINTER."""
    file, mark, _ = name.rpartition("#")
    return bool(mark and file)


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    name, _, pointer = arguments.name.rpartition("#")
    if pointer and not pointer.startswith("/"):
        raise CliError(f"{shown(pointer)} is not a JSON Pointer: write {name}#/JobName, or {name}# for the whole job")
    config = configuration.configs(arguments).of(name)
    for environment in arguments.env or ():
        environments.check_is_known(environment, config.environments)
    if why := environments.refusal(name, config.environments.values()):
        raise CliError(f"{name}: {why}")
    try:
        source = decoded(name, read_bytes(name, config.limits.bytes), config.hosts)
    except UnreadableFileError as error:
        raise CliError(f"{name}: {error}") from None
    manifests = read_recognized(source, config, model_of(config), include_all=True)
    having = jobs_in_environments(source, manifests, config)
    if config.chosen and not having:
        raise CliError(f"{name}: it is in none of the environments of `--env`: {listed(config.chosen, 'or')}")
    jobs = [job for _, merged in having for job in merged] or [Merged([it]) for it in manifests]
    lines = [line for job in jobs for line in _described(job, pointer)]
    sys.stdout.write("".join(harmless(escaped(line)) + "\n" for line in lines))
    return CLEAN


def _described(job: Merged, pointer: str) -> Iterator[str]:
    """Yield the lines about a value of a job, the last one blank."""
    mask = hide_credentials(*job.layers)
    if not job.document.is_complete:
        unread = next(layer for layer in job.layers if not layer.document.is_complete)
        raise CliError(f"{unread.source.name}: it can't be read; `ircompile lint` says why")
    if isinstance(job.value, dict) and job.value and not has_any_member(job.value, job.model):
        raise CliError(f"{job.source.name}: this is not a manifest; `ircompile convert` makes manifests of other files")
    path = _path(pointer, job.value, job.model.request)
    found = job.origin(path)
    where = f" in `{job.environment}`" if job.environment else ""
    yield f"{job.source.name}#{pointer}{where}"
    if found.rest:
        yield "  is not set"
    else:
        first, *more = mask(_json(get(job.value, path), indent=2)).split("\n")
        yield f"  {first}"
        yield from (f"  {line}" for line in more)
        yield from _made(found, job, mask)
    yield from _replaced(found, job, mask)
    yield ""


def _made(found: Origin, job: Merged, mask: Mask) -> Iterator[str]:
    """Yield the lines that say which layers make a value."""
    if len(found.parts) == 1:
        yield f"  set by {_place(found.parts[0], job)}"
        return
    is_list = isinstance(found.parts[0].value, list)
    yield f"  merged by {_identity(found.shape)}:" if is_list else "  merged member by member:"
    for part in found.parts:
        yield f"    {_place(part, job)}: {mask(_json(part.value))}"


def _replaced(found: Origin, job: Merged, mask: Mask) -> Iterator[str]:
    """Yield the lines about what was replaced or removed."""
    if found.replaced and not found.rest and isinstance(found.parts[-1].value, list):
        yield f"  replaced as a whole: {_why(found.shape)}"
    for part in found.replaced:
        removes = part.is_patch and part.value is None
        done = "removed by" if removes else "before, set by" if found.rest else "instead of"
        yield f"  {done} {_place(part, job)}" + ("" if removes else f": {mask(_json(part.value))}")


def _why(shape: Shape | None) -> str:
    """Return why a list was replaced."""
    if shape and shape.element and shape.element.identity:
        return f"an element has no {_identity(shape)}, or two have the same"
    return "nothing tells the elements of this list from each other"


def _identity(shape: Shape | None) -> str:
    return listed(shape.element.identity, "or") if shape and shape.element else ""


def _place(part: Part, job: Merged) -> str:
    layer: Manifest = job.layers[part.layer]
    line, column = layer.source.location(layer.span(part.path)[0])
    return f"{layer.source.name}:{line}:{column}"


def _json(value: Any, indent: int | None = None) -> str:
    """Return a value as JSON, cut where it is not indented."""

    def default(it: Any) -> str:
        return "(unknown)" if isinstance(it, Unknown) else str(it)

    text = json.dumps(value, indent=indent, ensure_ascii=False, default=default)
    return text if indent else cut(text, LONGEST)


def _path(pointer: str, value: Any, shape: Shape) -> Path:
    """Return the path of a JSON Pointer in a request.

    Raises:
        CliError: A request has no such member.
    """
    path: list[str | int] = []
    here: Shape | None = shape
    for step in steps_of(pointer):
        is_index = isinstance(value, list) or (here is not None and here.element is not None)
        if is_index and not (step.isascii() and step.isdecimal()):
            raise CliError(f"{shown(step)} is not the index of an element: indexes begin with 0")
        key = int(step) if is_index else step
        has = (
            key in value if isinstance(value, dict) else is_index and isinstance(value, list) and int(key) < len(value)
        )
        value = value[key] if has else None
        below = here.element if here and is_index else here.members.get(step) if here else None
        if not has and here is not None and below is None:
            near = nearest(step, here.members)
            raise CliError(
                f"a request has no member {shown(step)} there" + (f", did you mean `{near}`?" if near else "")
            )
        path.append(key)
        here = below
    return tuple(path)
