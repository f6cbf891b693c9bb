"""Bytes to text: decoding, what may not stand in a text, and places as editors count them."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Change, Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ircompile.findings.masking import Secrets
    from ircompile.sources.lines import Lines

    Kinds = Callable[[str, str], str]

BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8"),
)
"""Byte order marks and their encodings; the longer ones first, since they begin like the shorter."""
MARKS = tuple(mark for mark, _ in BOMS)

PLAIN = bytes([9, 10, *range(32, 127)])
"""The ASCII characters that no check needs to look at."""

CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\ufeff"
YAML_CONTROLS = CONTROLS + r"\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufffe\uffff"
"""In YAML also DEL, C1 with NEL, LS, PS, bidi controls and what is no character: YAML 1.1, YAML 1.2 and a reviewer's
screen disagree about them."""


class Source:
    """One text with its name. Offsets count characters of `text`, lines and columns from 1.

    `kind` is "yaml", "json", "command" (a command line) or "value" (of one option). `faults` are the findings about
    the text itself; characters that no reader of YAML or JSON may see are replaced in `text`, one for one, so that
    places hold and reading can go on. `original` still has them; with the byte order `mark` and in `encoding` it is the
    file. `is_given` says that it is no file: whoever runs the program wrote it there and then.
    """

    __slots__ = (
        *("_lines", "_secrets", "encoding", "faults", "is_given"),
        *("kind", "mark", "name", "original", "readable", "text"),
    )

    def __init__(
        self,
        name: str,
        text: str,
        kind: str,
        faults: Sequence[Finding] = (),
        *,
        mark: bytes = b"",
        encoding: str = "utf-8",
        readable: bool = True,
    ) -> None:
        self.name = name
        self.text = self.original = text
        self.mark = mark
        self.encoding = encoding
        self.kind = kind
        self.faults = faults
        self.readable = readable
        self.is_given = False
        self._secrets: Secrets | None = None
        self._lines: Lines | None = None

    def encoded(self, text: str) -> bytes:
        """What the file holds when its text is another one."""
        return self.mark + text.encode(self.encoding)

    @property
    def secrets(self) -> Secrets:
        """What of the text nobody may see."""
        if self._secrets is None:
            from ircompile.findings.masking import Secrets

            self._secrets = Secrets(self.text)
        return self._secrets

    @property
    def lines(self) -> Lines:
        """The lines of the text."""
        if self._lines is None:
            from ircompile.sources.lines import Lines

            self._lines = Lines(self.text)
        return self._lines

    def location(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, the column in characters."""
        return self.lines.number(offset), offset - self.text.rfind("\n", 0, offset)

    def offset(self, line: int, column: int = 1) -> int:
        """The offset of a line and a column, both from 1."""
        return self.lines.start(line) + column - 1

    def byte(self, line: int, column: int) -> int:
        """The offset in the file, in bytes, at which a line and column stand."""
        from ircompile.sources.lines import Lines

        encoding = next((it for mark, it in BOMS if mark == self.mark), "utf-8")
        # Of what can't be decoded, `text` is what comes before.
        lines = self.lines if self.original == self.text or not self.readable else Lines(self.original)
        return len(self.mark) + lines.bytes_before(self.offset(line, column), encoding)

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its end."""
        start = self.lines.start(number)
        end = self.text.find("\n", start)
        return self.text[start : None if end < 0 else end].removesuffix("\r")


def decode(name: str, data: bytes, kind: str | Kinds | None = None) -> Source:
    """The text of a file or of standard input; never raises, since what is wrong with it is a finding.

    Args:
        name: What it is called.
        data: What it holds.
        kind: What it is written in, or what finds that out from name and text; None for YAML or JSON.
    """
    if not data.startswith(MARKS):
        return _decoded(name, data, b"", "utf-8", kind, [])
    mark, encoding = next(it for it in BOMS if data.startswith(it[0]))
    width = len(mark)
    while data.startswith(mark[:width], len(mark)):
        mark += mark[:width]
    fault = _marked(len(mark) // width) if encoding == "utf-8" else _encoded(encoding)
    return _decoded(name, data[len(mark) :], mark, encoding, kind, [fault])


def from_text(name: str, text: str, kind: str | Kinds | None = None) -> Source:
    """A text that somebody gives; lone surrogates in it are a finding as bad bytes would be."""
    source = decode(name, text.encode("utf-8", "surrogatepass"), kind)
    source.is_given = True
    return source


def _decoded(
    name: str, data: bytes, mark: bytes, encoding: str, kind: str | Kinds | None, faults: list[Finding]
) -> Source:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        kind = kind if isinstance(kind, str) else kind_of(name, before)
        source = Source(name, before, kind, mark=mark, encoding="latin-1", readable=False)
        source.original = data.decode("latin-1")  # which gives back any bytes
        blame = Blame((), f"not {encoding.upper()}", span=(len(before), len(before)))
        shown = data[error.start : error.start + 1].hex()
        message = f"byte 0x{shown} is not valid {encoding.upper()}"
        source.faults = [*faults, Finding("text-encoding", [blame], message=message, help="save it as UTF-8")]
        return source
    kind = kind if isinstance(kind, str) else (kind or kind_of)(name, text)
    source = Source(name, text, kind, faults, mark=mark, encoding=encoding)
    plain = text.isascii() and not data.translate(None, PLAIN) if encoding == "utf-8" else False
    if not plain:
        _replace_controls(source, faults)
    return source


def kind_of(name: str, text: str) -> str:
    """What a text is written in, "json" or "yaml": by the extension, else by the first character."""
    if name.lower().endswith(".json"):
        return "json"
    if name.lower().endswith((".yaml", ".yml")):
        return "yaml"
    return "json" if text.lstrip()[:1] in ("{", "[") and text.strip() else "yaml"


def _marked(times: int) -> Finding:
    """The finding for byte order marks; nobody but us passes over a second one."""
    return Finding(
        "text-encoding",
        [Blame((), span=(0, 0))],
        message="the text begins with " + ("a byte order mark" if times == 1 else f"{times} byte order marks"),
        help="save it as UTF-8 without BOM; the AWS CLI refuses JSON that has one",
        severity="warning" if times == 1 else "error",
        changes=[Change("encode", (), "utf-8", safe=True, title="save it without byte order mark")],
    )


def _encoded(encoding: str) -> Finding:
    return Finding(
        "text-encoding",
        [Blame((), span=(0, 0))],
        message=f"the text is encoded as {encoding.upper()}",
        help="save it as UTF-8; Windows PowerShell's `>` writes UTF-16, `Set-Content -Encoding utf8` does not",
        changes=[Change("encode", (), "utf-8", safe=True, title="save it as UTF-8")],
    )


def _replace_controls(source: Source, faults: list[Finding]) -> None:
    """Report the first of each character that may not stand in the text, and replace them all.

    In a command and in the value of an option any character may stand, though hardly anybody means it.
    """
    import re

    pattern = re.compile(f"[{YAML_CONTROLS if source.kind == 'yaml' else CONTROLS}]")
    text = source.text
    first = {character: text.index(character) for character in set(text) if pattern.match(character)}
    if bare := re.search(r"\r(?!\n)", text):
        first["\r"] = bare.start()
    for character, offset in sorted(first.items(), key=lambda it: it[1]):
        count = text.count(character)
        more = f" ({count} of them)" if count > 1 and character != "\r" else ""
        faults.append(
            Finding(
                "text-encoding",
                [Blame((), span=(offset, offset + 1))],
                message=f"the control character U+{ord(character):04X} stands in the text{more}",
                help=_advice(character, source.kind),
            )
        )
    if first and source.kind in ("yaml", "json"):
        text = re.sub(r"\r(?!\n)", "\ufffd", text) if bare else text
        source.text = text.translate(dict.fromkeys(map(ord, first.keys() - {"\r"}), "\ufffd"))


def _advice(character: str, kind: str) -> str:
    if character == "\r":
        return "end lines with LF or CRLF"
    escape = f"\\u{ord(character):04x}"
    quoted = {"yaml": "a double-quoted string", "json": "a string"}.get(kind, "a string of JSON")
    return f"remove it, or write {escape} in {quoted} if it is meant"
