"""A bound on the work of a JSON Schema: a few subschemas that refer to one another can take exponential time."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

MAX_STEPS: Final = 50_000
"""The most steps for one request: one for each keyword, and more where the keyword or the value is large."""
CHARACTERS_PER_STEP: Final = 100
"""Characters of a value that count as a step, since a message may quote all of them."""
MEMBERS_PER_STEP: Final = 10
"""Members of a keyword that count as a step, since a value may be compared with all of them."""


class BudgetError(Exception):
    """A schema takes more steps than are left."""


@dataclass(slots=True)
class Budget:
    """The steps that validating one request may still take.

    Attributes:
        schema_size: The size of the schema, 0 if references need not be searched for in it.
        steps: The steps that are left.
    """

    schema_size: int
    steps: int = MAX_STEPS
    _sizes: dict[int, tuple[Any, int]] = field(default_factory=dict, repr=False)

    def spend(self, steps: int) -> None:
        """Take steps from the budget.

        Raises:
            BudgetError: Fewer are left.
        """
        self.steps -= steps
        if self.steps < 0:
            raise BudgetError

    def size(self, value: Any) -> int:
        """Return about how many characters a message has that quotes a value."""
        if isinstance(value, str):
            return len(value)
        if not isinstance(value, dict | list):
            return 1
        # Lists and dicts can't be keys. Their ids can: each is kept beside its size, so that no other gets its id.
        if id(value) not in self._sizes:
            parts = (part for item in value.items() for part in item) if isinstance(value, dict) else value
            self._sizes[id(value)] = value, 1 + sum(map(self.size, parts))
        return self._sizes[id(value)][1]


current: ContextVar[Budget] = ContextVar("current")
"""The budget of the request that is being validated; jsonschema gives its checks no other way to it."""


def counted(keyword: str, check: Callable[..., Any]) -> Callable[..., Any]:
    """Return the check of a keyword, as a validator calls it, that takes its steps from the current budget."""

    def counting(validator: Any, wanted: Any, value: Any, schema: Any) -> Any:
        budget = current.get()
        members = len(wanted) if isinstance(wanted, dict | list) else 0
        if keyword in ("$ref", "$dynamicRef", "$recursiveRef") and not str(wanted).startswith("#/"):
            members = budget.schema_size  # the whole schema is searched for an anchor or id
        budget.spend(1 + budget.size(value) // CHARACTERS_PER_STEP + members // MEMBERS_PER_STEP)
        return check(validator, wanted, value, schema)

    return counting
