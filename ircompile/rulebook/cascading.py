"""Which findings of rules are redundant where the shape check has reported something already.

Rules see a request in which the reported values are unknown, or replaced by what they clearly stand for.
"""

from __future__ import annotations

from ircompile.findings.values import UNKNOWN, found, get, put
from ircompile.model.model import SHIPPED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any, Final

    from ircompile.findings.finding import Finding
    from ircompile.findings.values import Path
    from ircompile.model.shapes import Shape

WRONG_TYPE_RULES: Final = frozenset({"wrong-type", "null-value", "bool-for-integer", "shorthand-unquoted-value"})
"""Rules whose findings say that a value is not of its member's type."""
MAX_ELEMENTS: Final = 100
"""The most elements of a list of wrong length that other rules still look at."""


def request_for_rules(job: dict[str, Any], reported: Sequence[Finding]) -> Any:
    """Return a copy of a request for rules to look at.

    A value with a safe replacement, such as one in the wrong case, is replaced. A value that rules can't rely on is
    unknown, and so is a member that a misspelt one stands for, and a member of the shipped model, which rules read,
    that the model of the job lacks.

    Args:
        job: The request.
        reported: The findings of the shape check, those of a value before those below it.
    """
    for finding in reversed(reported):  # the findings below a value before those on the value itself
        path = finding.blames[0].path
        if _makes_unknown(finding) or (finding.rule == "unknown-field" and _is_member(path)):
            job = put(job, path, UNKNOWN)
        elif finding.rule == "bad-length" and _is_long(get(job, path)):
            job = put(job, path, unknown_like(get(job, path)))
        elif finding.rule == "not-allowed-value" and (replacement := _safe_replacement(finding)):
            job = put(job, path, replacement)
    for meant in _misspelt(reported):
        job = _with_unknown_member(job, meant)
    return job


def one_for_each_typo(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Return the findings except those that a misspelt key explains: that the member is missing, or not in a schema."""
    unknown = {finding.blames[0].path for finding in findings if finding.rule == "unknown-field"}
    if not unknown:
        return findings
    misspelt = _misspelt(findings)
    return [
        finding
        for finding in findings
        if finding.rule == "unknown-field"
        or not (
            misspelt.intersection(_spellings(finding.meant))
            or (finding.rule == "schema-violation" and finding.blames[0].path in unknown)
        )
    ]


def already_reported(reported: Iterable[Finding]) -> dict[Path, Finding]:
    """Return the findings, by path, beside which others on the same path may be redundant.

    Missing members are left out, and so are values with a safe replacement, which rules look at instead.
    """
    return {
        finding.blames[0].path: finding
        for finding in reported
        if finding.rule != "missing-field" and not (finding.rule == "not-allowed-value" and _safe_replacement(finding))
    }


def makes_redundant(finding: Finding, value: Any) -> bool:
    """Return whether a finding makes every other one on its value redundant: the value is empty or can't be used."""
    return not value or (_makes_unknown(finding) and finding.rule != "out-of-range")


def is_only_meant(job: dict[str, Any], given: dict[str, Any], path: Path) -> bool:
    """Return whether rules see a member in a request only because a misspelt one may stand for it.

    Args:
        job: The request as rules see it.
        given: The request as it was given.
        path: The path of the member, on which the shape check reports nothing.
    """
    return found(job, path) is UNKNOWN and found(given, path) is None


def unknown_like(value: Any) -> Any:
    """Return an unknown value; for a list, a list with one unknown element, since rules may ask whether it is empty."""
    return [UNKNOWN] if isinstance(value, list) else UNKNOWN


def _is_long(value: Any) -> bool:
    return isinstance(value, (str, list)) and len(value) > MAX_ELEMENTS


def _safe_replacement(finding: Finding) -> Any:
    return next((change.new for change in finding.changes if change.safe), None)


def _is_member(path: Path) -> bool:
    """Return whether the shipped model has a member at a path."""
    shape: Shape | None = SHIPPED.request
    for step in path:
        if shape:
            shape = shape.element if isinstance(step, int) else shape.members.get(step)
    return shape is not None


def _misspelt(reported: Iterable[Finding]) -> set[Path]:
    """Return the paths of the members that unknown ones stand for."""
    return {finding.meant for finding in reported if finding.rule == "unknown-field" and finding.meant}


def _spellings(path: Path) -> tuple[Path, Path]:
    """Return a path, and the same one with "*" for its indexes."""
    return path, tuple("*" if isinstance(step, int) else step for step in path)


def _with_unknown_member(value: Any, path: Path) -> Any:
    """Return a value with an unknown one at the first step of a path that is absent; "*" is every element of a list."""
    if not path:
        return value
    step, *rest = path
    below = tuple(rest)
    if isinstance(value, dict):
        return {**value, step: _with_unknown_member(value[step], below) if step in value else UNKNOWN}
    if not isinstance(value, list):
        return value
    return [_with_unknown_member(item, below) if step in ("*", index) else item for index, item in enumerate(value)]


def _makes_unknown(finding: Finding) -> bool:
    """Return whether rules can't rely on the value: its type or range is wrong, or YAML readers differ on it.

    A number beyond a bound that only the documentation states is a number that rules can rely on.
    """
    if finding.rule in WRONG_TYPE_RULES:
        return True
    if finding.rule == "out-of-range":
        return finding.confidence == "model"
    return finding.severity != "warning" and finding.rule in ("skeleton-residue", "yaml-ambiguous-scalar")
