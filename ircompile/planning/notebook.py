"""Plans that notebooks show."""

from __future__ import annotations

from ircompile.planning.markdown import plan_markdown
from ircompile.planning.plan import Plan
from ircompile.planning.svg import svg

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class ShownPlan(Plan):
    """A plan that a notebook shows as a picture, or as Markdown."""

    __slots__ = ()

    def _repr_svg_(self) -> str:
        return svg(self)

    def _repr_markdown_(self) -> str:
        return "\n".join(plan_markdown(self)) + "\n"


def plan(request: dict[str, Any]) -> Plan:
    """Return what a job will do, worked out from its request alone; a notebook shows it as a picture.

    Args:
        request: The request. Values in it may be missing or wrong; what rests on them is then not known.
    """
    return ShownPlan.of(request)
