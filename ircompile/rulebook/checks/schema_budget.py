"""A bound on the work that a JSON Schema makes: a few subschemas that refer to one another can take for ever."""

from __future__ import annotations

from contextvars import ContextVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

MOST: Final = 50_000
"""Steps that one request may take: one for a keyword, more where it or the value is large."""
QUOTED: Final = 100
"""Characters of a value in a step, since a message may quote all of them."""
COMPARED: Final = 10
"""Members of a keyword in a step, since a value may be compared with all of them."""


class BudgetError(Exception):
    """A schema takes more steps than it may."""


class Work:
    """The steps that are left, and how large values are.

    Args:
        whole: How large the schema is.
        most: The steps to begin with.
    """

    __slots__ = ("_left", "_sizes", "is_complete")

    def __init__(self, whole: int, most: int = MOST) -> None:
        self.is_complete = whole
        self._left = most
        self._sizes: dict[int, tuple[Any, int]] = {}

    def take(self, steps: int) -> None:
        """Count steps.

        Raises:
            BudgetError: There are no more.
        """
        self._left -= steps
        if self._left < 0:
            raise BudgetError

    def size(self, value: Any) -> int:
        """How many characters a value has when it is quoted, more or less."""
        if isinstance(value, str):
            return len(value)
        if not isinstance(value, dict | list):
            return 1
        if id(value) not in self._sizes:
            parts = (part for item in value.items() for part in item) if isinstance(value, dict) else value
            self._sizes[id(value)] = value, 1 + sum(map(self.size, parts))  # which is kept, so that no other has its id
        return self._sizes[id(value)][1]


current: ContextVar[Work] = ContextVar("current")
"""What the request that is looked at may still take."""


def counted(keyword: str, check: Callable[..., Any]) -> Callable[..., Any]:
    """The check of a keyword as a validator calls it, with its work counted."""

    def counting(validator: Any, wanted: Any, value: Any, schema: Any) -> Any:
        work = current.get()
        members = len(wanted) if isinstance(wanted, dict | list) else 0
        if keyword in ("$ref", "$dynamicRef", "$recursiveRef") and not str(wanted).startswith("#/"):
            members = work.is_complete  # all of the schema is searched for what is called so
        work.take(1 + work.size(value) // QUOTED + members // COMPARED)
        return check(validator, wanted, value, schema)

    return counting
