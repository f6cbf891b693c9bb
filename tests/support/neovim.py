"""A running Neovim without a screen, which tests type into."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SECONDS = 60
"""How long an answer may take on a busy machine."""
EDITOR = "nvim"


class Neovim:
    """An editor that was started for a file.

    Args:
        home: The home folder, with the configuration.
        file: The file; its folder is the working directory.
    """

    def __init__(self, home: Path, file: Path) -> None:
        self._socket = home / "nvim.sock"
        self._answer = home / "answer.json"
        path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
        self._environment = {"PATH": path, "HOME": str(home), "LANG": "C.UTF-8"}
        argv = [EDITOR, "--headless", "-n", "--listen", str(self._socket), file.name]
        self._editor = subprocess.Popen(
            argv, cwd=file.parent, env=self._environment, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        while not self._socket.exists():
            assert self._editor.poll() is None, "Neovim did not start"
            time.sleep(0.01)

    def type(self, keys: str) -> None:
        """Type keys, in the notation of Vim: `<Esc>`."""
        self._ask("--remote-send", keys)

    def value(self, lua: str) -> Any:
        """Return the value of an expression in Lua."""
        quoted = lua.replace("'", "''")
        self._ask("--remote-expr", f"writefile([json_encode(luaeval('{quoted}'))], '{self._answer}')")
        return json.loads(self._answer.read_text())

    def until(self, lua: str, is_wanted: Callable[[Any], object] = bool) -> Any:
        """Return the value of an expression in Lua, as soon as it is what is wanted."""
        end = time.monotonic() + SECONDS
        while not is_wanted(value := self.value(lua)):
            assert time.monotonic() < end, (lua, value, self.value("vim.fn.execute('messages')"))
            time.sleep(0.05)
        return value

    def text(self) -> str:
        """Return the text of the buffer."""
        return "".join(f"{line}\n" for line in self.value("vim.api.nvim_buf_get_lines(0, 0, -1, false)"))

    def quit(self) -> int:
        """Leave without saving, and return the exit code."""
        self.type("<Esc>:qa!<CR>")
        return self._editor.wait(SECONDS)

    def _ask(self, how: str, what: str) -> None:
        argv = [EDITOR, "--server", str(self._socket), how, what]
        subprocess.run(argv, env=self._environment, capture_output=True, check=True)
