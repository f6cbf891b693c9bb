"""The rule language: a subset of CEL, from text to Python functions."""

from __future__ import annotations

from ircompile.cel.compiler import compile_expression
from ircompile.cel.template import compile_template
from ircompile.cel.values import CelError, CelSyntaxError, TooCostly, UnknownValue

__all__ = ["CelError", "CelSyntaxError", "TooCostly", "UnknownValue", "compile_expression", "compile_template"]
