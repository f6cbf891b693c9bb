"""What rules take a request for after the shape check, and what they may still say of a value with a fault.

What is faulty is unknown to them, so that nobody speaks of it again; what is plainly meant is read as that.
"""

from __future__ import annotations

from ircompile.findings.values import UNKNOWN, get, put

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from ircompile.findings.finding import Finding
    from ircompile.findings.values import Path

TYPE_FAULTS = frozenset({"wrong-type", "null-value", "bool-for-integer", "shorthand-unquoted-value"})
"""Faults after which a value can't be reasoned with."""
MANY = 100
"""Elements of a list that is too long anyway, beyond which rules do not look at them."""


def meant(job: dict[str, Any], faults: Sequence[Finding]) -> Any:
    """The request that rules reason with.

    Words in another case than the proper one are read as that; a member that is probably meant by an unknown one is
    there, though nobody knows its value.
    """
    for fault in reversed(faults):  # what is below a value comes after it, and before it here
        path = fault.blames[0].path
        if _is_unknown(fault):
            job = put(job, path, UNKNOWN)
        elif fault.rule == "bad-length" and len(get(job, path)) > MANY:
            job = put(job, path, unknown(get(job, path)))
        elif fault.rule == "not-allowed-value" and (plain := _plain(fault)):
            job = put(job, path, plain)
        elif fault.meant:
            job = _with(job, fault.meant)
    return job


def already_reported(faults: Iterable[Finding]) -> dict[Path, Finding]:
    """The faults by the places on which nobody need repeat them: where something is, and what it means is not plain."""
    return {
        fault.blames[0].path: fault
        for fault in faults
        if fault.rule != "missing-field" and not (fault.rule == "not-allowed-value" and _plain(fault))
    }


def makes_redundant(fault: Finding, value: Any) -> bool:
    """Whether a fault says of a value all that there is to say: it is of no use, or was not put there by anybody."""
    return not value or (_is_unknown(fault) and fault.rule != "out-of-range")


def unknown(value: Any) -> Any:
    """What is known of a value if only its being there is: of a list, that something is in it."""
    return [UNKNOWN] if isinstance(value, list) else UNKNOWN


def _plain(fault: Finding) -> Any:
    """What a value plainly means, None if it does not."""
    return next((change.new for change in fault.changes if change.safe), None)


def _with(job: dict[str, Any], path: Path) -> dict[str, Any]:
    """The request with something unknown at a path, or above it where it ends before."""
    below: Any = job
    for number, step in enumerate(path, 1):
        if not isinstance(below, dict):
            break
        if step not in below:
            changed: dict[str, Any] = put(job, path[:number], UNKNOWN)
            return changed
        below = below[step]
    return job


def _is_unknown(fault: Finding) -> bool:
    """Whether no rule may rest on the value: of the wrong type, beyond its bounds, or another to every reader."""
    if fault.rule in TYPE_FAULTS:
        return True
    return fault.severity != "warning" and fault.rule in ("out-of-range", "skeleton-residue", "yaml-ambiguous-scalar")
