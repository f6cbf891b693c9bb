"""A TOML reader with limits: Python's has none, and takes quadratic time and memory for keys of many steps."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from ircompile.findings.errors import UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

MAX_STEPS: Final = 16
"""The number of steps in a key; a configuration needs 4, other tables in pyproject.toml rarely 9."""
MAX_DEPTH: Final = 64
"""The nesting of brackets, and of the values that they and the parts of keys make."""
NESTED: Final = f"values are nested more than {MAX_DEPTH} levels deep"
INTEGER_BITS: Final = 64
"""The bits of an integer, as the TOML specification requires."""
QUOTED: Final = re.compile(
    r"""
    \"{3} (?: [^"\\] | \\. | "(?!"") )*+ \"{0,5} | '{3} (?: [^'] | '(?!'') )*+ '{0,5}
  | " (?: [^"\\\n] | \\. )*+ "? | ' [^'\n]*+ '? | (?P<comment> \#[^\n]*+ )
    """,
    re.VERBOSE | re.DOTALL,
)
"""A string or a comment, closed or not. It matches wherever one begins, so that matching takes linear time."""
LONG_KEY: Final = re.compile(rf"(?<![^\s\[{{,.]) (?: [^][{{}}=.,\s]++ [ \t]*+ \. [ \t]*+ ){{{MAX_STEPS}}}", re.VERBOSE)


class TomlError(UserError):
    """Raised when a text is not TOML or exceeds a limit."""


@lru_cache(maxsize=4)
def read_toml(text: str) -> dict[str, Any]:
    """Return a TOML document with dates as strings. Results are cached; don't modify them.

    Raises:
        TomlError: The text is not TOML, or exceeds a limit.
    """
    bare = QUOTED.sub(lambda match: "" if match["comment"] else "s", text)
    if LONG_KEY.search(bare):
        raise TomlError(f"a key has more than {MAX_STEPS} parts")
    if _depth(bare) > MAX_DEPTH:
        raise TomlError(NESTED)
    try:
        found: dict[str, Any] = _plain(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise TomlError(f"not TOML: {error}") from None
    except ValueError:  # an integer, see `_plain`, or one that Python refuses to convert
        raise TomlError(f"not TOML: an integer has more than {INTEGER_BITS} bits") from None
    return found


def _depth(bare: str) -> int:
    """Return the nesting of brackets in a text without strings."""
    depth = deepest = 0
    for bracket in re.findall(r"[][{}]", bare):
        depth = depth + 1 if bracket in "[{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def _plain(value: Any, depth: int = 0) -> Any:
    """Return a value that is nested `depth` levels deep with dates as strings, since JSON has no dates."""
    if depth > MAX_DEPTH:
        raise TomlError(NESTED)
    if isinstance(value, dict):
        return {key: _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, int) and value.bit_length() >= INTEGER_BITS:
        raise ValueError("an integer that TOML can't represent")
    return value.isoformat() if hasattr(value, "isoformat") else value
