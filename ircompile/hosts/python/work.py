"""The work that a program may make."""

from __future__ import annotations

MAX_STEPS = 200_000
"""The most expressions of a program that are worked out."""
MAX_COPIES = 300_000
"""The most dictionaries and lists that are copied where a program may go several ways."""
MAX_SIZE = 1_000
"""The most items in the dictionary or list of a name; what is larger is unknown."""
NAMES, ITEMS = 8, 4
"""As many names, or items, are copied as fast as one empty list."""


class TooMuchWorkError(Exception):
    """A program makes more work than is done."""


class Work:
    """Counts the work that a program has made.

    Attributes:
        functions: The names of the functions in the program, which may be properties.
        stored: The names of the attributes that it sets on anything but a class.
        loaded: The names of the attributes that it looks up in anything but a class.

    Raises:
        TooMuchWorkError: It is too much.
    """

    def __init__(self) -> None:
        self.functions: set[str] = set()
        self.stored: set[str] = set()
        self.loaded: set[str] = set()
        self._steps = MAX_STEPS
        self._copies = MAX_COPIES

    def step(self) -> None:
        """Count an expression."""
        self._steps -= 1
        if self._steps < 0:
            raise TooMuchWorkError

    def copy(self, names: int, collections: int, items: int = 0) -> None:
        """Count a copy of names, of the dictionaries and lists that they have, and of the items in these."""
        self._copies -= names // NAMES + collections + items // ITEMS
        if self._copies < 0:
            raise TooMuchWorkError
