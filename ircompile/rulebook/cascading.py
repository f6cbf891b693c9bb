"""Which findings of rules are redundant where the shape check has reported something already.

Rules see a request in which the reported values are unknown, or replaced by what they clearly stand for.
"""

from __future__ import annotations

from ircompile.findings.values import UNKNOWN, get, put
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
    unknown, and so is the member that an unknown one probably stands for, and a member of the shipped model, which
    rules read, that the model of the job lacks.

    Args:
        job: The request.
        reported: The findings of the shape check, those of a value before those below it.
    """
    for finding in reversed(reported):  # the findings below a value before those on the value itself
        path = finding.blames[0].path
        if _makes_unknown(finding):
            job = put(job, path, UNKNOWN)
        elif finding.rule == "unknown-field":
            known = put(job, path, UNKNOWN) if _is_member(path) else job
            job = _with_unknown_member(known, finding.meant)
        elif finding.rule == "bad-length" and len(get(job, path)) > MAX_ELEMENTS:
            job = put(job, path, unknown_like(get(job, path)))
        elif finding.rule == "not-allowed-value" and (replacement := _safe_replacement(finding)):
            job = put(job, path, replacement)
    return job


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


def unknown_like(value: Any) -> Any:
    """Return an unknown value; for a list, a list with one unknown element, since rules may ask whether it is empty."""
    return [UNKNOWN] if isinstance(value, list) else UNKNOWN


def _safe_replacement(finding: Finding) -> Any:
    return next((change.new for change in finding.changes if change.safe), None)


def _is_member(path: Path) -> bool:
    """Return whether the shipped model has a member at a path."""
    shape: Shape | None = SHIPPED.request
    for step in path:
        if shape:
            shape = shape.element if isinstance(step, int) else shape.members.get(step)
    return shape is not None


def _with_unknown_member(job: dict[str, Any], path: Path) -> dict[str, Any]:
    """Return the request with an unknown value at the first step of a path that is absent."""
    below: Any = job
    for number, step in enumerate(path, 1):
        if not isinstance(below, dict):
            break
        if step not in below:
            changed: dict[str, Any] = put(job, path[:number], UNKNOWN)
            return changed
        below = below[step]
    return job


def _makes_unknown(finding: Finding) -> bool:
    """Return whether rules can't rely on the value: its type or range is wrong, or YAML readers differ on it.

    A number beyond a bound that only the documentation states is a number that rules can rely on.
    """
    if finding.rule in WRONG_TYPE_RULES:
        return True
    if finding.rule == "out-of-range":
        return finding.confidence == "model"
    return finding.severity != "warning" and finding.rule in ("skeleton-residue", "yaml-ambiguous-scalar")
