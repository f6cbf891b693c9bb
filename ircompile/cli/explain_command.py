"""`ircompile explain`: describe a rule, a topic, a field of the request, or where a value of a job comes from."""

from __future__ import annotations

import re
import sys

from ircompile.cli import configuration, environments, explain_value, limits
from ircompile.cli.exit import CLEAN, CliError
from ircompile.findings.messages import LONGEST, cut, escaped, harmless
from ircompile.findings.suggestions import nearest
from ircompile.findings.values import steps_of
from ircompile.reporting.field_text import field_text
from ircompile.reporting.style import style_of
from ircompile.reporting.wrap import row

TYPE_CHECKING = False
if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from ircompile.model.shapes import Shape
    from ircompile.reporting.style import Style
    from ircompile.rulebook.rule import Rule

NAMES = (
    "a rule, a topic or a field, such as JobDurationInSeconds, Tags.Key, /InputConfig/TrafficPattern/Phases; "
    "or a value of a job, such as jobs/churn.yaml#/RoleArn, to know where it comes from; with --failure, a manifest"
)
INDEX = re.compile(r"\[[^\]]*\]")
"""What stands for an element of a list in a path."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    configuration.add_config_arguments(parser)
    parser.add_argument("name", nargs="?", metavar="RULE|TOPIC|FIELD|FILE#/POINTER", help=NAMES)
    environments.add_env_argument(parser)
    limits.add_argument(parser)
    parser.add_argument(
        "--failure",
        metavar="TEXT|FILE|-",
        help="explain what AWS said, or a failed job as `describe` prints it, and what of it the manifest shows",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the command and return its exit code."""
    if arguments.failure is not None:
        from ircompile.cli import explain_failure

        return explain_failure.run(arguments)
    if arguments.name and explain_value.names_value(arguments.name):
        return explain_value.run(arguments)
    if arguments.env:
        raise CliError("--env needs a value of a job: name it as FILE#/POINTER, such as jobs/churn.yaml#/RoleArn")
    if arguments.name is None:
        raise CliError("name a rule, a topic, a field or a value in a file, or pass --failure TEXT")
    name: str = arguments.name
    rules = configuration.rules(arguments)
    style = style_of(sys.stdout, "auto")
    if name in rules:
        sys.stdout.write(_page(rules[name], style))
        return CLEAN
    in_topic = [rule for rule in rules.values() if rule.topic == name]
    model = configuration.model(arguments)
    fields = [shape for shape in model.request.walk() if shape.path and _is_called(shape, name)]
    if not (in_topic or fields):
        known = [*rules, *(rule.topic for rule in rules.values()), *(it.name for it in model.request.walk() if it.path)]
        near = nearest(re.split(r"[./]", name)[-1], known)
        hint = f", did you mean `{near}`?" if near else "; `ircompile rules` lists rules and topics"
        raise CliError(f"unknown rule, topic or field {cut(name, LONGEST)}{hint}")
    parts = [_topic(in_topic, style)] if in_topic else []
    parts += [field_text(shape, rules.values(), model.snapshot, style) for shape in fields]
    sys.stdout.write("\n".join(harmless(style.encodable(line)) for part in parts for line in part))
    return CLEAN


def _page(rule: Rule, style: Style) -> str:
    """Return the page about a rule: for a terminal without markup, for files and programs in Markdown."""
    if sys.stdout.isatty():
        from ircompile.reporting.rule_text import rule_text

        return rule_text(rule, style)
    from ircompile.reporting.rule_page import rule_page

    return rule_page(rule)


def _is_called(shape: Shape, name: str) -> bool:
    """Return whether a name means a shape: a JSON Pointer, a path, or the end of a path, with or without indexes."""
    path = _dotted(name) if name.startswith("/") else name
    if path.endswith("]") != shape.path.endswith("]"):  # an element, and not its list
        return False
    wanted, own = (INDEX.sub("", it) for it in (path, shape.path))
    return own == wanted or (path is name and own.endswith(f".{wanted}"))


def _dotted(pointer: str) -> str:
    """Return the path of a JSON Pointer, in which indexes are in brackets."""
    steps = steps_of(pointer)
    return "".join(f"[{step}]" if step.isdigit() or step in ("-", "*") else f".{step}" for step in steps)[1:]


def _topic(rules: list[Rule], style: Style) -> Iterator[str]:
    """Yield the lines that list the rules of a topic."""
    widths = [max(len(rule.id) for rule in rules), max(len(rule.severity) for rule in rules)]
    for rule in rules:
        cells = [(rule.id, style.paint(rule.id, "strong")), (rule.severity, style.paint(rule.severity, rule.severity))]
        yield from row(cells, widths, escaped(rule.summary), style.columns)
    yield ""
