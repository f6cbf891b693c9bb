"""Decoding of bytes, and byte offsets."""

from __future__ import annotations

import pytest

from ircompile.sources.source import decode

SOURCES = [
    (b"a: 1", "a: 1", []),
    (b"\xef\xbb\xbfa: 1", "a: 1", ["1:1 the text begins with a byte order mark"]),
    ("a: é".encode("utf-16"), "a: é", ["1:1 the text is encoded as UTF-16-LE"]),
    (b"\xfe\xff\x00a", "a", ["1:1 the text is encoded as UTF-16-BE"]),
    (b"a: \xff\n", "a: ", ["1:4 byte 0xff is not valid UTF-8"]),
    (b"a: \x00\n", "a: \ufffd\n", ["1:4 the text contains the control character U+0000"]),
    ("a: \ufeff".encode(), "a: \ufffd", ["1:4 the text contains the control character U+FEFF"]),
    ("\ufeff\ufeffa: b".encode(), "a: b", ["1:1 the text begins with 2 byte order marks"]),
    ("a: b\nc: x\uffffy".encode(), "a: b\nc: x\ufffdy", ["2:5 the text contains the control character U+FFFF"]),
    ("# \u202e\nb\u2028c".encode(), "# \ufffd\nb\ufffdc", ["1:3 the text contains the control character U+202E", "2:2 the text contains the control character U+2028"]),
    (b"a\rb\r\n", "a\nb\r\n", ["1:2 the control character U+000D ends a line by itself"]),
    (b"\xed\xa0\x80", "", ["1:1 byte 0xed is not valid UTF-8"]),
]  # fmt: skip


@pytest.mark.parametrize(("data", "text", "expected"), SOURCES, ids=[repr(data) for data, _, _ in SOURCES])
def test_decoding(data: bytes, text: str, expected: list[str]) -> None:
    source = decode("a.yaml", data)
    assert source.text == text
    found = [(source.location((it.blames[0].span or (0, 0))[0]), it.message) for it in source.findings]
    assert [f"{line}:{column} {message}" for (line, column), message in found] == expected


def test_an_invalid_byte_has_its_own_offset() -> None:
    for data, offset in ((b"a: 1\n\xc3\xa9\xff", 7), (b"\xff\xfea\x00\x00\xd8a\x00", 4)):
        source = decode("a.yaml", data)
        ((span,),) = ([blame.span for blame in it.blames] for it in source.findings if it.message.startswith("byte"))
        assert span
        assert source.byte(*source.location(span[0])) == offset
