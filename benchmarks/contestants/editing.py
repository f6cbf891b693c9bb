"""Contestants that do what an editor asks for after each edit of a text."""

from __future__ import annotations

import itertools
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


def edited(text: str) -> Iterator[tuple[str, int]]:
    """Yield the text with another word changed each time, and an offset in it."""
    random = Random(1)
    starts = [at for at, before in enumerate(text, 1) if before == " " and text[at : at + 1].isalpha()]
    for number in itertools.count():
        at = random.choice(starts)
        yield f"{text[:at]}x{number}{text[at:]}", random.randrange(len(text))
