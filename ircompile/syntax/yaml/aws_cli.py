"""The YAML reader of version 2 of the AWS CLI: ruamel.yaml, set up as `--cli-input-yaml` does."""

from __future__ import annotations

from contextlib import contextmanager

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


class RefusedError(ValueError):
    """The AWS CLI can't read a text.

    Attributes:
        problem: Why, in the words of its reader.
        offset: Where its reader stopped; 0 if it doesn't say.
        is_handled: Whether the AWS CLI reports it as "Invalid YAML received."; if not, it ends with the error itself.
    """

    def __init__(self, problem: str, offset: int, *, is_handled: bool) -> None:
        super().__init__(problem)
        self.problem = problem
        self.offset = offset
        self.is_handled = is_handled


def read_one(content: str | bytes) -> Any:
    """Return the value of a text with at most one document.

    Raises:
        RefusedError: The AWS CLI can't read it.
    """
    with _refusals():
        return _reader().load(content)


def read_each(text: str) -> Iterator[Any]:
    """Yield the value of each document of a text, of which the AWS CLI would read one at a time.

    Raises:
        RefusedError: The AWS CLI can't read the next document.
    """
    with _refusals():
        yield from _reader().load_all(text)


def _reader() -> Any:
    from ruamel.yaml import YAML

    reader = YAML(typ="safe", pure=True)
    reader.composer.warn_double_anchors = False  # an anchor may be defined again; the warning would go to stderr
    return reader


@contextmanager
def _refusals() -> Iterator[None]:
    """Raise errors of ruamel.yaml as `RefusedError`."""
    from ruamel.yaml.error import YAMLError

    try:
        yield
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise RefusedError(problem, mark.index if mark else 0, is_handled=True) from error
    except Exception as error:  # a value that doesn't fit its tag may raise any error
        raise RefusedError(str(error), 0, is_handled=False) from error
