"""Measure ircompile against its peers, and write docs/benchmarks.md and docs/benchmarks.svg.

python benchmarks/run.py               everything: half an hour on a quiet machine
python benchmarks/run.py --quick       a short run
python benchmarks/run.py --only start  one row, printed and not written
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from environments import CHECKOUT, prepare
from measuring import Setting, cores_at_hand
from page import page, table
from plot import plot
from rows import ROWS

if TYPE_CHECKING:
    from results import Line

DOCS = CHECKOUT / "docs"


def main() -> None:
    """Run the rows, print the table, and, if all rows were run, write the documentation."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--quick", action="store_true", help="use fewer manifests and fewer rounds")
    parser.add_argument(
        "--only", action="append", choices=ROWS, metavar="ROW", help=f"measure only this row: {', '.join(ROWS)}"
    )
    arguments = parser.parse_args()
    prepare()
    cores = cores_at_hand(5)
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="ircompile-benchmarks-") as data:
        for row in arguments.only or ROWS:
            print(f"measuring {row}", file=sys.stderr, flush=True)
            measure = importlib.import_module(f"rows.{row}").measure
            lines += measure(Setting(Path(data), is_quick=arguments.quick))
    print(table(lines), end="")
    if not arguments.only:
        (DOCS / "benchmarks.md").write_text(page(lines, cores=cores, is_quick=arguments.quick), "utf-8")
        (DOCS / "benchmarks.svg").write_text(plot(lines), "utf-8")


if __name__ == "__main__":
    main()
