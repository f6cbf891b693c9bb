"""Time measurement: contestants take turns in every round, and ratios are computed for each round.

Other load on the machine slows all contestants of a round alike, so ratios are reliable where times are not. Processor
time is measured, since other processes may compete for the processors.
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
"""If two busy loops do at least this many times the work of one, two cores are idle."""
LEAST = 0.1
"""The fewest seconds of a sample; faster contestants are run several times."""

Samples = dict[str, list[float]]
"""The seconds of one run, by contestant and round."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The setting of a run.

    Attributes:
        data: The folder for files to lint.
        is_quick: Whether this is a short run.
    """

    data: Path
    is_quick: bool = False

    def of(self, full: int, quick: int) -> int:
        """Return the number for a full or a quick run."""
        return quick if self.is_quick else full


class Contestant(Protocol):
    """A program or function to measure."""

    def run(self, times: int) -> float:
        """Run it a number of times, and return the seconds that this took."""


def processor_time() -> float:
    """Return the processor seconds of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Program:
    """A whole process, from its start to its end.

    Args:
        command: The program and its arguments.
        clock: Returns the current time in seconds.
        fails: Whether its exit code is 1, since it reports findings.
    """

    def __init__(
        self, command: Sequence[str], clock: Callable[[], float] = processor_time, *, fails: bool = False
    ) -> None:
        self._command = list(command)
        self._clock = clock
        self._code = int(fails)

    def run(self, times: int) -> float:
        """Run it a number of times, and return the seconds that this took.

        Raises:
            RuntimeError: The program ended with another exit code.
        """
        start = self._clock()
        for _ in range(times):
            done = subprocess.run(self._command, env=CLEAN, capture_output=True, check=False)
            if done.returncode != self._code:
                told = (done.stdout + done.stderr).decode("utf-8", "replace")
                raise RuntimeError(f"{' '.join(self._command[:4])} … ended with {done.returncode}: {told[-500:]}")
        return self._clock() - start


class Resident:
    """A function of `contestants`, in a process of its environment that waits for its turns.

    Args:
        environment: The environment to run in.
        function: `module.function`; it is called once and returns the function to measure.
        arguments: The arguments of `function`.
    """

    def __init__(self, environment: str, function: str, *arguments: str | os.PathLike[str]) -> None:
        worker = str(HERE / "worker.py")
        command = [program(environment), worker, f"contestants.{function}", *map(str, arguments)]
        self._name = function
        self._process = subprocess.Popen(command, env=CLEAN, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.ready = self._answer()

    def run(self, times: int) -> float:
        """Run it a number of times, and return the seconds that this took."""
        assert self._process.stdin is not None  # noqa: S101  for mypy
        self._process.stdin.write(f"{times}\n")
        self._process.stdin.flush()
        return float(self._answer())

    def _answer(self) -> str:
        assert self._process.stdout is not None  # noqa: S101  for mypy
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self._name} ended with {self._process.wait()}")
        return line.strip()

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def take_turns(contestants: Mapping[str, Contestant], rounds: int) -> Samples:
    """Return the seconds of one run of each contestant in each round; rounds begin with different contestants."""
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
    """Return how many times as long one contestant takes as another, compared in each round."""
    return Spread.of(factor * one / other for one, other in zip(samples[name], samples[over], strict=True))


def ratios(samples: Samples, over: str, *, but: Sequence[str] = ()) -> dict[str, Spread]:
    """Return how many times as long each other contestant takes as `over`, except those in `but`."""
    return {name: ratio(samples, name, over) for name in samples if name not in (over, *but)}


def times(samples: Samples, unit: float) -> dict[str, Spread]:
    """Return the time of each contestant, in a unit given in seconds."""
    return {name: Spread.of(value / unit for value in values) for name, values in samples.items()}


def cores_at_hand(rounds: int) -> Spread:
    """Return how many times the work of one busy process two do side by side: 2 if two cores are idle."""
    command = [program(OURS), "-c", "for _ in range(5_000_000): pass"]

    def seconds(count: int) -> float:
        start = time.perf_counter()
        processes = [subprocess.Popen(command, env=CLEAN) for _ in range(count)]
        for process in processes:
            process.wait()
        return time.perf_counter() - start

    return Spread.of(2 * seconds(1) / seconds(2) for _ in range(rounds))
