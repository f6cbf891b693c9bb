"""Python programs as files that make jobs."""

from __future__ import annotations

import ast
import warnings
from io import BytesIO
from tokenize import detect_encoding

from ircompile.hosts import UnreadError
from ircompile.hosts.python.calls import Cell, calls
from ircompile.hosts.python.expressions import TooMuchWorkError
from ircompile.syntax.document import Document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.model.shapes import Shape
    from ircompile.sources.source import Source


def encoding(data: bytes) -> str:
    """Return the encoding that a comment in the first two lines gives, as PEP 263 says; else "utf-8"."""
    try:
        found, _ = detect_encoding(BytesIO(data).readline)
    except SyntaxError:  # it is unknown, or the text is not UTF-8
        return "utf-8"
    return found.removesuffix("-sig")


def documents(source: Source, request: Shape) -> list[Document]:
    """Return a document for each call that makes a job."""
    try:
        found = calls([Cell(source.text, 0, parsed(source.text))], request)
    except TooMuchWorkError:
        raise UnreadError("it is too large to be worked out") from None
    except RecursionError:
        raise UnreadError("it is nested too deeply") from None
    return [Document(call.request.value, call.request, []) for call in found]


def parsed(text: str) -> ast.Module:
    """Return the syntax tree of a program.

    Raises:
        UnreadError: It has none.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # such as those of invalid escapes
            return ast.parse(text)
    except SyntaxError as error:
        lines = text.splitlines(keepends=True)[: (error.lineno or 1) - 1]
        offset = min(len("".join(lines)) + max((error.offset or 1) - 1, 0), len(text))
        raise UnreadError(error.msg, (offset, offset)) from None
    except (ValueError, MemoryError, RecursionError) as error:  # a NUL, or too much nesting
        raise UnreadError(str(error) or "it is nested too deeply") from None
