"""Where findings on values that YAML aliases repeat are located: at the anchored text, or at an alias.

What is found at every use of an anchored value is wrong with its text, and is reported once, there. What is found at
some uses only is wrong with these: a use by an alias is blamed at the alias.
"""

from __future__ import annotations

from collections import Counter

from ircompile.findings.finding import Blame
from ircompile.linting.fingerprint import without_numbers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ircompile.findings.finding import Finding
    from ircompile.findings.values import Path
    from ircompile.manifest.manifest import Manifest
    from ircompile.model.shapes import Shape
    from ircompile.syntax.tree import Node

    _Level = tuple[Node, int, Path]
    """A node on the way to a value that is anchored or an alias, the `id` of the anchored one, the rest of the way."""
    _Group = tuple[str, str, int, Path]
    """A rule, a message, the `id` of an anchored node, and the path from there."""


def blamed(findings: Sequence[Finding], manifest: Manifest) -> Iterator[tuple[int, list[Blame]]]:
    """Yield the number of each finding that is to be reported, and what it blames.

    Of the findings that every use of an anchored text has, only the first is reported.
    """
    uses = _Uses(manifest)
    levels = [list(uses.levels(finding)) for finding in findings]
    found = Counter(group for finding, its in zip(findings, levels, strict=True) for group in _groups(finding, its))
    seen: set[_Group] = set()
    for number, (finding, its) in enumerate(zip(findings, levels, strict=True)):
        groups = _groups(finding, its)
        of_text = [found[group] >= uses.count[group[2]] for group in groups]
        aliases = [node for node, *_ in its]
        alias = next(
            (it for it, is_of_text in zip(aliases, of_text, strict=True) if it.target and not is_of_text), None
        )
        repeated = {group for group, is_of_text in zip(groups, of_text, strict=True) if is_of_text}
        if not repeated & seen:
            first, *others = finding.blames
            related = (_related(other, finding, alias, manifest) for other in others)
            yield number, [_at(alias, first) if alias else first, *related]
        seen |= repeated


def _groups(finding: Finding, levels: list[_Level]) -> list[_Group]:
    """Return, for each anchored text on the way to a finding, what it has in common with findings of other uses."""
    message = without_numbers(finding.message)
    return [(finding.rule, message, text, rest) for _, text, rest in levels]


class _Uses:
    """The uses of anchored values in a request.

    Attributes:
        count: How often the request uses each, by the `id` of its node. An unknown member that only holds an anchor is
            not a use.
    """

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest
        root = manifest.document.root
        self._anchored = {id(node.target) for node in _nodes(root) if node.target}
        self.count: Counter[int] = Counter()
        waiting: list[tuple[Node, Shape | None]] = [(root, manifest.model.request)] if self._anchored else []
        while waiting:
            node, shape = waiting.pop()
            if shape or node.target:
                self.count[id(node.target or node)] += 1
            if shape:
                waiting += ((item, shape.members.get(name)) for name, item in node.members.items())
                waiting += ((item, shape.element) for item in node.elements)

    def levels(self, finding: Finding) -> Iterator[_Level]:
        """Yield the anchored values and aliases on the way to what a finding blames above all, the outermost first."""
        blame = finding.blames[0]
        nodes = self._manifest.written(blame.path) if self._anchored else []
        if blame.part == "key" and len(nodes) > len(blame.path) and nodes[-1].target:
            start, _ = (nodes[-2].keys or {})[str(blame.path[-1])]
            parent = nodes[-2].target or nodes[-2]
            if parent.start <= start < parent.end:  # the key is not merged: only its value is an alias
                nodes.pop()
        for depth, node in enumerate(nodes):
            text = id(node.target or node)
            if text in self._anchored:
                yield node, text, blame.path[depth:]


def _related(blame: Blame, finding: Finding, alias: Node | None, manifest: Manifest) -> Blame:
    """Return a blame of a finding at the alias through which it is reached, unless the finding is about the text there.

    Args:
        blame: Another blame than the first.
        finding: The finding.
        alias: The alias that is blamed above all, if any.
        manifest: The manifest.
    """
    nodes = [] if blame.span else manifest.written(blame.path)
    for depth, node in enumerate(nodes):
        if node.target:
            is_same_use = alias is None and finding.blames[0].path[:depth] == blame.path[:depth]
            return blame if is_same_use else _at(node, blame)
    return blame


def _at(alias: Node, blame: Blame) -> Blame:
    """Return a blame at an alias."""
    return Blame(blame.path, blame.label, part=blame.part, span=(alias.start, alias.end))


def _nodes(root: Node) -> Iterator[Node]:
    """Yield all nodes of a tree, those that aliases repeat once."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        yield node
        if node.items is not None and id(node.items) not in seen:
            seen.add(id(node.items))
            waiting += [*node.members.values(), *node.elements]
