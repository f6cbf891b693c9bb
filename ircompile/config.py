"""What a user can set."""

from __future__ import annotations


class Limits:
    """The bounds of what is read; a breach is a `limit-exceeded` finding, too many bytes are refused outright.

    Attributes:
        bytes: Size of one file.
        depth: Levels of nesting (a request needs 7).
        nodes: Values of one file, counted as if every alias and merge were written out.
        digits: Digits of one number.
    """

    __slots__ = ("bytes", "depth", "digits", "nodes")

    def __init__(
        self,
        *,
        bytes: int = 8 * 2**20,
        depth: int = 100,
        nodes: int = 250_000,
        digits: int = 1000,
    ) -> None:
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
        self.digits = digits


class Config:
    """Settings of one run.

    Attributes:
        limits: The bounds of what is read.
    """

    __slots__ = ("limits",)

    def __init__(self, *, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
