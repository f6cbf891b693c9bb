"""Take the facts of CreateInferenceRecommendationsJob from the installed botocore.

    python tools/snapshot_model.py        writes ircompile/model/facts.json
    python tools/snapshot_model.py --check    exits 1 if the file would change

The facts are the regions of every partition, and the shapes reachable from the operation's input: members in their
order, required members, types, enums, minima, maxima and patterns, but no documentation texts. botocore's version and
the date on which its model was packed are added, so that reports can name the age of the facts.

Of the texts that rules and guides cite as their source, the facts have a hash. Where one is not what it was, the tool
says which rules and guides to look at.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import yaml
from botocore import xform_name

from ircompile.model.service import OPERATION, reachable
from ircompile.model.service import facts as facts_of

ROOT = Path(__file__).parent.parent
FACTS = ROOT / "ircompile" / "model" / "facts.json"
GUIDES = ROOT / "ircompile" / "model" / "guides.yaml"
TAG = re.compile("<[^>]*>")
BOTOCORE = distribution("botocore")  # the module of this name may be the AWS CLI's own
DATA = Path(str(BOTOCORE.locate_file("botocore"))) / "data"


def service_model() -> tuple[dict[str, Any], str]:
    """Return botocore's model of SageMaker, and the ISO date in its gzip header (the MTIME field, RFC 1952)."""
    packed = max((DATA / "sagemaker").glob("*/service-2.json.gz")).read_bytes()
    stamp = int.from_bytes(packed[4:8], "little")
    return json.loads(gzip.decompress(packed)), datetime.fromtimestamp(stamp, UTC).date().isoformat()


def partitions() -> dict[str, list[str]]:
    """Return the regions that botocore knows, by partition."""
    data = json.loads((DATA / "partitions.json").read_text("utf-8"))
    return {
        partition["id"]: [region for region in partition["regions"] if not region.endswith("-global")]
        for partition in data["partitions"]
    }


def sources() -> list[tuple[str, dict[str, str]]]:
    """Return the source of every rule and of every fact of the guides, each with the name of who cites it."""
    rules = [(file.stem, yaml.safe_load(file.read_text("utf-8"))) for file in sorted((ROOT / "rules").glob("*/*.yaml"))]
    fields = yaml.safe_load(GUIDES.read_text("utf-8"))["fields"]
    guides = [(f"guides.yaml, {path}", fact) for path, guide in fields.items() for fact in guide.get("facts", ())]
    return [(name, one["source"]) for name, one in [*rules, *guides]]


def cited(model: dict[str, Any]) -> dict[str, list[str]]:
    """Return who cites the text about a member of a shape, by shape and member: "Phase.SpawnRate".

    Raises:
        ValueError: The model has no such member.
    """
    found: dict[str, list[str]] = {}
    for name, source in sources():
        root = _described(source["page"], model)
        if not root or "field" not in source:
            continue
        shapes, field = reachable(model["shapes"], root), source["field"]
        having = [shape for shape in shapes if field in shapes[shape].get("members", ())]
        if not having and field not in shapes:
            raise ValueError(f"{name} cites {field}, which is not on the page {source['page']}")
        for shape in [root] if root in having else having:
            found.setdefault(f"{shape}.{field}", []).append(name)
    return dict(sorted(found.items()))


def _described(page: str, model: dict[str, Any]) -> str:
    """Return the shape that a page of a reference describes; "" for pages of which botocore has no texts."""
    if page in model["shapes"]:
        return page
    wanted = OPERATION if page == "service model" else page
    found = [it for name, it in model["operations"].items() if wanted in (name, xform_name(name, "-"))]
    return str(found[0]["input"]["shape"]) if found else ""


def digest(model: dict[str, Any], member: str) -> str:
    """Return a hash of the words about a member of a shape, and of those about its type."""
    shape, _, name = member.partition(".")
    reference = model["shapes"][shape]["members"][name]
    text = f"{reference.get('documentation', '')} {model['shapes'][reference['shape']].get('documentation', '')}"
    return hashlib.sha256(" ".join(TAG.sub(" ", text).split()).encode()).hexdigest()[:16]


def snapshot(model: dict[str, Any], date: str, cited: dict[str, list[str]]) -> dict[str, Any]:
    """Return the contents of facts.json."""
    facts = facts_of(model)
    shapes = facts.pop("shapes")
    return {
        "botocore": BOTOCORE.version,
        "date": date,
        **facts,
        "documentation": {member: digest(model, member) for member in cited},
        "partitions": partitions(),
        "shapes": shapes,
    }


def changes(before: dict[str, Any], after: dict[str, Any], cited: dict[str, list[str]]) -> list[str]:
    """Return a line for each shape that changed, and for each cited text that is not what it was."""
    old, new = before["shapes"], after["shapes"]
    lines = [f"the shape {name} changed" for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    old, new = before.get("documentation", {}), after["documentation"]
    changed = [member for member in new if member in old and old[member] != new[member]]
    return lines + [f"the text about {member} changed; check {', '.join(cited[member])}" for member in changed]


def main() -> int:
    """Write or check the file, and return the exit code: 1 if a checked file is out of date."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if the file would change")
    check = parser.parse_args().check
    model, date = service_model()
    citations = cited(model)
    facts, old = snapshot(model, date, citations), FACTS.read_text("utf-8")
    text = json.dumps(facts, indent=1) + "\n"
    for line in changes(json.loads(old), facts, citations):
        print(line)
    if check:
        return int(old != text)
    FACTS.write_text(text, "utf-8")
    print(f"wrote {FACTS.name}: botocore {BOTOCORE.version}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
