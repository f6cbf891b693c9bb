"""Suggestions for misspelt words: the known word that a word was probably meant to be, if one is near enough."""

from __future__ import annotations

from functools import lru_cache

from ircompile.findings.messages import LONGEST
from ircompile.package import Cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

CACHED = 128
"""The words whose suggestions are kept: an editor asks for the same ones after each edit."""
CHARACTERS_PER_EDIT = 4
"""The characters that a word has for each edit of a typo: `lnt` is a typo of `lint`, `init` is not."""
MOST_EDITS = 3
"""The edits of a typo in a word of any length."""
SHORTEST = 3
"""The characters of a word for which another is suggested at least."""
SHORTEST_ABBREVIATION = 4
"""The characters of the beginning of a word that stands for all of it at least."""
COMMON_PREFIX = 5
"""Candidates that share this many first characters with the word are compared before all others."""
SIMILAR = 0.6
"""A similarity, as of `difflib`, that every typo has with the word that was meant."""
WORDS = r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+"
"""The words in `JobDurationInSeconds`, `--output-format` or `COMPUTER_VISION`."""


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that a word was probably meant to be; None if none is near.

    That is one that differs in case and hyphens only, by a typo, or by words that one of both lacks, if it has the
    fewest more than the other: `--format` means `--output-format`.
    """
    candidates = list(candidates)
    return same_but_spelling(word, candidates) or misspelt(word, candidates) or _with_other_words(word, candidates)


def misspelt(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that a word is a typo of, with the fewest edits; None if none or several are."""
    return _misspelt(word[:LONGEST].casefold(), tuple(candidates))


@lru_cache(maxsize=CACHED)
def _misspelt(word: str, candidates: tuple[str, ...]) -> str | None:
    import difflib

    folded = {candidate.casefold(): candidate for candidate in candidates}
    close = [candidate for candidate in folded if candidate[:COMMON_PREFIX] == word[:COMMON_PREFIX]]  # few of hundreds
    for some in (close, folded):
        found = [it for it in difflib.get_close_matches(word, some, cutoff=SIMILAR) if _is_typo(word, it)]
        fewest = min((_edits(word, it) for it in found), default=0)
        best = [it for it in found if _edits(word, it) == fewest]
        if best:
            return folded[best[0]] if len(best) == 1 else None
    return None


def same_but_spelling(word: str, candidates: Iterable[str]) -> str | None:
    """Return the one candidate that differs from `word` only in case, `-`, `_` or a final s, else None."""
    found = _by_spelling(tuple(candidates)).get(_normalized(word), ())
    return found[0] if len(found) == 1 else None


_spellings = Cache(LONGEST)


def _by_spelling(candidates: tuple[str, ...]) -> dict[str, list[str]]:
    """Return candidates by their normalized spelling, cached since the same few lists are used again and again."""
    found: dict[str, list[str]] | None = _spellings.get(candidates)
    if found is None:
        found = {}
        for candidate in candidates:
            found.setdefault(_normalized(candidate), []).append(candidate)
        _spellings.add({candidates: found})
    return found


def _normalized(word: str) -> str:
    return word[:LONGEST].casefold().replace("-", "").replace("_", "").removesuffix("s")


def _is_typo(word: str, other: str) -> bool:
    """Return whether two words differ in few characters, not counting the hyphens of options."""
    word, other = word.lstrip("-"), other.lstrip("-")
    length = max(len(word), len(other))
    most = min(length // CHARACTERS_PER_EDIT, MOST_EDITS)
    return _edits(word, other) <= (most or length >= SHORTEST)


def _edits(word: str, other: str) -> int:
    """Return how many characters must be inserted, removed, replaced or exchanged with the next to get `other`."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, character in enumerate(word):
        last, before, row = before, row, [i + 1]
        for j, wanted in enumerate(other):
            costs = [before[j] + (character != wanted), before[j + 1] + 1, row[j] + 1]
            if i and j and character == other[j - 1] and word[i - 1] == wanted:
                costs.append(last[j - 1] + 1)
            row.append(min(costs))
    return row[-1]


def _with_other_words(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that has the words of `word` and the fewest more, or lacks the fewest; None if several do.

    At least half of the words of `word` must be in the candidate.
    """
    words = _words(word)
    surplus: dict[int, list[str]] = {}
    for candidate in candidates if len("".join(words)) >= SHORTEST else ():
        others = _words(candidate)
        if _are_among(words, others) or (2 * len(others) >= len(words) and _are_among(others, words)):
            surplus.setdefault(abs(len(others) - len(words)), []).append(candidate)
    fewest = surplus[min(surplus)] if surplus else []
    return fewest[0] if len(fewest) == 1 else None


def _words(text: str) -> list[str]:
    import re

    return [word.casefold() for word in re.findall(WORDS, text[:LONGEST])]


def _are_among(words: list[str], others: list[str]) -> bool:
    """Return whether words are among others in the same order, though abbreviated or misspelt."""
    rest = iter(others)
    return bool(words) and all(any(_is_like(word, other) for other in rest) for word in words)


def _is_like(word: str, other: str) -> bool:
    """Return whether two words are equal, or one is the beginning or a typo of the other."""
    short, long = sorted((word, other), key=len)
    if len(short) < SHORTEST_ABBREVIATION:
        return short == long
    return long.startswith(short) or _is_typo(word, other)
