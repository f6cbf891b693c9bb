"""Texts: decoding, findings about control characters, and locations as editors count them."""

from __future__ import annotations

from ircompile.findings.finding import Blame, Change, Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Literal

    from ircompile.findings.masking import Secrets
    from ircompile.sources.cells import Cells
    from ircompile.sources.lines import Lines

    Kind = Literal[
        "yaml", "json", "command", "value", "toml",
        "python", "notebook", "markdown", "state-machine", "shell", "makefile", "dockerfile",
    ]  # fmt: skip
    """The language of a text; "command" is a command line, "value" the value of an option, "toml" a configuration.
    "state-machine" is no language but what some files of YAML and JSON hold."""
    KindOf = Callable[[str, str], Kind]
    """Determines the kind of a text from its name and content."""

BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xef\xbb\xbf", "utf-8"),
)
"""Byte order marks and their encodings; the longer ones first, since they begin with the shorter."""
MARKS = tuple(mark for mark, _ in BOMS)

PLAIN = bytes([9, 10, *range(32, 127)])
"""The ASCII characters that are valid in every text."""


class Source:
    """A text with its name. Offsets count the characters of `text`; lines and columns count from 1.

    Attributes:
        name: The name of the file or text.
        text: The text. Characters that readers of YAML and JSON must not see are replaced one for one, so that offsets
            stay the same and reading can go on; a CR that no LF follows ends a line there, as for the AWS CLI.
        original: The text before that. After the byte order mark and in `encoding`, it is the content of the file.
        mark: The byte order mark.
        encoding: The encoding.
        kind: The language of the text.
        findings: The findings about the text itself.
        readable: Whether the text could be decoded; if not, `text` ends before the first invalid byte.
        cells: The code cells of a notebook; None for any other text.
        is_given: Whether the user gave the text itself, so that it may be shown even if it is not a job.
        signs: What `ircompile.linting.signs.signs_of` returns; None before it is first called.
    """

    __slots__ = (
        *("_lines", "_secrets", "cells", "encoding", "findings", "is_given"),
        *("kind", "mark", "name", "original", "readable", "signs", "text"),
    )

    def __init__(
        self,
        name: str,
        text: str,
        kind: Kind,
        findings: Sequence[Finding] = (),
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
        self.findings = findings
        self.readable = readable
        self.cells: Cells | None = None
        self.is_given = False
        self.signs: tuple[bool, bool] | None = None
        self._secrets: Secrets | None = None
        self._lines: Lines | None = None

    def encoded(self, text: str) -> bytes:
        """Return the bytes of the file with another text."""
        return self.mark + text.encode(self.encoding)

    @property
    def secrets(self) -> Secrets:
        """The credentials in the text."""
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
        """Return the line and column of an offset, both from 1, the column in characters."""
        return self.lines.number(offset), offset - self.text.rfind("\n", 0, offset)

    def offset(self, line: int, column: int = 1) -> int:
        """Return the offset of a line and column, both from 1."""
        return self.lines.start(line) + column - 1

    def byte(self, line: int, column: int) -> int:
        """Return the offset of a line and column in the file, in bytes."""
        from ircompile.sources.lines import Lines

        given = self.encoding if self.readable and not self.mark else "utf-8"
        encoding = next((it for mark, it in BOMS if mark == self.mark), given)
        # `text` ends at the first invalid byte, `original` is the whole file in another encoding.
        lines = self.lines if self.original == self.text or not self.readable else Lines(self.original)
        return len(self.mark) + lines.bytes_before(self.offset(line, column), encoding)

    def line(self, number: int) -> str:
        """Return the text of a line, from 1, without its end."""
        start = self.lines.start(number)
        end = self.text.find("\n", start)
        return self.text[start : None if end < 0 else end].removesuffix("\r")


def decode(name: str, data: bytes, kind: Kind | KindOf | None = None) -> Source:
    """Return the text of a file or of standard input; invalid bytes and characters are findings.

    Args:
        name: Its name.
        data: Its content.
        kind: Its kind, or a function that determines it; None for `kind_of`.
    """
    if not data.startswith(MARKS):
        return _decoded(name, data, b"", "utf-8", kind)
    mark, encoding = next(it for it in BOMS if data.startswith(it[0]))
    width = len(mark)
    while data.startswith(mark[:width], len(mark)):
        mark += mark[:width]
    return _decoded(name, data[len(mark) :], mark, encoding, kind)


def from_text(name: str, text: str, kind: Kind | KindOf | None = None) -> Source:
    """Return a text that a caller passed; lone surrogates in it are a finding, as invalid bytes are."""
    source = decode(name, text.encode("utf-8", "surrogatepass"), kind)
    source.is_given = True
    return source


def _decoded(name: str, data: bytes, mark: bytes, encoding: str, kind: Kind | KindOf | None) -> Source:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        kind = kind if isinstance(kind, str) else kind_of(name, before)
        source = Source(name, before, kind, mark=mark, encoding="latin-1", readable=False)
        source.original = data.decode("latin-1")  # which preserves all bytes
        blame = Blame((), f"not {encoding.upper()}", span=(len(before), len(before)))
        shown = data[error.start : error.start + 1].hex()
        message = f"byte 0x{shown} is not valid {encoding.upper()}"
        invalid = Finding("text-encoding", [blame], message=message, help="save it as UTF-8")
        source.findings = [*_mark_findings(mark, encoding, kind), invalid]
        return source
    kind = kind if isinstance(kind, str) else (kind or kind_of)(name, text)
    is_plain = encoding == "utf-8" and text.isascii() and not data.translate(None, PLAIN)
    source = Source(name, text, kind, _mark_findings(mark, encoding, kind), mark=mark, encoding=encoding)
    if not is_plain:
        _find_controls(source)
    return source


def _find_controls(source: Source) -> None:
    """Add findings about the control characters in a text, and replace those that no reader must see."""
    from ircompile.sources.controls import control_findings, controls_in, without_controls

    if controls := controls_in(source.text, source.kind):
        source.findings = [*source.findings, *control_findings(source.text, source.kind, controls)]
        if source.kind in ("yaml", "json"):
            source.text = without_controls(source.text, controls)


def kind_of(name: str, text: str) -> Kind:
    """Return "json" or "yaml" by the extension, else by the first character that is not blank."""
    if name.lower().endswith(".json"):
        return "json"
    if name.lower().endswith((".yaml", ".yml")):
        return "yaml"
    return "json" if text.lstrip()[:1] in ("{", "[") else "yaml"


def _mark_findings(mark: bytes, encoding: str, kind: Kind) -> list[Finding]:
    """Return the finding for byte order marks, if there are any."""
    if not mark:
        return []
    return [_marked(len(mark) // len(BOMS[-1][0]), kind) if encoding == "utf-8" else _encoded(encoding)]


def _marked(times: int, kind: Kind) -> Finding:
    """Return the finding for byte order marks, of which the AWS CLI accepts one before YAML and none before JSON."""
    is_read = kind == "yaml" and times == 1
    reader = "the AWS CLI reads it only if its file encoding is UTF-8" if is_read else "the AWS CLI rejects it"
    return Finding(
        "text-encoding",
        [Blame((), span=(0, 0))],
        message="the text begins with " + ("a byte order mark" if times == 1 else f"{times} byte order marks"),
        help="save it as UTF-8 without a BOM",
        notes=[reader] if kind in ("yaml", "json") else (),
        severity="warning" if is_read or (times == 1 and kind != "json") else "error",
        changes=[Change("encode", (), "utf-8", safe=True, title="save it without a byte order mark")],
    )


def _encoded(encoding: str) -> Finding:
    return Finding(
        "text-encoding",
        [Blame((), span=(0, 0))],
        message=f"the text is encoded as {encoding.upper()}",
        help="save it as UTF-8; Windows PowerShell's `>` writes UTF-16, `Set-Content -Encoding utf8` does not",
        changes=[Change("encode", (), "utf-8", safe=True, title="save it as UTF-8")],
    )
