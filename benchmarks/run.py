"""Measure ircompile against its peers, and write docs/benchmarks.md and docs/benchmarks.svg.

python benchmarks/run.py               everything: 20 minutes on a quiet machine
python benchmarks/run.py --quick       a short run
python benchmarks/run.py --only start  one row, printed and not written

What was measured is never lost: the page is written after every row, a row that fails says so on it, and so do the
rows for which no time was left.
"""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from environments import CHECKOUT, prepare, versions
from measuring import Setting, cores_at_hand
from page import page, table
from plot import plot
from results import Line
from rows import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from results import Table

DOCS = CHECKOUT / "docs"


def main() -> None:
    """Run the rows, print the tables, and, if all rows were to be run, write the documentation."""
    arguments = _arguments()
    ends = time.monotonic() + 60 * arguments.minutes
    signal.signal(signal.SIGALRM, stop)
    prepare()
    cores, installed = cores_at_hand(5), versions()
    results: list[Line | Table] = []
    with tempfile.TemporaryDirectory(prefix="ircompile-benchmarks-") as data:
        for row in arguments.only or ROWS:
            results += measured(row, Setting(Path(data), is_quick=arguments.quick), ends)
            if not arguments.only:
                text = page(results, installed, cores=cores, is_quick=arguments.quick)
                (DOCS / "benchmarks.md").write_text(text, "utf-8")
                (DOCS / "benchmarks.svg").write_text(plot(results), "utf-8")
    print(table(results), end="")


def measured(row: str, setting: Setting, ends: float) -> Iterator[Line | Table]:
    """Yield the results of a row; if it fails, those that it had before, and a line that says why.

    Args:
        row: The name of the row.
        setting: The setting of the run.
        ends: When the row fails because no time is left, by `time.monotonic`.
    """
    signal.alarm(max(1, round(ends - time.monotonic())))
    print(f"{time.strftime('%H:%M:%S')} measuring {row}", file=sys.stderr, flush=True)
    try:
        yield from importlib.import_module(f"rows.{row}").measure(setting)
    except Exception as error:  # noqa: BLE001  whatever a tool does, the other rows are measured
        reason = " ".join(f"{type(error).__name__}: {error}".replace("|", "/").split())[:300]
        print(f"{row} failed: {reason}", file=sys.stderr, flush=True)
        yield Line(f"row `{row}`", None, None, note=f"failed: {reason}")
    finally:
        signal.alarm(0)


def _arguments() -> Any:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--quick", action="store_true", help="use fewer manifests and fewer rounds")
    parser.add_argument(
        "--only", action="append", choices=ROWS, metavar="ROW", help=f"measure only this row: {', '.join(ROWS)}"
    )
    parser.add_argument(
        "--minutes", type=int, default=24, metavar="N", help="end after so many minutes, 24 unless given"
    )
    return parser.parse_args()


def stop(*_: object) -> NoReturn:
    """Stop the row that is measured."""
    raise TimeoutError("no time was left")


if __name__ == "__main__":
    main()
