"""How time is measured: contestants take turns in every round, and ratios are taken round by round.

What slows the machine down for a while slows all contestants of a round down alike, so a ratio can be trusted where a
time can't. Time is that of the processor, since all of them keep one busy, and others on the machine may, too.
"""

from __future__ import annotations

import math
import resource
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from environments import CLEAN, HERE, OURS, program
from results import Spread

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

IDLE = 1.8
"""How much more two busy loops do than one, at least, where two cores are idle."""
LEAST = 0.1
"""Seconds of one sample at least; what is quicker is repeated."""

Samples = dict[str, list[float]]
"""The seconds of one run, by contestant and round."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a run is made: where what is linted is kept, and whether it is a short one."""

    data: Path
    is_quick: bool = False

    def of(self, full: int, quick: int) -> int:
        """A number that is smaller in a short run."""
        return quick if self.is_quick else full


class Contestant(Protocol):
    """Whoever does the work."""

    def run(self, times: int) -> float:
        """Do it so many times; returns the seconds that it took."""


def processor_time() -> float:
    """The seconds that a processor worked for the processes that this one started, as far as they have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Program:
    """A whole process, from its start to its end.

    Args:
        command: The program and its arguments.
        clock: What says how long it takes.
    """

    def __init__(self, command: Sequence[str], clock: Callable[[], float] = processor_time) -> None:
        self._command = list(command)
        self._clock = clock

    def run(self, times: int) -> float:
        """Run it so many times.

        Raises:
            RuntimeError: It failed.
        """
        start = self._clock()
        for _ in range(times):
            done = subprocess.run(self._command, env=CLEAN, capture_output=True, check=False)
            if done.returncode:
                told = (done.stdout + done.stderr).decode("utf-8", "replace")
                raise RuntimeError(f"{' '.join(self._command[:4])} … ended with {done.returncode}: {told[-500:]}")
        return self._clock() - start


class Resident:
    """A function of `contestants`, in a process of its environment that waits for its turns.

    Args:
        environment: Where it runs.
        function: `module.function`; it is called once and returns what is measured.
        arguments: What it is called with.
    """

    def __init__(self, environment: str, function: str, *arguments: str | os.PathLike[str]) -> None:
        worker = str(HERE / "worker.py")
        command = [program(environment), worker, f"contestants.{function}", *map(str, arguments)]
        self._name = function
        self._process = subprocess.Popen(command, env=CLEAN, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ready = self._answer()

    def run(self, times: int) -> float:
        """Have it done so many times."""
        assert self._process.stdin is not None  # noqa: S101  for mypy
        self._process.stdin.write(f"{times}\n")
        self._process.stdin.flush()
        return float(self._answer())

    def _answer(self) -> str:
        assert self._process.stdout is not None  # noqa: S101  likewise
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._name} ended with {self._process.wait()}")
        return line.strip()

    def end(self) -> None:
        """Let it end."""
        self._process.communicate()


def take_turns(contestants: Mapping[str, Contestant], rounds: int) -> Samples:
    """The seconds of one run of each contestant in each round; every round begins with another one."""
    try:
        counts = {name: max(1, math.ceil(LEAST / it.run(1))) for name, it in contestants.items()}
        samples: Samples = {name: [] for name in contestants}
        names = list(contestants)
        for _ in range(rounds):
            for name in names:
                samples[name].append(contestants[name].run(counts[name]) / counts[name])
            names.append(names.pop(0))
        return samples
    finally:
        for it in contestants.values():
            if isinstance(it, Resident):
                it.end()


def ratio(samples: Samples, name: str, over: str, factor: float = 1) -> Spread:
    """How many times as long one contestant takes as another, round by round."""
    return Spread.of(factor * one / other for one, other in zip(samples[name], samples[over], strict=True))


def ratios(samples: Samples, over: str, *, but: Sequence[str] = ()) -> dict[str, Spread]:
    """How many times as long the others take as one contestant."""
    return {name: ratio(samples, name, over) for name in samples if name not in (over, *but)}


def times(samples: Samples, unit: float) -> dict[str, Spread]:
    """What each takes, in a unit of so many seconds."""
    return {name: Spread.of(value / unit for value in values) for name, values in samples.items()}


def cores_at_hand(rounds: int) -> Spread:
    """How much more two busy processes do side by side than one alone: 2 where two cores are idle."""
    command = [program(OURS), "-c", "for _ in range(5_000_000): pass"]

    def seconds(count: int) -> float:
        start = time.perf_counter()
        processes = [subprocess.Popen(command, env=CLEAN) for _ in range(count)]
        for process in processes:
            process.wait()
        return time.perf_counter() - start

    return Spread.of(2 * seconds(1) / seconds(2) for _ in range(rounds))
