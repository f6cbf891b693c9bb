"""Values that stand for something else: files, and addresses that version 1 of the CLI would fetch."""

from __future__ import annotations

from ircompile.syntax.command_line.error import CommandError
from ircompile.syntax.paramfile import ParamfileError, load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.syntax.command_line.argparse_layer import Word


class Files:
    """What the values of one command line may stand for; relative paths begin at `directory`."""

    __slots__ = ("_fetches", "directory")

    def __init__(self, directory: str, version: int) -> None:
        self.directory = directory
        self._fetches = version == 1

    def load(self, option: str, word: Word) -> str | bytes:
        """The content that a word stands for, or the word itself.

        Raises:
            CommandError: a file that can't be read or lies outside the directory, an address to be fetched.
        """
        index, text = word
        if self._fetches and text.startswith(("http://", "https://")):
            message = f"{option}: aws version 1 fetches {text}; nothing is fetched here, so name a file (file://)"
            raise CommandError("param", message, index)
        try:
            return load(text, self.directory)
        except ParamfileError as error:
            raise CommandError("param", f"{option}: {error}", index) from None
