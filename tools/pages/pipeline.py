"""The drawing of the pipeline, made from the package's folders and imports."""

from __future__ import annotations

import ast
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "ircompile"


def pages() -> dict[str, str]:
    """Return the drawing."""
    return {"pipeline.svg": drawing()}


def stages() -> dict[str, str]:
    """Return the folders that a manifest passes, in their order, with what each does, as CONTRIBUTING lists them."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    listed = text.partition("## The package")[2].partition(" folders serve all of these")[0]
    return {
        name: about.replace("`", "") for name, about in re.findall(r"^\| `(\w+)/` \| (.*) \|$", listed, re.MULTILINE)
    }


def imports() -> set[tuple[str, str]]:
    """Return which folder of the package imports from which other one."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        home = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            if module and module.startswith("ircompile.") and module.split(".")[1] != home:
                found.add((home, module.split(".")[1]))
    return found


ROW, GAP, LEFT, WIDTH = 44, 14, 20, 560
"""The height of a box, the space below it, and where boxes begin and how wide they are, in pixels."""
BEND = 14
"""How much further to the right an arc goes for each box that it passes."""
TIP = '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" orient="auto"><path d="M0 0 8 4 0 8z"/></marker>'


def drawing() -> str:
    """Return the stages as boxes from the top to the bottom, with arcs for imports, as SVG that a page can embed."""
    said = stages()
    rows = {name: number for number, name in enumerate(said)}
    size = f"0 0 {LEFT + WIDTH + 40 + BEND * len(rows)} {len(rows) * (ROW + GAP)}"
    lines = [
        f'<svg class="pipeline" viewBox="{size}" role="img" xmlns="http://www.w3.org/2000/svg">',
        f"<title>The stages of the pipeline: {', '.join(rows)}</title>",
        TIP,
        *(line for name, row in rows.items() for line in _box(name, said[name], row)),
        *(_step(row) for row in range(len(rows) - 1)),
        *(_arc(later, earlier, rows) for later, earlier in sorted(_direct(rows))),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _direct(rows: dict[str, int]) -> set[tuple[str, str]]:
    """Return the imports between stages, without those that another stage between the two makes as well."""
    known = {(later, earlier) for later, earlier in imports() if {later, earlier} <= rows.keys()}
    return {
        (later, earlier)
        for later, earlier in known
        if not any((later, between) in known and (between, earlier) in known for between in rows)
    }


def _box(name: str, about: str, row: int) -> Iterator[str]:
    """Yield a box with the name of a stage and what it does, up to the first colon or semicolon."""
    top = row * (ROW + GAP) + 1
    yield f'<rect x="{LEFT}" y="{top}" width="{WIDTH}" height="{ROW}" rx="6"/>'
    yield f'<text x="{LEFT + 12}" y="{top + 27}" class="name">{name}</text>'
    yield f'<text x="{LEFT + 110}" y="{top + 27}">{escape(re.split("[:;]", about)[0])}</text>'


def _step(row: int) -> str:
    """Return the arrow from a box to the next one."""
    bottom = row * (ROW + GAP) + 1 + ROW
    return f'<path d="M{LEFT + 48} {bottom}v{GAP}" class="step" marker-end="url(#tip)"/>'


def _arc(later: str, earlier: str, rows: dict[str, int]) -> str:
    """Return the arc of an import, from a stage to an earlier one."""
    right = LEFT + WIDTH
    start, end = (rows[name] * (ROW + GAP) + 1 + ROW / 2 for name in (later, earlier))
    bend = right + 20 + BEND * abs(rows[later] - rows[earlier])
    curve = f"M{right} {start:g}C{bend} {start:g} {bend} {end:g} {right + 2} {end:g}"
    return f'<path d="{curve}" marker-end="url(#tip)"><title>{later} imports {earlier}</title></path>'
