"""Programs of the tests themselves, run with a client that records what they send."""

from __future__ import annotations

import copy
from contextlib import suppress
from random import Random
from typing import Any

CALL = "client.create_inference_recommendations_job"


class StopError(Exception):
    """A program ran for too long."""


class Client:
    """Records what is sent to it."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []

    def create_inference_recommendations_job(self, **request: Any) -> dict[str, Any]:
        self.sent.append({"line": request.pop("Line", None), "request": copy.deepcopy(request)})
        if len(self.sent) > 50:
            raise StopError
        return {}


class Phase:
    """The class of the SageMaker Python SDK, as far as it matters here."""

    def __init__(self, duration_in_seconds: Any, initial_number_of_users: Any, spawn_rate: Any) -> None:
        numbers = (duration_in_seconds, initial_number_of_users, spawn_rate)
        self.to_json = dict(zip(("DurationInSeconds", "InitialNumberOfUsers", "SpawnRate"), numbers, strict=True))


class CategoricalParameter:
    """Another one."""

    def __init__(self, values: Any) -> None:
        self.values = list(map(str, values if isinstance(values, list) else [values]))


class Box:
    """A context manager that catches nothing, and an object that keeps what it is given."""

    kept: Any = None

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


def sent(program: str, random: Random) -> list[dict[str, Any]]:
    """Return what a program sends, until it fails."""
    client, box = Client(), Box()
    kept: list[Any] = []
    left = [300]

    def ask() -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise StopError
        return copy.deepcopy(random.choice([0, 1, "z", "JobName", {}, {"JobType": "z"}, [], ["z"], None, ()]))

    def change(value: Any) -> Any:
        for it in (value, *kept):
            if isinstance(it, dict):
                it["JobName"] = "changed"
            if isinstance(it, list):
                it.append("changed")
        return value

    def keep(value: Any) -> Any:
        kept.append(value)
        return value

    def touch() -> None:
        change(box.kept)

    sdk = {"Phase": Phase, "CategoricalParameter": CategoricalParameter}
    names = {**sdk, "client": client, "ask": ask, "change": change, "keep": keep, "touch": touch, "box": box}
    with suppress(Exception):  # a program that fails has sent something before
        exec(compile(program, "program", "exec"), names)  # noqa: S102  the test's own program
    return client.sent
