"""Where the values of a program go: whether a change of a literal changes anything but the jobs that it makes."""

from __future__ import annotations

import ast

from ircompile.hosts.python import right_size
from ircompile.hosts.python.calls import Spans
from ircompile.hosts.python.names import below
from ircompile.hosts.python.sdk_classes import PARTS, RANGE
from ircompile.hosts.python.wrappers import TASK, WRAPPERS
from ircompile.sources.files import METHOD, STATE_ACTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ircompile.hosts.python.calls import Cell
    from ircompile.hosts.python.values import Span

COLLECTING = (ast.Dict, ast.List, ast.Tuple, ast.Starred, ast.keyword, ast.ListComp, ast.DictComp)
"""What holds a value as it is, and so goes where the value goes."""
NOWHERE = (-1, -1)
"""The span of a word in another text."""
COPIES = frozenset({"dict", "list", "tuple", *PARTS, RANGE})
"""Functions that return what they are given, and classes of the SDK that hold it."""
CHANGES = frozenset({"append", "extend", "insert", "setdefault", "update", "clear", "pop"})
"""Methods that change their owner, and return nothing of interest if they are statements."""


class Flows:
    """The ways of values through cells that share their names.

    Names count in whatever scope they are: a name that is used elsewhere for another value counts as used.

    Args:
        cells: The cells.
        words: The words of texts that may use names of the cells, and keys of their dictionaries.
    """

    def __init__(self, cells: Sequence[Cell], words: Iterable[str] = ()) -> None:
        spans = Spans(cells)
        self._parents: dict[int, ast.AST] = {}
        self._at: dict[Span, ast.AST] = {}
        self._texts: dict[str, list[Span]] = {it: [NOWHERE] for it in words}
        self._loads: dict[str, list[ast.AST]] = {it: [ast.Name(it)] for it in self._texts}
        for node in (node for cell in cells for node in cell.nodes):
            for child in below(node):
                self._parents[id(child)] = node
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                self._loads.setdefault(node.id, []).append(node)
            if isinstance(node, (ast.Constant, ast.JoinedStr, ast.List, ast.Dict, ast.keyword)):
                self._at.setdefault(spans(node), node)
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                self._texts.setdefault(node.value, []).append(spans(node))

    def stays_in_jobs(self, span: Span) -> bool:
        """Return whether a literal, or a collection, goes nowhere but into calls that make jobs.

        Args:
            span: Its span, or that of a key or the name of an argument.
        """
        waiting = [self._at.get(span)]
        seen: set[int] = set()
        while waiting:
            node = waiting.pop()
            if node is None:
                return False
            if id(node) not in seen:
                seen.add(id(node))
                waiting += self._next(node)
        return True

    def is_looked_up(self, key: str, span: Span) -> bool:
        """Return whether a program looks up a key, other than at a span: renaming it there would break the program."""
        return any(other != span and not self._is_dict_key(other) for other in self._texts.get(key, ()))

    def _is_dict_key(self, span: Span) -> bool:
        parent = self._parents.get(id(self._at.get(span)))
        return isinstance(parent, ast.Dict)

    def _next(self, node: ast.AST) -> Iterable[ast.AST | None]:
        """Return the nodes that a value goes to; None among them if it goes anywhere else."""
        parent = self._parents.get(id(node))
        if isinstance(parent, ast.Call) and parent.func is not node:
            return self._of_call(parent, node)
        if isinstance(parent, ast.Attribute):
            return self._of_method(parent, parent.attr)
        if isinstance(parent, ast.Subscript):
            return self._of_item(parent, node)
        if isinstance(parent, ast.Expr):
            return ()
        is_kept = isinstance(parent, COLLECTING) or (isinstance(parent, ast.BinOp) and isinstance(parent.op, ast.BitOr))
        if is_kept or (isinstance(parent, ast.IfExp) and parent.test is not node):
            return (parent,)
        return self._of_statement(parent, node)

    def _of_call(self, call: ast.Call, argument: ast.AST) -> Iterable[ast.AST | None]:
        """Return where an argument of a call goes."""
        if isinstance(argument, ast.keyword) and _is_request(argument, call):
            return ()
        if isinstance(call.func, ast.Name):
            return (call if call.func.id in COPIES else None,)
        if isinstance(call.func, ast.Attribute):
            if call.func.attr == right_size.NAME or (call.func.attr == METHOD and isinstance(argument, ast.keyword)):
                return ()
            if call.func.attr in COPIES:
                return (call,)
            if call.func.attr in CHANGES:
                return self._into(call.func.value)
        return (None,)

    def _of_method(self, attribute: ast.Attribute, name: str) -> Iterable[ast.AST | None]:
        """Return where the owner of a method goes: nowhere if it is only changed."""
        call = self._parents.get(id(attribute))
        if isinstance(call, ast.Call) and call.func is attribute:
            if name in CHANGES and isinstance(self._parents.get(id(call)), ast.Expr):
                return ()
            if name == "copy" and not call.args:
                return (call,)
        return (None,)

    def _of_item(self, item: ast.Subscript, part: ast.AST) -> Iterable[ast.AST | None]:
        """Return where the owner of an item goes, or the key."""
        if part is item.value:
            return (item,) if isinstance(item.ctx, ast.Load) else ()
        return self._into(item) if isinstance(item.ctx, ast.Store) else (None,)

    def _of_statement(self, parent: ast.AST | None, value: ast.AST) -> Iterable[ast.AST | None]:
        """Return where a value goes that a statement assigns, or that a comprehension goes through."""
        if isinstance(parent, ast.comprehension) and parent.iter is value:
            return self._into(parent.target)
        if isinstance(parent, (ast.AnnAssign, ast.AugAssign)) and parent.value is value:
            return self._into(parent.target)
        if isinstance(parent, ast.Assign):
            return [it for target in parent.targets for it in self._into(target)]
        return (None,)

    def _into(self, target: ast.AST) -> Iterable[ast.AST | None]:
        """Return where the values of a target go: wherever its name is used."""
        while isinstance(target, ast.Subscript):
            target = target.value
        return self._loads.get(target.id, ()) if isinstance(target, ast.Name) else (None,)


def _is_request(argument: ast.keyword, call: ast.Call) -> bool:
    """Return whether an argument is the request of a call that sends it later."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    texts = {it.arg: it.value.value for it in call.keywords if isinstance(it.value, ast.Constant)}
    given = [WRAPPERS[naming] for naming in WRAPPERS if texts.get(naming) in (METHOD, STATE_ACTION)]
    return argument.arg in (["config"] if name == TASK else given)
