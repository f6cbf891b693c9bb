"""All nodes of a syntax tree."""

from __future__ import annotations

import ast


def nodes(*roots: ast.AST) -> list[ast.AST]:
    """Return nodes with all below them, in any order; `ast.walk` takes several times as long."""
    found = [*roots]
    for node in found:  # it grows during the loop
        for value in vars(node).values():
            if value.__class__ is list:
                found += [it for it in value if isinstance(it, ast.AST)]
            elif isinstance(value, ast.AST):
                found.append(value)
    return found
