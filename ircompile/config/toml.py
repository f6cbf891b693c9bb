"""TOML within bounds: Python's reader has none, and takes quadratic time and memory for keys of many steps."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from ircompile.findings.errors import UserError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

STEPS: Final = 16
"""Steps of one key; a configuration needs 4, and of others' tables in pyproject.toml few need 9."""
DEPTH: Final = 64
"""Brackets in brackets."""
WIDEST: Final = 64
"""Bits of an integer, as TOML has it."""
QUOTED: Final = re.compile(
    r"""
    \"{3} (?: [^"\\] | \\. | "(?!"") )*+ \"{0,5} | '{3} (?: [^'] | '(?!'') )*+ '{0,5}
  | " (?: [^"\\\n] | \\. )*+ "? | ' [^'\n]*+ '? | (?P<comment> \#[^\n]*+ )
    """,
    re.VERBOSE | re.DOTALL,
)
"""A string or a comment, closed or not: it matches wherever one begins, so that no text is looked at twice."""
LONG_KEY: Final = re.compile(rf"(?<![^\s\[{{,.]) (?: [^][{{}}=.,\s]++ [ \t]*+ \. [ \t]*+ ){{{STEPS}}}", re.VERBOSE)


class TomlError(UserError):
    """The text is no TOML within the bounds; the message is for people."""


@lru_cache(maxsize=4)
def read_toml(text: str) -> dict[str, Any]:
    """The document that a text is, with dates as text.

    Raises:
        TomlError: It is none, or goes beyond a bound.
    """
    bare = QUOTED.sub(lambda match: "" if match["comment"] else "s", text)
    if LONG_KEY.search(bare):
        raise TomlError(f"a key of it has more than {STEPS} steps")
    if _depth(bare) > DEPTH:
        raise TomlError(f"its values are nested more than {DEPTH} levels deep")
    try:
        found: dict[str, Any] = _plain(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise TomlError(f"not TOML: {error}") from None
    except ValueError:  # of so many digits that Python does not convert them, or of a few less
        raise TomlError(f"not TOML: an integer of it has more than {WIDEST} bits") from None
    except RecursionError:
        raise TomlError("its values are nested too deeply") from None
    return found


def _depth(bare: str) -> int:
    """How deep brackets are nested in a text without strings."""
    depth = deepest = 0
    for bracket in re.findall(r"[][{}]", bare):
        depth = depth + 1 if bracket in "[{" else max(depth - 1, 0)
        deepest = max(deepest, depth)
    return deepest


def _plain(value: Any) -> Any:
    """A value with its dates as text, which JSON Schema can speak of."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, int) and value.bit_length() >= WIDEST:
        raise ValueError("an integer that TOML does not have")
    return value.isoformat() if hasattr(value, "isoformat") else value
