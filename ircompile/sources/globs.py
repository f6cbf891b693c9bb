"""Globs, which mean what they would mean in a `.gitignore` of their folder."""

from __future__ import annotations

import os
import re
from functools import lru_cache

from ircompile.findings.errors import UserError
from ircompile.findings.messages import shown
from ircompile.sources.repository import relative

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    Row = tuple[str, str]
    """A pattern, and the absolute path of its folder, which ends with a slash."""

STAR = r"\[\^/\]\*"
"""What pathspec writes for a `*`."""
ITEM = r"(?:\\.|\[\^?\]?[^\]]*\]|[^\\\[()/|?$])"
"""What pathspec writes for a character or a class."""
LEADING, INNER = "(?:.+/)?", "(?:/.+)?"
"""What pathspec writes for a `**`."""
ESCAPED_LETTER = r"(?<!\\)(?:\\\\)*\\[A-Za-z0-9]"
"""A letter or digit after a backslash that no other one escapes."""
HIDDEN = "\x01"
"""What pathspec is shown in the place of a class."""
CLASS = r"(?s)\\.|\x01|\[([!^]?+)(\]?(?:\[:\w*:\]|\\[^/]|[^]\\/])+|\])\]"
"""A class such as `[!a-z]`, or a character that must not be taken for one or for `HIDDEN`."""
MEMBER = r"(?s)\[:(\w*):\]|\\?(.)(?:-\\?(.))?"
"""A named class in a class, or a character or a range."""
NOTHING = "z-a"
NAMED = {
    "alnum": "0-9A-Za-z", "alpha": "A-Za-z", "blank": r" \t", "cntrl": r"\0-\x1f\x7f", "digit": "0-9", "graph": "!-~",
    "lower": "a-z", "print": " -~", "punct": r"!-/:-@\[-`{-~", "space": r" \t-\r", "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}  # fmt: skip
"""The members of named classes, such as `[:alpha:]`."""


class GlobError(UserError):
    """Raised when a glob can't be meant."""


class Glob:
    """A pattern for the paths of files and folders.

    Attributes:
        pattern: The pattern.
        folder: The folder to which paths are relative; "" for the working directory.

    Raises:
        GlobError: The pattern matches nothing, or leads out of the folder.
    """

    __slots__ = ("folder", "pattern")

    def __init__(self, pattern: str, folder: str = "") -> None:
        self.pattern = pattern
        self.folder = folder
        if why := _problem(pattern, os.path.join(os.path.abspath(folder), "").replace(os.sep, "/")):
            raise GlobError(f"the glob {shown(pattern)} {why}")

    def __repr__(self) -> str:
        return f"Glob({self.pattern!r}, {self.folder!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Glob) and (self.pattern, self.folder) == (other.pattern, other.folder)

    def __hash__(self) -> int:
        return hash((self.pattern, self.folder))


def _problem(pattern: str, folder: str) -> str:
    """Return what a pattern does that can't be meant, as the end of a sentence; "" if it can be meant."""
    steps = _body(pattern).removeprefix("/").removesuffix("/").split("/")
    below = pattern.removeprefix(folder)
    problems = {
        "leads outside the folder that it is relative to": ".." in steps,
        r"is a comment: write `\#` for a name that begins with `#`": pattern.startswith("#"),
        f"is an absolute path: write `/{below}`, relative to {folder}": len(folder) > 1 and below != pattern,
        "has a backslash that escapes nothing: write `/` between folders": re.search(ESCAPED_LETTER, pattern),
        "matches nothing": "." in steps or "" in steps[1:] or not steps[0].strip(),
    }
    return next((problem for problem, found in problems.items() if found), "") or _syntax_problem(pattern)


def _syntax_problem(pattern: str) -> str:
    try:
        return "" if _compiled(pattern) else "has a `[` without `]`"
    except (ValueError, re.error):
        return "ends with a backslash, or has an empty range"


def is_anchored(pattern: str) -> bool:
    """Return whether a pattern names a path from its folder, and not a name in any folder."""
    body = pattern.removeprefix("!")
    return "/" in body.rstrip("/") and not body.startswith("**/")


def matches(path: str, globs: Iterable[Glob]) -> bool:
    """Return whether globs match a path, or a folder in which it is; the last one that matches decides.

    Args:
        path: The path; that of a folder ends with a slash.
        globs: The globs.
    """
    rows = tuple((glob.pattern, os.path.join(os.path.abspath(glob.folder), "")) for glob in globs)
    full = os.path.join(os.path.abspath(path), "") if path.endswith("/") else os.path.abspath(path)
    full = full.replace(os.sep, "/")
    folders = (full[: found.end()] for found in re.finditer("/(?=.)", full, re.DOTALL))
    return any(_folder_matches(folder, rows) for folder in folders) or _matches(full, rows)


@lru_cache(maxsize=10_000)
def _folder_matches(path: str, rows: tuple[Row, ...]) -> bool:
    return _matches(path, rows)


def _matches(path: str, rows: tuple[Row, ...]) -> bool:
    """Return whether patterns match a path itself; the last one that matches decides."""
    for pattern, folder in reversed(rows):
        compiled = _compiled(pattern)
        if compiled and compiled[0].search(_relative(path, folder.replace(os.sep, "/"), pattern)):
            return compiled[1]
    return False


def _relative(path: str, folder: str, pattern: str) -> str:
    """Return a path relative to the folder of a pattern; "" if the pattern can't match it.

    A configuration that others extend may be in a folder beside the files: names are matched there, too.
    """
    if path.startswith(folder):
        return path[len(folder) :]
    if is_anchored(pattern):
        return ""
    name = re.sub(r"^(\.\.(/|\Z))+", "", relative(path, folder).replace(os.sep, "/"))
    return name + "/" * (name != "" and path.endswith("/"))


@lru_cache(maxsize=10_000)
def _compiled(pattern: str) -> tuple[re.Pattern[str], bool] | None:
    """Return an expression for the paths that a pattern itself matches, and whether it includes or takes back.

    Returns None if it matches nothing.
    """
    from pathspec import GitIgnoreSpec

    sign = "!" * pattern.startswith("!")
    classes: list[str] = []
    body = re.sub(CLASS, lambda found: _hidden(found, classes), _body(pattern))
    (found,) = GitIgnoreSpec.from_lines([sign + body]).patterns
    if found.include is None or found.regex is None:
        return None
    expression = re.sub(HIDDEN, lambda _: classes.pop(0), _linear(found.regex.pattern))
    return re.compile(expression, re.DOTALL), found.include


def _hidden(found: re.Match[str], classes: list[str]) -> str:
    """Return a character that hides a class from pathspec, which reads some unlike git, and note its expression."""
    negation, members = found.groups()
    if members is None and found[0][-1] != HIDDEN:
        return found[0]
    parts = [
        NAMED.get(name, NOTHING) if name else re.escape(first) + "-" * (last != "") + re.escape(last)
        for name, first, last in re.findall(MEMBER, members or "")
    ]
    classes.append(f"(?!/)[{'^' * (negation != '')}{''.join(parts)}]" if parts else HIDDEN)
    return HIDDEN


def _body(pattern: str) -> str:
    """Return a pattern without its `!`, as pathspec reads it.

    `./a`, which shells complete, becomes `/a`, a step of more than two stars `**`, as in git, and `a/**/`, of which
    pathspec takes `a` for a part, `a/**/*/`.
    """
    body = re.sub(r"(?<![^/])\*{3,}(?![^/])", "**", pattern.removeprefix("!"))
    return body[body.startswith("./") :] + "*/" * body.endswith("/**/")


def _linear(expression: str) -> str:
    """Return an expression of pathspec that matches a path itself, not what is below it, and in linear time.

    Each part between two wildcards is searched once, from the left: a later place for it makes nothing else match.
    """
    expression = expression.replace("(?:(?P<ps_d>/)|$)", r"/?\Z").replace("(?P<ps_d>/)", r"/\Z")
    expression = re.sub(rf"{STAR}({ITEM}*?)(?={STAR})", r"(?>[^/]*?\1)", expression)
    expression = expression.replace(LEADING, "(?:[^/]+/)*?").replace(INNER, "\0(?:/[^/]+)*?")
    *parts, last = expression.split("\0")
    return "".join(f"(?>{part}(?=/))" for part in parts) + last + "." * last.endswith("/")
