"""The language of a fence: by what is written after its marks, or else by what it contains."""

from __future__ import annotations

import re

from ircompile.hosts.python.reader import parsed
from ircompile.hosts.search import operation_in
from ircompile.hosts.snippets import UnreadError
from ircompile.sources.files import COMMAND, STATE_ACTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    Name = Literal["python", "shell", "json", "yaml", "markdown"]

WORD = re.compile(r"[\w+#-]+")
DIRECTIVES = frozenset({"code-cell", "code-block", "code", "sourcecode"})
"""What may be written before the language, in braces."""
LANGUAGES: dict[str, Name] = {
    **dict.fromkeys(
        ("python", "py", "pycon", "ipython", "python-console", "python-repl", "jupyter", "pyodide"), "python"
    ),
    **dict.fromkeys(("bash", "sh", "shell", "zsh", "ksh", "console", "terminal", "aws", "awscli", "cli"), "shell"),
    **dict.fromkeys(("shell-session", "shellsession", "sh-session", "bash-session", "shellscript"), "shell"),
    **dict.fromkeys(("json", "jsonc", "json5"), "json"),
    **dict.fromkeys(("yaml", "yml"), "yaml"),
    **dict.fromkeys(("markdown", "md", "mdx"), "markdown"),
}
"""The names of languages in lower case, without a version at their end."""
NONE = frozenset({"", "text", "txt", "plaintext", "plain", "none", "output", "code", "copy"})
"""The names of fences whose language is not said."""
VERSION = re.compile(r"[\d.]+$")
ASSIGNMENT = re.compile(r"^[ \t]*(?:>>> |In \[\d*\]: )?[A-Za-z_][\w.]*+[ \t]*+=(?!=)", re.MULTILINE)


def language_of(info: str, text: str) -> Name | None:
    """Return the language of a fence; None for one that is of no interest.

    Args:
        info: What is written after the marks that open it.
        text: What is in it.
    """
    words = WORD.findall(info.lower())
    if info.startswith("{") and words and words[0] in DIRECTIVES:
        words = words[1:]
    name = VERSION.sub("", words[0]) if words and "=" not in info.partition(" ")[0] else ""
    return LANGUAGES.get(name) if name not in NONE else _recognized(text)


def _recognized(text: str) -> Name | None:
    """Return the language of a text that names the operation, or that may assign names of a program."""
    name = operation_in(text)
    if name == COMMAND:
        return "shell"
    if text.lstrip()[:1] in ("{", "["):
        return "json"
    if name == STATE_ACTION or "InputConfig:" in text:
        return "yaml"
    return "python" if name or ASSIGNMENT.search(text) or _is_program(text) else None


def _is_program(text: str) -> bool:
    try:
        return bool(parsed(text).body)
    except UnreadError:
        return False
