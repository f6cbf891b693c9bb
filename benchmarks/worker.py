"""Run one contestant in its own environment: `worker.py module.function ARGUMENT…`.

Print "ready", and then, for every number on standard input, the seconds that so many runs took.
"""

from __future__ import annotations

import importlib
import sys
import time


def main() -> None:
    """Prepare the contestant, run it once unmeasured, and wait for turns."""
    module, _, function = sys.argv[1].rpartition(".")
    go = getattr(importlib.import_module(module), function)(*sys.argv[2:])
    go()
    print("ready", flush=True)
    for line in sys.stdin:
        count = int(line)
        start = time.process_time()
        for _ in range(count):
            go()
        print(time.process_time() - start, flush=True)


if __name__ == "__main__":
    main()
