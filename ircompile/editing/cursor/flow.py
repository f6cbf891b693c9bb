"""What is at an offset in brackets: JSON, or the flow collections of YAML."""

from __future__ import annotations

import re
from dataclasses import replace

from ircompile.editing.cursor.types import DEEPEST, Collection, Cursor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ircompile.editing.cursor.types import Layout, Position
    from ircompile.findings.values import Path

TOKEN: Final = re.compile(
    r"""(?P<space>[ \t\r\n]+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<mark>[{}\[\],])
    | (?P<colon>:(?=["'\s,\[\]{}]|\Z))
    | (?P<string>"(?:[^"\\\r\n]|\\.|\\\Z)*+"? | '(?:[^'\r\n]|'')*+'?)
    | (?P<word>(?:[^\s,\[\]{}:"]|:(?!["'\s,\[\]{}]|\Z))(?:[^\s,\[\]{}:]|:(?!["'\s,\[\]{}]|\Z))*+
        (?:[ \t]++(?:[^\s,\[\]{}:\#]|:(?!["'\s,\[\]{}]|\Z))(?:[^\s,\[\]{}:]|:(?!["'\s,\[\]{}]|\Z))*+)*+)
    | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
LONG: Final = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^']|'')*+'", re.DOTALL)
"""A string that may go on in the next lines."""
MEMBER: Final = re.compile(
    r'[ \t\r\n]*"([A-Za-z]\w*+)"[ \t]*:[ \t]*(?:"([^"\\\r\n]*+)"|(-?[0-9]++|true|false|null))[ \t]*,'
)
"""The most frequent member of a mapping in JSON, with the comma after it."""
GAP: Final = r"""(?:[^{}\[\]"'\#]|"[^"\\\r\n]*+")"""
LEAF: Final = rf"[{{\[]{GAP}*+[}}\]]"
NESTED: Final = rf"[{{\[](?:{GAP}|{LEAF})*+[}}\]]"
WHOLE: Final = re.compile(rf"[ \t\r\n]*[{{\[](?:{GAP}|{NESTED})*+[}}\]][ \t\r\n]*,")
"""A mapping or a list without more than two levels below it, with the comma after it."""
IS_KEY: Final = re.compile(r"""(?:"(?:[^"\\\r\n]|\\.)*+"|'(?:[^'\r\n]|'')*+'|[\w-]++)[ \t\r\n]*+:""")
NEXT: Final = re.compile(r"(?:[ \t\r\n]|(?<=\s)#[^\r\n]*)*+(.?)")
"""The next character that is not blank and not in a comment."""
LEGAL: Final = re.compile(r"[ \t]*(?:[,:}\]\r\n#]|\Z)")
"""What may follow a string."""
REST: Final = re.compile(r"[\w.-]*")
"""The rest of a word in a string that is not closed."""
BLOCK: Final = re.compile(r"(?:- |[A-Za-z_\"'][^\s,{}\[\]]*:(?:\s|\Z))")
"""What begins a line of a block, so that brackets before it were not closed."""


class FlowReader:
    """Follows brackets, and notes what is at an offset.

    Args:
        text: The text.
        start: Where the value begins.
        end: Where the text ends.
        offset: The offset.
        path: The path of the value.
        column: The column of the block that the value is in; -1 for none.
        is_json: Whether the text is JSON.
    """

    def __init__(
        self, text: str, start: int, end: int, offset: int, path: Path = (), column: int = -1, *, is_json: bool = False
    ) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._offset = offset
        self._column = column
        self._layout: Layout = "json" if is_json else "flow"
        self._open = [Collection(path)]
        self._states = ["value"]
        self._last = start
        self.found: Cursor | None = None
        self.closed_at = end
        self.root: Collection | None = None

    def read(self) -> Cursor:
        """Return what is at the offset."""
        self.follow()
        found = self.found or self._at("text", self._open[-1].slot, (self._offset, self._offset))
        return replace(found, root=self.root)

    def follow(self) -> None:
        """Follow the brackets up to the one that closes the first, and to the end of the mapping of the offset."""
        at = self._start
        while at < self._end:
            if (whole := self._simple_member(at) if self._states[-1] == "key" else self._whole_value(at)) is not None:
                at = whole
                continue
            token = TOKEN.match(self._text, at, self._end)
            assert token is not None  # noqa: S101  its last alternative is any character
            at = self._token(token.lastgroup or "other", at, token.end())
            if self._is_done(at):
                break
        self.closed_at = at
        if self.found is None and self._start <= self._offset <= at and (len(self._open) > 1 or at == self._end):
            self._between(at)

    def _is_done(self, at: int) -> bool:
        """Return whether the value has ended, by its bracket or because a block goes on; or is nested too deeply."""
        if (len(self._open) == 1 and self._states[0] == "done") or len(self._open) > DEEPEST:
            return True
        if self._column < 0 or self._text[at - 1 : at] not in ("\n", "\r", " ", "\t"):
            return False
        line = max(self._text.rfind("\n", 0, at), self._text.rfind("\r", 0, at)) + 1
        if line <= self._start or self._text[line:at].strip(" \t"):
            return False
        return at - line <= self._column and BLOCK.match(self._text, at) is not None

    def _simple_member(self, at: int) -> int | None:
        """Read a whole member that the offset is not in, and return its end."""
        member = MEMBER.match(self._text, at, self._end)
        if member is None or (self.found is None and self._offset <= member.end()):
            return None
        top = self._open[-1]
        top.add(member[1])
        top.fill(member[2] or member[3] or "")
        self._last = member.end() - 1
        return member.end()

    def _whole_value(self, at: int) -> int | None:
        """Read a whole mapping or list that the offset is not in, and return its end."""
        if self._states[-1] != "value" or len(self._open) == 1:
            return None
        whole = WHOLE.match(self._text, at, self._end)
        if whole is None or (self.found is None and self._offset <= whole.end()):
            return None
        top = self._open[-1]
        top.fill()
        self._last = whole.end() - 1
        self._punctuation(",")
        return whole.end()

    def _token(self, kind: str, start: int, end: int) -> int:
        """Read a token, and return its end."""
        if kind == "comment" and (start == 0 or self._text[start - 1] not in " \t\r\n"):
            kind = "other"
        if kind == "word" and self._text[start] == ":" and self._states[-1] == "colon":  # after a key in quotes
            kind, end = "colon", start + 1
        if kind == "string":
            end = self._end_of_string(start, end)
        is_scalar = kind in ("string", "word")
        is_before = self._offset < start or (self._offset == start and kind != "word")
        if self.found is None and is_before and kind != "space":
            self._between(start)
        if kind == "comment" and self.found is None and start < self._offset <= end:
            self.found = self._at("comment", self._open[-1].slot, (start, end))
        if is_scalar:
            self._scalar(start, end)
        elif kind in ("mark", "colon"):
            self._punctuation(self._text[start])
            self._last = end if kind == "mark" and self._text[start] in "}]" else self._last
        return end

    def _end_of_string(self, start: int, end: int) -> int:
        """Return where a string ends: a string that is not closed ends with the line, or with the word."""
        quote = self._text[start]
        is_closed = end - start > 1 and self._text[end - 1] == quote
        is_here = self.found is None and start < self._offset <= end
        if is_here and is_closed and self._offset < end and not LEGAL.match(self._text, end):
            rest = REST.match(self._text, self._offset, end - 1)
            return rest.end() if rest else self._offset
        if not is_closed and not is_here and self._layout == "flow":
            whole = LONG.match(self._text, start, self._end)
            return whole.end() if whole else end
        if not is_closed and is_here:
            rest = REST.match(self._text, self._offset, end)
            return rest.end() if rest else end
        return end

    def _punctuation(self, mark: str) -> None:
        top = self._open[-1]
        if mark in "{[":
            self._push(is_list=mark == "[")
        elif mark in "}]":
            self._pop(is_list=mark == "]")
        elif mark == ",":
            if len(self._open) > 1:
                self._states[-1] = "value" if top.is_list else "key"
                if top.is_list:
                    top.add()
        elif self._states[-1] == "colon":
            self._states[-1] = "value"
        elif self._states[-1] == "key":  # a key that was deleted
            top.add("")
            self._states[-1] = "value"

    def _push(self, *, is_list: bool) -> None:
        if self._states[-1] in ("key", "colon"):  # a bracket where a key should be
            self._open[-1].add("")
        slot = self._open[-1].slot
        self._open[-1].fill()
        self._states[-1] = "done"
        self._open.append(Collection(slot, is_list=is_list))
        self._states.append("value" if is_list else "key")
        if is_list:
            self._open[-1].add()
        elif not slot:
            self.root = self._open[-1]

    def _pop(self, *, is_list: bool) -> None:
        kinds = [it.is_list for it in self._open[1:]]
        if is_list not in kinds:
            return
        while len(self._open) > 1:
            self._states.pop()
            if self._open.pop().is_list == is_list:
                break

    def _scalar(self, start: int, end: int) -> None:
        """Read a string or a word."""
        is_here = self.found is None and start <= self._offset <= end  # not before a quote, which is between tokens
        quote = self._text[start] if self._text[start] in "\"'" else ""
        is_closed = bool(quote) and end - start > 1 and self._text[end - 1] == quote
        if is_here and is_closed and self._offset == end:
            is_here = False  # after the quote, nothing can be written
        inner = (start + len(quote), end - is_closed)
        content = self._text[inner[0] : inner[1]]
        top, state = self._open[-1], self._states[-1]
        colon = self._next(end) == ":" and len(self._open) > 1
        has_line_end = "\n" in self._text[self._last : start] or "\r" in self._text[self._last : start]
        if not top.is_list and (
            state == "key"
            or (state == "done" and len(self._open) > 1 and (colon or has_line_end or self._layout == "json"))
            or (state in ("value", "colon") and colon and (has_line_end or self._layout == "json"))
        ):
            missing = self._last if state == "done" else None
            if is_here:
                self.found = self._at("key", top.path, inner, quote, is_closed=is_closed, comma_before=missing)
            if not is_here or colon:
                top.add(content if not is_here else "")
                self._states[-1] = "colon"
        elif state == "value":
            if is_here:
                self.found = self._at("value", top.slot, inner, quote, is_closed=is_closed)
            top.fill("" if is_here else content)
            self._states[-1] = "done"
        elif is_here:
            self.found = self._at("text", top.slot, inner, quote, is_closed=is_closed)
        self._last = end

    def _between(self, start: int) -> None:
        """Note that the offset is between two tokens, the next of which begins at `start`."""
        top, state = self._open[-1], self._states[-1]
        here = (self._offset, self._offset)
        gap = self._text[self._last : self._offset]
        if state == "value" and (
            top.is_list or self._next(start) in ("", ",", "}", "]") or IS_KEY.match(self._text, start)
        ):
            self.found = self._at("value", top.slot, here)
        elif state == "key":
            self.found = self._at("key", top.path, here)
        elif state == "done" and len(self._open) > 1 and ("\n" in gap or "\r" in gap):
            path = (*top.path, len(top.items)) if top.is_list else top.path
            self.found = self._at("value" if top.is_list else "key", path, here, comma_before=self._last)
        else:
            self.found = self._at("text", top.slot, here)

    def _next(self, at: int) -> str:
        """Return the next character after an offset that is not blank and not in a comment; "" at the end."""
        found = NEXT.match(self._text, at, self._end)
        return found[1] if found else ""

    def _at(
        self,
        position: Position,
        path: Path,
        span: tuple[int, int],
        quote: str = "",
        *,
        is_closed: bool = False,
        comma_before: int | None = None,
    ) -> Cursor:
        after = self._next(span[1] + is_closed)
        line = max(self._text.rfind("\n", 0, span[0]), self._text.rfind("\r", 0, span[0])) + 1
        extra: dict[str, Any] = {"comma_before": comma_before} if comma_before is not None else {}
        before = self._text[line : span[0] - len(quote)]
        return Cursor(
            position,
            path,
            span,
            self._layout,
            quote,
            is_closed,
            self._open[-1],
            column=len(before) - len(before.lstrip(" \t")),
            begins_line=not before.strip(" \t"),
            has_colon=after == ":",
            comma_after=len(self._open) > 1 and after not in ("", ",", "}", "]", ":"),
            **extra,
        )
