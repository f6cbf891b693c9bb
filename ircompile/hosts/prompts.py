"""Prompts of interactive sessions, which were copied with what was typed after them."""

from __future__ import annotations

import re

from ircompile.hosts.excerpts import joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ircompile.hosts.excerpts import Excerpt

FIRST = re.compile(r"\s*^[ \t]*(?:>>>(?: |$)|In \[\d*\]: ?)", re.MULTILINE)
"""The first prompt of a session of Python or IPython."""
LINE = re.compile(
    r"(?P<prompt>[ \t]*(?:>>>|\.\.\.(?!:)|In \[\d*\]:|\.{3,}:)(?: |(?=\r?$)))?[^\n]*(?:\n|\Z)", re.MULTILINE
)
"""A line, with the prompt before it."""

USER = r"(?:[\w.-]++@[^\s$#%]*+(?:[ \t]+[^\s$#%]++)?[ \t]*[$%#]|(?:\[[^\]\n]*+\]|[^\s$%#\[(]++[ \t]*)?[$%])"
SHELL_PROMPT = rf"[ \t]*+(?:\([\w.-]++\)[ \t]*)?{USER}(?:[ \t]|(?=\r?$))"
SHELL_FIRST = re.compile(rf"\s*^{SHELL_PROMPT}", re.MULTILINE)
"""The first prompt of a session of a shell."""
SHELL_LINE = re.compile(
    rf"(?:(?P<prompt>{SHELL_PROMPT})|(?P<more>[ \t]*+>(?: |(?=\r?$))))?[^\n]*(?:\n|\Z)", re.MULTILINE
)
"""A line, with a prompt before it, or the mark of a line that goes on with the one before."""
QUOTE = re.compile(r"\\.|['\"]", re.DOTALL)


def without_prompts(text: Excerpt, *, only_input: bool) -> Excerpt:
    """Return a text without the prompts of Python and IPython; the same one if it does not begin with one.

    Args:
        text: The text.
        only_input: Whether to leave out lines without a prompt, too, which are output.
    """
    if not FIRST.match(text.text):
        return text
    lines = [it for it in LINE.finditer(text.text) if it[0] and (it["prompt"] or not only_input)]
    return joined(text.part(it.end("prompt") if it["prompt"] else it.start(), it.end()) for it in lines)


def without_shell_prompts(text: Excerpt) -> Excerpt:
    """Return a text without the prompts of a shell and what is printed; the same one if it does not begin with one."""
    if not SHELL_FIRST.match(text.text):
        return text
    typed = []
    quote, goes_on = "", False  # the quote that is open at the end of a line, and whether the next one is a part of it
    for it in SHELL_LINE.finditer(text.text):
        mark = "more" if goes_on else "prompt"
        if it[0] and (goes_on or it["prompt"]):
            line = text.part(it.end(mark) if it[mark] else it.start(), it.end())
            typed.append(line)
            quote = _quote_after(line.text, quote)
            goes_on = bool(quote) or line.text.rstrip("\r\n").endswith("\\")
    return joined(typed)


def _quote_after(line: str, quote: str) -> str:
    """Return the quote that is open after a line; "" for none."""
    for it in QUOTE.finditer(line):
        if it[0][-1] == quote and (quote == "'" or len(it[0]) == 1):
            quote = ""
        elif not quote and len(it[0]) == 1:
            quote = it[0]
    return quote
