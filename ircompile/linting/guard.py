"""A guard of boto3 clients, which lints each request before it is sent."""

from __future__ import annotations

import sys
import warnings
from threading import RLock
from weakref import WeakKeyDictionary, ref

from ircompile.config.settings import SEVERITIES, Config
from ircompile.findings.diagnostic import InvalidManifest
from ircompile.linting.request import lint_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final, Self

    from ircompile.config.settings import FailLevel
    from ircompile.findings.diagnostic import Diagnostic

SERVICE: Final = "sagemaker"
EVENT: Final = f"provide-client-params.{SERVICE}.CreateInferenceRecommendationsJob"
"""What botocore emits with the parameters of a call, before it checks them."""
NEVER: Final = "never"
WARNED: Final = SEVERITIES.index("warning")
"""The rank of the least severe findings that are reported even if the request is sent: advice is not."""
CALLERS: Final = frozenset({"ircompile", "boto3", "botocore", "aioboto3", "aiobotocore"})
"""The packages between the user's call and this module."""

_guards: WeakKeyDictionary[Any, Guard] = WeakKeyDictionary()
"""The guard of each client that has one."""
_lock = RLock()


class Guard:
    """A guard of a client, see `guard`. As a context manager, it leaves the client with the guard that it had before.

    Attributes:
        fail_on: The least severity of a finding with which a request is not sent, or "never".
    """

    def __init__(self, client: Any, fail_on: FailLevel, config: Config) -> None:
        self.fail_on = fail_on
        self._config = config
        self._client = ref(client)
        self._before: Guard | None = None
        self._is_entered = False
        self._take_over()

    def __repr__(self) -> str:
        return f"Guard({self._client()!r}, fail_on={self.fail_on!r})"

    def __enter__(self) -> Self:
        self._is_entered = True
        self._take_over()
        return self

    def __exit__(self, *_: object) -> None:
        with _lock:
            if self.remove() and self._before:
                self._before._take_over()  # noqa: SLF001  another guard

    def remove(self) -> bool:
        """Stop guarding the client; return whether this guard was in force, and not a later one or none."""
        with _lock:
            client = self._client()
            if client is None or _guards.get(client) is not self:
                return False
            client.meta.events.unregister(EVENT, self._check)
            del _guards[client]
            return True

    def _take_over(self) -> None:
        """Guard the client instead of the guard that it has."""
        with _lock:
            client = self._client()
            before = None if client is None else _guards.get(client)
            if client is None or before is self:
                return
            if before:
                before.remove()
                self._before = before
                if not before._is_entered:  # noqa: SLF001  another guard
                    before._before = None  # noqa: SLF001  it is not left, so that this would only be kept forever
            client.meta.events.register(EVENT, self._check)
            _guards[client] = self

    def _check(self, params: Any, **_: Any) -> None:
        """Lint the parameters of a call; botocore calls this before it sends them.

        Raises:
            InvalidManifest: A finding is severe enough.
        """
        client = self._client()
        found = lint_value(params, self._config, region=(client and client.meta.region_name) or "")
        least = -1 if self.fail_on == NEVER else SEVERITIES.index(self.fail_on)
        if any(it.severity.rank <= least for it in found):
            raise InvalidManifest(found, _report([it for it in found if it.severity.rank <= max(least, WARNED)]))
        for it in found:
            if it.severity.rank <= WARNED:
                warnings.warn("\n".join(_lines(it)), stacklevel=_callers())


def guard(client: Any, *, fail_on: FailLevel = "error", config: Config | None = None) -> Guard:
    """Lint each request of a boto3 client to create an Inference Recommender job before it is sent.

    A request with a finding that is severe enough is not sent. Otherwise its errors and warnings are passed to
    `warnings.warn`. A client has one guard: another one takes the place of the first. Other operations and other
    clients are not affected, and requests are not changed.

    Args:
        client: A client of SageMaker, such as `boto3.client("sagemaker")`. Its region is that of the jobs.
        fail_on: The least severity of a finding with which a request is not sent, "error", "warning" or "info"; or
            "never".
        config: The settings, of which the baseline is not used; configuration files are not searched for.

    Returns:
        The guard, whose method `remove` takes it off again. As a context manager, `with guard(client): …`, it is in
        force in the block only.

    Raises:
        InvalidManifest: Raised by the guarded method of the client, with the report as its text.
        TypeError: This is not a boto3 client.
        ValueError: The client is one of another service, or there is no such severity.
        UserError: A model, rules or schemas of the settings can't be used, or a rule does not exist.
    """
    if fail_on not in (*SEVERITIES, NEVER):
        raise ValueError(f"fail_on must be one of {', '.join(SEVERITIES)} and {NEVER}, not {fail_on!r}")
    meta = getattr(client, "meta", None)
    if not callable(getattr(getattr(meta, "events", None), "register", None)):
        kind = type(client).__name__
        raise TypeError(f'a guard needs a boto3 client, such as boto3.client("sagemaker"), not one of type {kind}')
    service = getattr(getattr(meta, "service_model", None), "service_name", None)
    if service != SERVICE:
        raise ValueError(f'a guard needs a client of SageMaker, boto3.client("sagemaker"), not one of {service}')
    config = config or Config()
    lint_value({}, config)  # refuses settings that can't be used
    return Guard(client, fail_on, config)


def _report(found: list[Diagnostic]) -> str:
    """Return the text of an error."""
    return "\n".join(["the request was not sent:", *(line for it in found for line in _lines(it))])


def _lines(it: Diagnostic) -> list[str]:
    """Return a finding as text."""
    first = f"{it.severity}[{it.rule}] {it.pointer or 'the request'}: {it.message}"
    more = [f"{label}: {text}" for label, text in (("help", it.help), *(("note", note) for note in it.notes)) if text]
    return [first, *(f"  = {line}" for line in more)]


def _callers() -> int:
    """Return how many frames above the caller's the first one is that is not of boto3 or of this package."""
    level, frame = 1, sys._getframe(1)  # noqa: SLF001  `inspect` would read source files
    while frame.f_back and frame.f_globals.get("__name__", "").partition(".")[0] in CALLERS:
        level, frame = level + 1, frame.f_back
    return level
