"""The values of imported names: constants of the standard library, and parts of the SageMaker Python SDK."""

from __future__ import annotations

import ast

from ircompile.hosts.python.sdk_classes import PARTS, RANGE
from ircompile.hosts.python.values import Imported, Scalar, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ircompile.hosts.python.values import Plain, Span

SDK = "sagemaker"
"""The package of the SageMaker Python SDK."""
SDK_CLASSES = (*PARTS, RANGE)
"""The classes that are known, wherever in the SDK they are imported from."""
LOWER, UPPER, DIGITS = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
PUNCTUATION, WHITESPACE = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""", " \t\n\r\v\f"
CONSTANTS: dict[str, Plain] = {
    "string.ascii_lowercase": LOWER,
    "string.ascii_uppercase": UPPER,
    "string.ascii_letters": LOWER + UPPER,
    "string.digits": DIGITS,
    "string.hexdigits": DIGITS + "abcdefABCDEF",
    "string.octdigits": "01234567",
    "string.punctuation": PUNCTUATION,
    "string.whitespace": WHITESPACE,
    "string.printable": DIGITS + LOWER + UPPER + PUNCTUATION + WHITESPACE,
    "math.pi": 3.141592653589793,
    "math.e": 2.718281828459045,
    "math.tau": 6.283185307179586,
    "logging.CRITICAL": 50,
    "logging.ERROR": 40,
    "logging.WARNING": 30,
    "logging.INFO": 20,
    "logging.DEBUG": 10,
    "logging.NOTSET": 0,
}
"""The constants of the standard library that are the same on each platform and in each version."""


def imported(node: ast.Import | ast.ImportFrom, span_of: Span) -> Iterator[tuple[str, Value]]:
    """Yield the names that an import assigns, each with its value; none for `*`.

    Args:
        node: The import.
        span_of: Its span.
    """
    for it in node.names:
        if isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names = (it.name,) if it.name != "*" else SDK_CLASSES if is_sdk(module) else ()
            for name in names:
                yield it.asname or name, found(f"{module}.{name}", span_of)
        elif it.asname:
            yield it.asname, found(it.name, span_of)
        else:
            top = it.name.partition(".")[0]
            yield top, found(top, span_of)


def found(path: str, span: Span) -> Value:
    """Return the value of something imported."""
    return Scalar(span, CONSTANTS[path]) if path in CONSTANTS else Imported(span, path)


def is_sdk(path: str) -> bool:
    """Return whether something imported is a part of the SageMaker Python SDK."""
    return path.partition(".")[0] == SDK
