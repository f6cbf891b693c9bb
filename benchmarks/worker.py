"""Runs one contestant in its own environment: `worker.py CLOCK module.function ARGUMENT…`.

Says "ready", then for every number on standard input the seconds that so many runs took.
"""

from __future__ import annotations

import importlib
import sys
import time


def main() -> None:
    """Prepare the contestant, let it run once unmeasured, and wait for turns."""
    clock = getattr(time, sys.argv[1])
    module, _, function = sys.argv[2].rpartition(".")
    go = getattr(importlib.import_module(module), function)(*sys.argv[3:])
    go()
    print("ready", flush=True)
    for line in sys.stdin:
        count = int(line)
        start = clock()
        for _ in range(count):
            go()
        print(clock() - start, flush=True)


if __name__ == "__main__":
    main()
