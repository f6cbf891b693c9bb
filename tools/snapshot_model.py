"""Take the facts of CreateInferenceRecommendationsJob from the installed botocore.

    python tools/snapshot_model.py        writes ircompile/model/facts.json
    python tools/snapshot_model.py --check    exits 1 if the file would change

The facts are the regions of every partition, and the shapes reachable from the operation's input: members in their
order, required members, types, enums, minima, maxima and patterns, but no documentation texts. botocore's version and
the date on which its model was packed are added, so that reports can name the age of the facts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import botocore

from ircompile.model.service import facts as facts_of

FACTS = Path(__file__).parent.parent / "ircompile" / "model" / "facts.json"


def service_model() -> tuple[dict[str, Any], str]:
    """Return botocore's model of SageMaker, and the ISO date in its gzip header (the MTIME field, RFC 1952)."""
    data = Path(botocore.__file__).parent / "data" / "sagemaker"
    packed = max(data.glob("*/service-2.json.gz")).read_bytes()
    stamp = int.from_bytes(packed[4:8], "little")
    return json.loads(gzip.decompress(packed)), datetime.fromtimestamp(stamp, UTC).date().isoformat()


def partitions() -> dict[str, list[str]]:
    """Return the regions that botocore knows, by partition."""
    data = json.loads((Path(botocore.__file__).parent / "data" / "partitions.json").read_text("utf-8"))
    return {
        partition["id"]: [region for region in partition["regions"] if not region.endswith("-global")]
        for partition in data["partitions"]
    }


def snapshot() -> str:
    """Return the text of facts.json."""
    model, date = service_model()
    facts = facts_of(model)
    shapes = facts.pop("shapes")
    facts = {"botocore": botocore.__version__, "date": date, **facts, "partitions": partitions(), "shapes": shapes}
    return json.dumps(facts, indent=1) + "\n"


def main() -> int:
    """Write or check the file, and return the exit code: 1 if a checked file is out of date."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if the file would change")
    text = snapshot()
    if parser.parse_args().check:
        return int(FACTS.read_text("utf-8") != text)
    FACTS.write_text(text, "utf-8")
    print(f"wrote {FACTS.name}: {len(text)} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main())
