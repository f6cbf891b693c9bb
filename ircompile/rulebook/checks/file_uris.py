"""`file-uri-value`: values from which the AWS CLI would load a file or an address."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Finding
from ircompile.findings.messages import shown
from ircompile.syntax import REMOTE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


def loaded_values(job: dict[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each top-level string of a request that the AWS CLI would load from as an option."""
    for name, value in job.items():
        if isinstance(value, str) and value.startswith(REMOTE):
            yield Finding(
                "file-uri-value",
                [Blame((name,), "names a file or URL")],
                message=f"`{name}` is {shown(value)}, which the AWS CLI would load if given as an option",
                help="write the content itself: in a request, this text is sent as is",
            )
