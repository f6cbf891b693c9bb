"""Contestants that do what an editor asks for after each edit of a text."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def hover(file: str) -> Callable[[], object]:
    """Describe what is at a place of a text, which was edited before."""
    from ircompile.editing.hover import hover
    from ircompile.editing.settings import settings_of

    settings = settings_of(file)
    edits = edited(Path(file).read_text("utf-8"))
    return lambda: hover(*next(edits), settings)


def hover_again(file: str) -> Callable[[], object]:
    """Describe what is at a place of a text, which was read before."""
    from ircompile.editing.hover import hover
    from ircompile.editing.settings import settings_of

    settings, text, random = settings_of(file), Path(file).read_text("utf-8"), Random(1)
    return lambda: hover(text, random.randrange(len(text)), settings)


def complete(file: str) -> Callable[[], object]:
    """Offer what can be written where a text was cut off, as if it was typed up to there."""
    from ircompile.editing.completion import complete
    from ircompile.editing.settings import settings_of

    settings, text, random = settings_of(file), Path(file).read_text("utf-8"), Random(1)

    def completed() -> object:
        offset = random.randrange(len(text))
        return complete(text[:offset], offset, settings)

    return completed


def complete_within(file: str) -> Callable[[], object]:
    """Offer what can be written at a word of a text, of which the end was deleted."""
    from ircompile.editing.completion import complete
    from ircompile.editing.settings import settings_of

    settings, text, random = settings_of(file), Path(file).read_text("utf-8"), Random(1)
    words = [found.span() for found in re.finditer(r"[A-Za-z]{2,}", text)]

    def completed() -> object:
        start, end = random.choice(words)
        offset = random.randrange(start, end)
        return complete(text[:offset] + text[end:], offset, settings)

    return completed


def edited(text: str) -> Iterator[tuple[str, int]]:
    """Yield the text with another word changed each time, and an offset in it."""
    random = Random(1)
    starts = [at for at, before in enumerate(text, 1) if before == " " and text[at : at + 1].isalpha()]
    for number in itertools.count():
        at = random.choice(starts)
        yield f"{text[:at]}x{number}{text[at:]}", random.randrange(len(text))
