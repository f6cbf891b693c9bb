"""The arguments that choose a configuration, and what they choose."""

from __future__ import annotations

from ircompile.cli.exit import CliError
from ircompile.config.discovery import EXTENDED, SELECTION, Configs
from ircompile.config.settings import HOSTS
from ircompile.findings.messages import shown
from ircompile.model.model import SHIPPED, model_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from typing import Any

    from ircompile.model.model import Model
    from ircompile.rulebook.rule import Rule


def add_baseline_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument of the commands that use a baseline."""
    parser.add_argument("--baseline", metavar="FILE", help="a file of known findings, which are not reported")


def add_selection_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that select rules."""
    select = "rules, topics or ALL to report, separated by commas, instead of the configured ones"
    parser.add_argument("--select", action="append", metavar="RULE", help=select)
    ignore = "rules and topics not to report, in addition to the configured ones"
    parser.add_argument("--ignore", action="append", metavar="RULE", help=ignore)


def add_config_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of every command that checks manifests by a configuration."""
    parser.add_argument("--rules", action="append", metavar="DIR", help="a folder with your own rules")
    add_model_arguments(parser)


def add_model_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of every command that looks for a configuration."""
    parser.add_argument(
        "--model", metavar="FILE", help="your own service-2.json, instead of the built-in service model"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--config", metavar="FILE", help="use this configuration for all files, instead of the nearest one"
    )
    which.add_argument("--isolated", action="store_true", help="ignore configuration files")


def add_hosts_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument of the commands that find jobs in files of other languages."""
    which = f"other languages in whose files to look for jobs: all (the default), none, or some of {','.join(HOSTS)}"
    parser.add_argument("--hosts", metavar="KIND,...", help=which)


def _hosts(given: str) -> list[str]:
    """Return the kinds of files that `--hosts` names.

    Raises:
        CliError: There is no such kind.
    """
    groups = {"all": [*HOSTS], "none": []}
    named = groups[given] if given in groups else [it.strip() for it in given.split(",")]
    if wrong := next((it for it in named if it not in HOSTS), None):
        raise CliError(f"--hosts: {shown(wrong)} is none of all, none, {', '.join(HOSTS)}")
    return named


def add_region_argument(parser: argparse.ArgumentParser) -> None:
    """Add the argument of the commands that read jobs."""
    parser.add_argument("--region", metavar="NAME", help="the AWS region of the jobs, instead of the configured one")


def add_input_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of every command that reads manifests."""
    from ircompile.cli import limits

    help_ = "files, folders, or - for standard input (default: the working directory)"
    parser.add_argument("paths", nargs="*", metavar="PATH", default=["."], help=help_)
    parser.add_argument("--stdin-filename", metavar="NAME", help="the name of standard input in reports")
    help_ = "skip files that are not manifests, even if they are named"
    parser.add_argument("--only-manifests", action="store_true", help=help_)
    parser.add_argument("-v", "--verbose", action="store_true", help="print which files and configurations are read")
    help_ = "skip files and folders that match this pattern, as in a .gitignore"
    parser.add_argument("--exclude", action="append", default=[], metavar="GLOB", help=help_)
    add_config_arguments(parser)
    add_region_argument(parser)
    limits.add_argument(parser)


def configs(arguments: argparse.Namespace) -> Configs:
    """Return the configurations of the run, overridden by the arguments.

    Raises:
        CliError: An argument names a region that does not exist.
    """
    over: dict[str, Any] = {"lint": {}}
    if "limit" in arguments and arguments.limit:
        from ircompile.cli.limits import raised

        over["limits"] = raised(arguments)
    if "rules" in arguments and arguments.rules:
        over["lint"]["rules"] = arguments.rules
    if arguments.model:
        over["model"] = {"path": arguments.model}
    if "baseline" in arguments and arguments.baseline:
        over["lint"]["baseline"] = arguments.baseline
    if "region" in arguments and arguments.region:
        if error := SHIPPED.instances.region_error(arguments.region):
            raise CliError(f"--region: {error}")
        over["region"] = arguments.region
    given = {"chosen": getattr(arguments, "env", None), "assignments": getattr(arguments, "assignments", None)}
    over |= {key: values for key, values in given.items() if values}
    if "hosts" not in arguments:
        over["hosts"] = {"include": []}
    elif arguments.hosts:
        over["hosts"] = {"include": _hosts(arguments.hosts), "exclude": []}
    if "select" in arguments and (arguments.select or arguments.ignore):
        over["lint"] |= _selection(arguments)
    return Configs(arguments.config, isolated=arguments.isolated, over=over)


def _selection(arguments: argparse.Namespace) -> dict[str, list[str]]:
    """Return the settings that `--select` and `--ignore` make, whose values are names separated by commas.

    Raises:
        CliError: A value names nothing.
    """
    given: dict[str, list[str]] = {}
    for option in SELECTION:
        values = getattr(arguments, option) or ()
        given[option] = [name for value in values for part in value.split(",") if (name := part.strip())]
        if values and not given[option]:
            raise CliError(f"--{option} is empty; write --{option} RULE,RULE or --{option} TOPIC")
    return given if arguments.select else {EXTENDED: given["ignore"]}


def rules(arguments: argparse.Namespace) -> dict[str, Rule]:
    """Return the rules that apply in the working directory, by id."""
    from ircompile.rulebook.book import with_rules

    config = configs(arguments).of("")
    return with_rules(config.rules, model_of(config))


def model(arguments: argparse.Namespace) -> Model:
    """Return the model that applies in the working directory."""
    return model_of(configs(arguments).of(""))
