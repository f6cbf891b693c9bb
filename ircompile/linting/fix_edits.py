"""The fixes of findings, made of the edits that make their changes."""

from __future__ import annotations

from ircompile.findings.diagnostic import Fix
from ircompile.findings.messages import escaped
from ircompile.linting.edit_writer import EditWriter
from ircompile.linting.written import Written, WrittenInCode
from ircompile.sources.files import HOST_ENDINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ircompile.findings.diagnostic import Edit
    from ircompile.findings.finding import Change, Finding
    from ircompile.findings.values import Path
    from ircompile.manifest.manifest import Manifest


def fixes(findings: Sequence[Finding], manifest: Manifest) -> list[tuple[Fix, ...]]:
    """Return the fixes of each finding.

    If several values share one text, because of an anchor or a merge key, a fix is offered only if the findings of all
    of them want the same edit.

    Args:
        findings: The findings about a manifest.
        manifest: The manifest.
    """
    writer = _writer(manifest)
    edits = [[writer.edit(change) for change in finding.changes] for finding in findings]
    wanted: dict[Edit, set[Path]] = {}
    renamed: dict[tuple[Path, str], set[Path]] = {}
    for finding, written in zip(findings, edits, strict=True):
        for change, edit in zip(finding.changes, written, strict=True):
            if edit:
                wanted.setdefault(edit, set()).add(change.path)
            if change.kind == "rename":
                renamed.setdefault((change.path[:-1], change.new), set()).add(change.path)

    def offered(change: Change, edit: Edit | None) -> Fix | None:
        if change.kind == "encode":
            return Fix(change.title, change.safe, ()) if manifest.source.readable else None
        if not edit or (not change.span and len(wanted[edit]) < writer.uses(change)):
            return None
        if change.kind == "rename" and len(renamed[change.path[:-1], change.new]) > 1:
            return None
        is_safe = change.safe and (bool(change.span) or writer.is_private(change))
        return Fix(escaped(change.title), is_safe, (edit,))

    return [
        tuple(fix for change, edit in zip(finding.changes, written, strict=True) if (fix := offered(change, edit)))
        for finding, written in zip(findings, edits, strict=True)
    ]


def _writer(manifest: Manifest) -> EditWriter:
    if manifest.source.kind not in HOST_ENDINGS:
        return EditWriter(manifest, Written(manifest))
    place = WrittenInCode(manifest)
    if place.language != "python":
        return EditWriter(manifest, place)
    from ircompile.linting.python_edits import PythonEdits

    return PythonEdits(manifest, place)
