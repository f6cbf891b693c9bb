"""The names that the statements of a scope assign."""

from __future__ import annotations

import ast
from collections import Counter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
REPEATED = (ast.For, ast.AsyncFor, ast.While, ast.AugAssign)
"""Statements that count twice: loops may assign a name again, and `+=` changes what is assigned already."""
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Names:
    """The names that statements assign.

    Attributes:
        assigned: How often each is assigned; at least twice in loops.
        elsewhere: Those that are declared as `global` or `nonlocal`.
    """

    def __init__(self, body: Iterable[ast.AST] = ()) -> None:
        self.assigned: Counter[str] = Counter()
        self.elsewhere: set[str] = set()
        for node in body:
            self.add(node)

    def add(self, node: ast.AST, weight: int = 1) -> None:
        """Add the names that a node assigns, so many times."""
        for name, times in _assigned(node):
            self.assigned[name] += times * weight
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            self.elsewhere.update(node.names)
        if isinstance(node, REPEATED):
            weight *= 2
        if isinstance(node, COMPREHENSIONS):
            return
        inner = node.body if isinstance(node, DEFINITIONS) else [node.body] if isinstance(node, ast.Lambda) else []
        for child in ast.iter_child_nodes(node):
            if child not in inner:
                self.add(child, weight)


def _assigned(node: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the names that a node assigns itself, each with how often."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()):
            yield name, 1
        case ast.Name(id=name, ctx=ast.Del()) | ast.ExceptHandler(name=str(name)):
            yield name, 2
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name, 1
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            yield name, 1
        case ast.Import() | ast.ImportFrom():
            for it in node.names:
                yield (it.asname or it.name).partition(".")[0], 1
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            for below in ast.walk(node):
                if isinstance(below, ast.NamedExpr):
                    yield below.target.id, 2
