"""The nodes of syntax trees, and the names that the statements of a scope assign."""

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

SCOPES = (*DEFINITIONS, ast.Lambda)
"""What has a body that assigns no names of the scope around it."""
ASSIGNING = frozenset(
    {ast.Name, ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.MatchMapping, ast.Import, ast.ImportFrom}
    | {*DEFINITIONS, *COMPREHENSIONS}
)


class _Fields(dict[type[ast.AST], tuple[str, ...]]):
    """The fields of each kind of node in which there may be others.

    Args:
        but: The fields that are left out.
    """

    def __init__(self, but: Iterable[str]) -> None:
        super().__init__({ast.Constant: ()})
        self._but = frozenset(but)

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        self[kind] = found = tuple(it for it in kind._fields if it not in self._but)
        return found


LEAVES = ("ctx", "op", "ops", "id", "attr", "type_comment")
FIELDS, OUTSIDE = _Fields(LEAVES), _Fields((*LEAVES, "body"))
"""All fields, and those whose names belong to the scope around a definition."""


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
        waiting = [(node, weight)]
        while waiting:
            it, times_each = waiting.pop()
            kind = it.__class__
            if kind in ASSIGNING:
                for name, times in _assigned(it):
                    self.assigned[name] += times * times_each
            if isinstance(it, (ast.Global, ast.Nonlocal)):
                self.elsewhere.update(it.names)
            if kind in REPEATED:
                times_each *= 2
            if kind not in COMPREHENSIONS:
                waiting += [(child, times_each) for child in below(it, OUTSIDE if kind in SCOPES else FIELDS)]


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


def nodes(*roots: ast.AST) -> list[ast.AST]:
    """Return nodes with all below them but operators and contexts; `ast.walk` takes several times as long."""
    found = [*roots]
    for node in found:  # it grows during the loop
        found += below(node)
    return found


def below(node: ast.AST, fields: _Fields = FIELDS) -> list[ast.AST]:
    """Return the nodes directly below a node but operators and contexts, in some of its fields."""
    found: list[ast.AST] = []
    for field in fields[node.__class__]:
        value = getattr(node, field, None)
        if value.__class__ is list:
            found += [it for it in value if isinstance(it, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found
