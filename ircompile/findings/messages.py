"""How values and names of a manifest are put into messages: escaped, cut, listed, and the nearest of a list."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

LONGEST = 100
"""Characters of a value that a message shows."""
NEAR = 0.6
"""How alike two words are, from 0 to 1, if the one is probably meant to be the other."""
ALIKE = 5
"""Characters with which words begin alike that are probably meant to be the same."""


def escaped(text: str) -> str:
    r"""The text with everything that is not printable written as an escape (\n, \x1b, \u202e, \U0001f468).

    So is the second of two `#`: CI runners act on `##[…]`, wherever it stands in a line.
    """
    if not text.isprintable():
        text = "".join(character if character.isprintable() else _escape(character) for character in text)
    return text.replace("##", "#\\x23")


def harmless(line: str) -> str:
    """A line of a report that no CI runner takes for a command, which would begin with `::`, after blanks or not."""
    return line.replace("::", "\\x3a:", 1) if line.lstrip().startswith("::") else line


def harmless_json(text: str) -> str:
    """A text of JSON that means the same, and in which no CI runner sees a command: of two `#` one is escaped."""
    return text.replace("##", "#\\u0023")


def _escape(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


def shown(value: Any) -> str:
    """A value as a message quotes it: on one line, escaped, in backquotes, at most 100 characters of it."""
    text = _plain(value)
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return f"`{escaped(cut)}`" if cut else "the empty string"


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value) if abs(value) < 10**LONGEST else "a number of more than 100 digits"
    return "{…}" if isinstance(value, dict) else "[…]" if isinstance(value, list) else str(value)


def cut(text: str, most: int = 10 * LONGEST) -> str:
    """The text, or its beginning where it is longer than anybody would read."""
    return text if len(text) <= most else text[: most - 1] + "…"


def kind_of(value: Any) -> str:
    """The JSON type of a value, with its article: "a string", "an integer", "null"."""
    kinds = {
        str: "a string",
        bytes: "bytes",
        bool: "a boolean",
        int: "an integer",
        float: "a number",
        dict: "a mapping",
        list: "a list",
    }
    return kinds.get(type(value), "null")


def listed(words: Iterable[str], joint: str = "or", most: int = 8) -> str:
    """Words in backquotes as people list them: "`a`, `b` or `c`"; a long list is cut."""
    quoted = [f"`{word}`" for word in words]
    if len(quoted) > most:
        return ", ".join(quoted[:most]) + f" … ({len(quoted)} in all)"
    return f" {joint} ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def counted(number: int, singular: str, plural: str = "") -> str:
    """A number with its noun: "1 item", "3 items"."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def is_date(text: str) -> bool:
    """Whether a text is a day that there is, as ISO 8601 writes it: 2027-01-31."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def same_but_spelling(word: str, candidates: Iterable[str]) -> str | None:
    """The one candidate that differs from `word` only in case, in `-` for `_` or none, or in a final s."""
    found = _by_spelling(tuple(candidates)).get(_bare(word), ())
    return found[0] if len(found) == 1 else None


_spellings: dict[tuple[str, ...], dict[str, list[str]]] = {}


def _by_spelling(candidates: tuple[str, ...]) -> dict[str, list[str]]:
    """Words by what is alike in all spellings: the same few hundred are asked for again and again."""
    if candidates in _spellings:
        return _spellings[candidates]
    if len(_spellings) >= LONGEST:
        _spellings.clear()
    found = _spellings[candidates] = {}
    for candidate in candidates:
        found.setdefault(_bare(candidate), []).append(candidate)
    return found


def _bare(word: str) -> str:
    return word[:LONGEST].casefold().replace("-", "").replace("_", "").removesuffix("s")


def nearest(word: str, candidates: Iterable[str], least: float = NEAR) -> str | None:
    """The candidate that `word` most likely stands for, if any is near enough; `least`, from 0 to 1, says how near."""
    import difflib

    candidates = list(candidates)
    spelled = same_but_spelling(word, candidates)
    if spelled:
        return spelled
    word = word[:LONGEST].casefold()
    folded = {candidate.casefold(): candidate for candidate in candidates}
    alike = [candidate for candidate in folded if candidate[:ALIKE] == word[:ALIKE]]  # of hundreds, few are looked at
    found = [it for some in (alike, folded) for it in difflib.get_close_matches(word, some, 1, least)]
    return folded[found[0]] if found else None
