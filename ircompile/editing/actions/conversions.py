"""Changes that are offered at a place: to write a structure as shorthand, or shorthand as a structure."""

from __future__ import annotations

import json

from ircompile.editing.actions.convert import to_shorthand, to_structure
from ircompile.editing.answers import Action
from ircompile.editing.reading import read, read_once
from ircompile.editing.spots import spot_at
from ircompile.emitting.words import EmitError
from ircompile.findings.diagnostic import Edit
from ircompile.findings.errors import UserError
from ircompile.findings.messages import shown
from ircompile.linting.fix_apply import apply_edits
from ircompile.linting.suppress.commented import commented
from ircompile.sources.files import UnreadableFileError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final

    from ircompile.editing.answers import Span
    from ircompile.editing.reading import Reading
    from ircompile.editing.settings import Settings
    from ircompile.editing.spots import Spot
    from ircompile.findings.values import Path
    from ircompile.manifest.manifest import Manifest

    Convert = Callable[[Manifest, Path], Edit | None]

LONGEST: Final = 1 << 20
"""Characters of the longest text that is read again, to be sure that a change keeps its values."""


def actions(text: str, span: Span, settings: Settings) -> list[Action]:
    """Return the changes of how the structure at a span is written; each keeps all values and comments.

    Args:
        text: The text.
        span: The span, of which the beginning counts.
        settings: The settings for the text.
    """
    if len(text) > LONGEST or not 0 <= span[0] <= len(text):
        return []
    try:
        return [*_actions(text, span[0], settings)]
    except (UnreadableFileError, UserError):
        return []


def _actions(text: str, offset: int, settings: Settings) -> Iterator[Action]:
    reading = read(text, settings)
    spot = spot_at(reading.manifests, offset - reading.before)
    if reading.source.kind not in ("yaml", "json") or spot is None or spot.manifest.is_call:
        return
    path, convert, form = _conversion(spot)
    try:
        edit = convert(spot.manifest, path) if path else None
    except (EmitError, LookupError, TypeError):  # a part of the value is not known, or can't be written so
        return
    if edit and _keeps(spot.manifest, edit, settings):
        edit = Edit(edit.start + reading.before, edit.end + reading.before, edit.text)
        name = f"{path[-2]}[{path[-1]}]" if isinstance(path[-1], int) else path[-1]
        yield Action(f"Convert {shown(name)} to {form}", "refactor.rewrite", {"": (edit,)})


def _conversion(spot: Spot) -> tuple[Path, Convert, str]:
    """Return the path of the string or structure around a spot, and what converts it; () if there is none."""
    tops = [spot.path[:depth] for depth in range(len(spot.path), 0, -1)]
    if string := spot.manifest.shorthand_string(spot.path):
        within = [top for top in tops if spot.manifest.written(top)[-1] is string]
        return within[-1] if within else (), to_structure, "a structure"
    structures = (top for top in tops if isinstance(spot.manifest.node(top).value, dict))
    return next(structures, ()), to_shorthand, "shorthand"


def _keeps(manifest: Manifest, edit: Edit, settings: Settings) -> bool:
    """Return whether a document has the same value and comments after an edit."""
    text, root = manifest.source.text, manifest.document.root
    start = text.rfind("\n", 0, root.start) + 1
    start = root.start if text[start : root.start].strip() else start  # a document may begin beside its marker
    end = text.find("\n", max(root.end, edit.end))
    document = text[start : None if end < 0 else end]
    edited = apply_edits(document, [Edit(edit.start - start, edit.end - start, edit.text)])
    before, after = (read_once(it, settings) for it in (document, edited))
    return _values(before) == _values(after) != [] and _comments(before) == _comments(after)


def _values(reading: Reading) -> list[tuple[str, int]]:
    """Return the values of a text, and how many findings there are on reading each."""
    return [(json.dumps(it.value, default=repr, sort_keys=True), len(it.findings)) for it in reading.manifests]


def _comments(reading: Reading) -> list[str]:
    text = commented(reading.source, reading.manifests)
    return [text.text[it.start : it.end].rstrip() for it in text.comments] if text else []
