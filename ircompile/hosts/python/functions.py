"""What is known in a function of the names around it, which may be assigned again before it is called."""

from __future__ import annotations

from ircompile.hosts.python.state import NOWHERE, Scope, State, copier, is_unchanged
from ircompile.hosts.python.values import OBJECT, Foreign, Mapping, Merger, Sequence, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import Counter


def whenever(defined: State, final: State, assigned: Counter[str]) -> State:
    """Return what is known in a function whenever it is called: when it was defined, at the end, or in between.

    Args:
        defined: The state when it was defined.
        final: The state at the end of the scope that it is in.
        assigned: How often this scope assigns each name in or after the statement that defines it; `*` is any name.
    """
    copies: dict[int, Value] = {}
    copy = copier(copies)
    merger = Merger()
    scopes = []
    for early, late in zip(defined.scopes, final.scopes, strict=False):
        innermost = late is final.scopes[-1]
        values: dict[str, Value] = {}
        for name, value in late.values.items():
            before = early.values.get(name)
            times = assigned[name] + assigned["*"] if innermost else 0
            if _is_fixed(before, value, times):
                values[name] = value if before is None else merger.merge(before, copy(value))
            else:
                merger.only(copy(value))
                values[name] = Foreign(NOWHERE)
        scopes.append(Scope(values, late.elsewhere, late.local, late.changing))
    merger.finish()
    final.work.copy(2 * sum(len(it.values) for it in scopes), len(copies))
    comprehensions = defined.scopes[len(scopes) :]  # whose names go on to change
    scopes += [Scope(dict.fromkeys(it.values, Value(NOWHERE))) for it in comprehensions]
    return State(scopes, final.work, has_unknown_names=final.has_unknown_names)


def _is_fixed(before: Value | None, after: Value, times: int) -> bool:
    """Return whether a name has no other value at any time than one of the two that are given.

    Args:
        before: Its value when the function was defined; None if it had none.
        after: Its value at the end.
        times: How often it may be assigned in between.
    """
    if times > 1 or type(after) is Value:
        return False
    if isinstance(after, Foreign):
        return before is after
    if isinstance(after, Mapping) and after.kind == OBJECT:
        return False
    if isinstance(after, (Mapping, Sequence)):
        return before is not None and not times and is_unchanged(before, after)
    return True
