"""Write docs/terminal.svg, the picture in the README: a command, and what it prints on a terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shlex
import struct
import subprocess
import sys
import termios
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "terminal.svg"
FOLDER = ROOT / "examples" / "broken"
"""Where the command runs."""
COMMAND = "ircompile lint load-test.yaml --select phases-total-exceeds-job,latency-percentile-advanced"
ROWS, COLUMNS = 24, 110
WIDTH, HEIGHT, MARGIN = 7.8, 18, 16
"""The size of a character and of the space around all of them, in pixels."""
LOOK = re.compile(r"\x1b\[([\d;]*)m")
LINK = re.compile(r"\x1b\]8;;.*?\x1b\\")
CLASSES = {"1": "bold", "2": "faint", "31": "red", "33": "yellow", "34": "blue", "36": "cyan"}
"""The classes of the style below, by the parameters of the terminal's sequences."""
STYLE = """
text { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre }
text { fill: #1f2328 } .bold { font-weight: 600 } .faint { fill: #59636e }
.red { fill: #cf222e } .yellow { fill: #9a6700 } .blue { fill: #0969da } .cyan { fill: #1b7c83 }
.window { fill: #f6f8fa; stroke: #d1d9e0 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .faint { fill: #9198a1 }
  .red { fill: #ff7b72 } .yellow { fill: #d29922 } .blue { fill: #79c0ff } .cyan { fill: #76e3ea }
  .window { fill: #0d1117; stroke: #3d444d }
}
"""


def printed(command: str, folder: Path) -> str:
    """Return what `ircompile …` prints on a terminal."""
    ours, its = pty.openpty()
    fcntl.ioctl(its, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    words = [sys.executable, "-m", "ircompile", *shlex.split(command)[1:]]
    env = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "xterm-256color"}
    with subprocess.Popen(words, cwd=folder, env=env, stdin=its, stdout=its, stderr=its):  # noqa: S603  our own command line
        os.close(its)
        parts = []
        while part := _read(ours):
            parts.append(part)
    os.close(ours)
    return b"".join(parts).decode().replace("\r\n", "\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the program has ended
        return b""


def drawing(command: str, text: str) -> str:
    """Return a terminal as SVG, in the colours that its reader prefers.

    Args:
        command: The command that was typed.
        text: What it printed.
    """
    lines = [f"\x1b[2m$\x1b[0m \x1b[1m{command}\x1b[0m", *LINK.sub("", text).rstrip("\n").split("\n")]
    widest = max(len(LOOK.sub("", line)) for line in lines)
    width, height = 2 * MARGIN + widest * WIDTH, 2 * MARGIN + len(lines) * HEIGHT
    drawn = "".join(_line(line, MARGIN + (row + 0.75) * HEIGHT) for row, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" role="img">\n'
        f"<title>{escape(command)}</title>\n<style>{STYLE}</style>\n"
        f'<rect class="window" x=".5" y=".5" width="{width - 1:g}" height="{height - 1:g}" rx="8"/>\n{drawn}</svg>\n'
    )


def _line(line: str, y: float) -> str:
    """Return a line of a terminal as elements, one for each part that looks the same."""
    column, look, drawn = 0, "", ""
    for index, part in enumerate(LOOK.split(line)):
        if index % 2:
            look = " ".join(CLASSES[name] for name in part.split(";") if name in CLASSES)
        elif part:
            start = MARGIN + (column + len(part) - len(part.lstrip())) * WIDTH
            column += len(part)
            kind = f' class="{look}"' if look else ""
            drawn += f'<text x="{start:g}" y="{y:g}"{kind}>{escape(part.strip())}</text>\n' if part.strip() else ""
    return drawn


if __name__ == "__main__":
    PICTURE.write_text(drawing(COMMAND, printed(COMMAND, FOLDER)), "utf-8")
