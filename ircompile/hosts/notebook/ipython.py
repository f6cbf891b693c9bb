"""What IPython adds to Python in a line: magics, shell commands and help.

Each is replaced by Python that does what it may do to names and values, so that the rest of the cell can be parsed.
"""

from __future__ import annotations

import ast
import re

from ircompile.hosts.excerpts import joined
from ircompile.hosts.notebook.magics import HARMLESS, RESTORING, SHELLS, STATEMENT
from ircompile.hosts.prompts import without_prompts
from ircompile.hosts.python.reader import ANYTHING, parsed
from ircompile.hosts.search import operation_in
from ircompile.hosts.snippets import UnreadError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.hosts.excerpts import Excerpt

NOTHING = "pass"
UNKNOWN = "_()"
"""An expression whose value is unknown."""
SIGN = re.compile(r"^[ \t]*[%!?,;/]|=[ \t]*[%!]|\?[ \t]*$", re.MULTILINE)
"""What is in every text that only IPython reads; in others, it is in a string."""
LINE = re.compile(
    r"(?P<indent>[ \t]*+)(?:"
    r"(?P<target>[^\n=#'\"\[%!?,;/]++[^\n=#'\"\[%!]*+(?:\[[^\n\]]*+\])?+[ \t]*+=[ \t]*+)?+"
    r"(?:!!?(?P<command>)|%(?P<magic>\w*+)[ \t]*+(?P<argument>))"
    r"|(?P<help>\?|[^\n#'\"]*?[\w*)\]]\?\??[ \t]*$)|(?P<other>[,;/]))",
    re.MULTILINE,
)
"""The beginning of a line that only IPython reads."""
REST = re.compile(r"(?:[^\n\\]|\\\r?\n|\\)*+")
"""The rest of a line, which goes on after a backslash at its end."""
TOKEN = re.compile(
    r"""\#[^\n]*|\\\r?\n|\"""(?:[^\\]|\\.)*?\"""|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'"""
    r"""|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<end>\n)|[^\#\\"'(\[{)\]}\n]++|.""",
    re.DOTALL,
)
"""A part of Python, in which strings and comments hide what is in them."""
EXPRESSION = re.compile(r"\{([A-Za-z_][^{}\n]*+)\}")
"""What may be an expression in a shell command."""
COMMAND = re.compile(r"\s*(\w++)(?:[ \t]++[^\s=(.\[][^\n]*+)?\s*")
"""A cell of one line that may be a magic without its `%`."""
INDENT = re.compile(r"(?:[ \t]*\n)*([ \t]+)")


def python(cell: Excerpt) -> tuple[Excerpt, list[Excerpt]]:
    """Return a cell as Python that can be parsed, if the cell can be, and the shell commands in it."""
    cell = _without_indent(without_prompts(cell, only_input=False))
    command = COMMAND.fullmatch(cell.text)
    if command and command[1] in HARMLESS:
        return cell.instead(NOTHING, 0), []
    if not SIGN.search(cell.text):
        return cell, []
    lines = _Lines(cell)
    return lines.python(), lines.commands


def _without_indent(cell: Excerpt) -> Excerpt:
    """Return a cell without the indentation of its first line."""
    first = INDENT.match(cell.text)
    if not first:
        return cell
    lines = [it for it in re.finditer(rf"(?:{first[1]})?+([^\n]*\n?)", cell.text) if it[0]]
    return joined(cell.part(*it.span(1)) for it in lines)


def _with_gaps(command: Excerpt) -> Excerpt:
    """Return a shell command with a name for each expression whose value IPython puts into it."""
    parts: list[Excerpt] = []
    kept = 0
    for it in EXPRESSION.finditer(command.text):
        if not it[1].isidentifier() and _is_expression(it[1]):
            parts += (command.part(kept, it.start()), command.instead("{_}", it.start()))
            kept = it.end()
    return joined([*parts, command.part(kept, len(command.text))]) if parts else command


def _is_expression(text: str) -> bool:
    try:
        return isinstance(parsed(text).body[0], ast.Expr)
    except UnreadError:
        return False


class _Lines:
    """The lines of a cell, of which those that only IPython reads are replaced.

    Attributes:
        commands: The shell commands among them.
    """

    def __init__(self, cell: Excerpt) -> None:
        self._cell = cell
        self._parts: list[Excerpt] = []
        self._kept = 0  # the offset up to which the cell is in the parts
        self.commands: list[Excerpt] = []

    def python(self) -> Excerpt:
        """Return the cell as Python."""
        text = self._cell.text
        at, depth, is_start = 0, 0, True
        while at < len(text):
            if is_start and not depth and (line := LINE.match(text, at)):
                at = self._replace(line)
                is_start = text[at : at + 1] not in ("", "\n")  # where a statement follows the magic
                continue
            token = TOKEN.match(text, at)
            assert token  # noqa: S101  # which matches any character
            at = token.end()
            depth = max(depth + (token["open"] is not None) - (token["close"] is not None), 0)
            is_start = token["end"] is not None
        return joined([*self._parts, self._cell.part(self._kept, len(text))])

    def _replace(self, line: re.Match[str]) -> int:
        """Replace a line, or the magic before its statement, and return the offset at which reading goes on."""
        start = line.end("target") if line["target"] else line.end("indent")
        end = self._end(line.end())
        magic, argument = line["magic"], self._cell.text[line.end() : end]
        if magic in STATEMENT and not line["target"] and argument[:1] not in ("", "-"):
            self._put("", start, line.end())
            return line.end()
        if line["command"] is not None or magic in SHELLS:
            self.commands.append(_with_gaps(self._cell.part(line.end(), end)))
        is_harmless = not line["other"] and (magic is None or magic in HARMLESS or magic in SHELLS)
        if magic in RESTORING and "-r" not in argument.split():
            is_harmless = True
        effect = NOTHING if is_harmless else ANYTHING
        if not is_harmless and operation_in(argument):  # an unknown magic of a statement
            self._put(f"{ANYTHING}; ", start, line.end())
            return line.end()
        self._put(f"{UNKNOWN}; {effect}" if line["target"] else effect, start, end)
        return end

    def _end(self, at: int) -> int:
        rest = REST.match(self._cell.text, at)
        return rest.end() if rest else at

    def _put(self, text: str, start: int, end: int) -> None:
        """Replace what is between two offsets."""
        self._parts += (self._cell.part(self._kept, start), self._cell.instead(text, start))
        self._kept = end
