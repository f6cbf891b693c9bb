"""Fuzz one target with atheris, guided by coverage.

    python tests/fuzz/fuzz.py TARGET [--seconds N] [--runs N] [--folder FOLDER] [--seed N]

Inputs that reach new code are kept in the folder, a crash in the working directory; seed 0 is a new one in every run.
With `--runs`, a seed and PYTHONHASHSEED=0, the same inputs are tried in every run with the same Python, however fast
the machine is, as long as the folder is empty.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import atheris

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
SEEDS = {"yaml": EXAMPLES, "plan": EXAMPLES, "fixes": EXAMPLES / "broken", "json_text": HERE.parent / "corpus"}
"""Folders with the first inputs of some targets; the others have one under `seeds/`."""
LONGEST = 4096
"""Bytes of the longest input."""
SLOWEST = 60
"""Seconds after which an input counts as hanging; generous, for busy machines."""


def main(argv: list[str]) -> None:
    """Fuzz until the time is up, or all runs are done; the process exits with an error at the first broken input."""
    parser = argparse.ArgumentParser()
    parser.add_argument("target")
    parser.add_argument("--seconds", default="60", help="the most seconds; 0 for as long as the runs take")
    parser.add_argument("--runs", default="-1", help="the most inputs that are tried; -1 for as many as there is time")
    parser.add_argument("--folder", help="where inputs that reach new code are kept")
    parser.add_argument("--seed", default="0")
    arguments = parser.parse_args(argv)
    options = [
        f"-seed={arguments.seed}",
        f"-max_total_time={arguments.seconds}",
        f"-runs={arguments.runs}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOWEST}",
        "-rss_limit_mb=4096",
        "-reload=0",  # nothing else writes into the folder
        "-print_final_stats=1",
    ]
    folder = arguments.folder or tempfile.mkdtemp(prefix=f"fuzz-{arguments.target}-")
    seeds = SEEDS.get(arguments.target, HERE / "seeds" / arguments.target)
    build()
    test = targets()[arguments.target]
    for file in sorted(seeds.iterdir()):  # so that what is built, imported or kept once is no news of the inputs
        if file.is_file():
            test(file.read_bytes()[:LONGEST])
    atheris.Setup([sys.argv[0], *options, folder, str(seeds)], test)
    atheris.Fuzz()


def build() -> None:
    """Build the modules that a checkout makes when they are first needed, in a process of its own."""
    program = (
        "from ircompile.codegen import MODULES\nfrom ircompile.package import module\nfor it in MODULES: module(it)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def targets() -> dict[str, Callable[[bytes], None]]:
    """Return all targets by name, with what they import instrumented."""
    sys.path.insert(0, str(HERE))
    with atheris.instrument_imports(include=["ircompile"]):
        import editor_targets
        import file_targets
        import job_targets
        import reader_targets
    modules = reader_targets, job_targets, editor_targets, file_targets
    return {name: target for module in modules for name, target in module.TARGETS.items()}


if __name__ == "__main__":
    main(sys.argv[1:])
