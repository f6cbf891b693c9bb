"""Plans as JSON; `ircompile schema plan` prints the schema."""

from __future__ import annotations

from dataclasses import asdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ircompile.planning.plan import Job

VERSION = 1


def jobs_json(jobs: Sequence[Job]) -> dict[str, Any]:
    """Return the document about jobs."""
    return {"version": VERSION, "jobs": list(map(_job, jobs))}


def _job(job: Job) -> dict[str, Any]:
    plan = job.plan
    it = plan.tests
    counts = {name: getattr(it, name) for name in ("requested", "limit", "run_at_most", "parallel", "waves")}
    found = {
        "file": job.file,
        "line": job.line,
        "job": plan.job,
        "environment": job.environment,
        "type": plan.type,
        "traffic": list(map(asdict, plan.traffic.segments)),
        "tests": counts,
        "seconds": asdict(plan.seconds),
        "endpoint_seconds_at_most": plan.endpoint_seconds_at_most,
        "early_ends": list(plan.early_ends),
        "assumptions": list(map(asdict, plan.assumptions)),
    }
    if plan.traffic.alternative:
        found["traffic_alternative"] = list(map(asdict, plan.traffic.alternative))
    return found
