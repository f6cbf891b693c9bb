"""Values that are loaded from elsewhere: from files, and from addresses that version 1 of the CLI would fetch."""

from __future__ import annotations

from ircompile.syntax.command_line.error import CommandError
from ircompile.syntax.paramfile import ParamfileError, load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.syntax.command_line.argparse_layer import Argument


class Files:
    """Loads the files that the values of one command line name.

    Args:
        directory: Where relative paths start; files outside of it are not read.
        version: The AWS CLI's version, 1 or 2.
    """

    def __init__(self, directory: str, version: int) -> None:
        self.directory = directory
        self._fetches = version == 1

    def load(self, option: str, argument: Argument) -> str | bytes:
        """Return the content of the file that an option's value names, or the value itself.

        Raises:
            CommandError: The file can't be read or is outside the directory, or the value is an address to fetch.
        """
        text = argument.text
        if self._fetches and text.startswith(("http://", "https://")):
            message = (
                f"{option}: AWS CLI version 1 would fetch {text}, but nothing is fetched here: name a file (file://)"
            )
            raise CommandError("param", message, argument.index)
        try:
            return load(text, self.directory)
        except ParamfileError as error:
            raise CommandError("param", f"{option}: {error}", argument.index) from None
