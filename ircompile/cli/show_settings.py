"""`--show-settings`: print the configuration that applies to files, with all its settings, as TOML."""

from __future__ import annotations

import json
import os
import re

from ircompile.cli import configuration, inputs, output
from ircompile.cli.exit import CliError
from ircompile.config.file_names import DEFAULT
from ircompile.config.settings import Limits
from ircompile.findings.messages import escaped, harmless_json
from ircompile.sources.files import STDIN_NAME
from ircompile.sources.globs import Glob, is_anchored
from ircompile.sources.repository import relative

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from typing import Any

    from ircompile.config.settings import Config

BARE = re.compile("[A-Za-z0-9_-]+")
"""Keys that TOML allows without quotes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument that asks for settings."""
    parser.add_argument(
        "--show-settings",
        action="store_true",
        help="print the settings that apply and the files that they come from, and exit",
    )


def settings_lines(arguments: argparse.Namespace) -> Iterator[str]:
    """Yield the settings that apply to the paths of the command line, configuration by configuration.

    Raises:
        CliError: A path does not exist.
    """
    configs = configuration.configs(arguments)
    paths: dict[Config, list[str]] = {}
    for path in arguments.paths:
        paths.setdefault(configs.of(_configured_path(path, arguments.stdin_filename)), []).append(path)
    for config, named in paths.items():
        yield f"# for {escaped(', '.join(named))}"
        files = ", which extends ".join(map(relative, config.files))
        yield f"# from {escaped(files) or 'no configuration file'}"
        yield from _settings(config, arguments)
        yield ""


def _configured_path(path: str, stdin: str | None) -> str:
    """Return a path in the form that `Configs.of` expects: a folder's with a slash at its end, a name for "-".

    Raises:
        CliError: The path does not exist.
    """
    if path == inputs.STDIN:
        return stdin or STDIN_NAME
    if not os.path.exists(path):
        raise CliError(f"{path}: no such file or directory")
    return os.path.join(path, "") if os.path.isdir(path) else path


def _settings(config: Config, arguments: argparse.Namespace) -> Iterator[str]:
    fail_on = output.fail_level(arguments, config)
    yield f"exclude = {_value((*config.exclude, *arguments.exclude))}"
    yield f"region = {_value(config.region)}"
    yield from _table("model", {"path": config.model, "extend-instance-types": config.extend_instance_types})
    yield from _table("hosts", {"include": config.hosts, "exclude": ()})
    lint = ("select", "ignore", "min-confidence", "require-reason", "baseline", "rules", "schemas")
    values = {key: getattr(config, key.replace("-", "_")) for key in lint}
    yield from _table("lint", {**values, "fail-on": fail_on})
    yield from _table("lint.severity", config.severity)
    yield from _table("lint.per-file-ignores", {_path(glob): names for glob, names in config.per_file_ignores.items()})
    yield from _table("quotas", config.quotas)
    file_name = config.file_name or DEFAULT
    compiled = {"out-dir": config.out_dir, "file-name": file_name, "exclude": config.compile_exclude}
    yield from _table("compile", compiled)
    for environment in config.environments.values():
        keys = ("overlay", "region", "job-name", "out-dir", "include")
        values = {key: getattr(environment, key.replace("-", "_")) for key in keys}
        yield from _table(f"environments.{_key(environment.name)}", values)
    yield from _table("limits", {name: getattr(config.limits, name) for name in Limits.__slots__})
    for entry in config.ignored:
        yield from _table("[ignore]", {name: value for name in entry.__slots__ if (value := getattr(entry, name))})


def _table(name: str, values: Any) -> Iterator[str]:
    yield ""
    yield f"[{name}]"
    for key, value in values.items():
        yield f"{_key(key)} = {_value(value)}"


def _key(name: str) -> str:
    """Return a key as TOML writes it."""
    return name if BARE.fullmatch(name) else _value(name)


def _value(value: Any) -> str:
    """Return a setting's value in TOML, which equals JSON for the types that settings have."""
    if isinstance(value, Glob):
        return _value(_path(value))
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    text = json.dumps(value, ensure_ascii=False)
    return harmless_json("".join(it if it.isprintable() else f"\\U{ord(it):08x}" for it in text))


def _path(glob: Glob) -> str:
    """Return a glob relative to the working directory; one of a name, which matches in any folder, unchanged."""
    if not glob.folder or not is_anchored(glob.pattern):
        return glob.pattern
    sign = "!" * glob.pattern.startswith("!")
    path = glob.pattern.removeprefix("!").removeprefix("./").removeprefix("/")
    folder = relative(glob.folder).replace(os.sep, "/")
    joined = path if folder == "." else f"{folder}/{path}"
    return sign + "/" * ("/" not in joined.rstrip("/")) + joined
