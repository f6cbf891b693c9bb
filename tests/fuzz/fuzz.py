"""Fuzz one target with atheris, guided by coverage.

python tests/fuzz/fuzz.py TARGET [SECONDS] [FOLDER] [SEED]

Inputs that reach new code are kept in FOLDER, a crash in the working directory; SEED 0 is a new one in every run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
SEEDS = {"yaml": EXAMPLES, "fixes": EXAMPLES / "broken", "json_text": HERE.parent / "corpus"}
"""Folders with the first inputs of some targets; the others have one under `seeds/`."""
LONGEST = 4096
"""Bytes of the longest input."""
SLOWEST = 60
"""Seconds after which an input counts as hanging; generous, for busy machines."""


def main(target: str, seconds: str = "60", folder: str = "", seed: str = "0") -> None:
    """Fuzz until the time is up; the process exits with an error at the first input that breaks something."""
    sys.path.insert(0, str(HERE))
    with atheris.instrument_imports(include=["ircompile"]):
        import targets
    kept = folder or tempfile.mkdtemp(prefix=f"fuzz-{target}-")
    options = [
        f"-seed={seed}",
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOWEST}",
        "-rss_limit_mb=4096",
    ]
    seeds = SEEDS.get(target, HERE / "seeds" / target)
    atheris.Setup([sys.argv[0], *options, "-print_final_stats=1", kept, str(seeds)], targets.TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
