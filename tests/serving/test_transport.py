"""Messages are read from a stream as long as their headers say where each one ends."""

from __future__ import annotations

from io import BytesIO

import pytest

from ircompile.serving.transport import LARGEST, LONGEST_LINE, MOST_LINES, TransportError, messages


def test_messages_are_read_up_to_the_end_of_the_stream() -> None:
    stream = b"Content-Length: 2\r\n\r\n{}content-length :0\nX: y\n\nCONTENT-LENGTH: 4 \r\n\r\n\r\n\r\n"
    assert [*messages(BytesIO(stream))] == [b"{}", b"", b"\r\n\r\n"]
    assert [*messages(BytesIO(b""))] == []


@pytest.mark.parametrize(
    ("header", "error"),
    [
        (b"Content-Length: 3\r\n\r\n{}", "the stream ends inside of a message"),
        (b"Content-Length: 2", "the stream ends inside of a header, or a line of it is too long"),
        (b"X: " + b"y" * LONGEST_LINE + b"\r\n", "the stream ends inside of a header, or a line of it is too long"),
        (b"Content-Length: two\r\n\r\n{}", "Content-Length is not a number of bytes"),
        (b"{}\r\n\r\n", "a header has a line without a name"),
        (b"X: y\r\n" * (MOST_LINES + 1), "a header has too many lines"),
        (b"X: y\r\n\r\n{}", "a header has no Content-Length"),
        (b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", "a header has two lengths"),
        (b"Content-Length: %d\r\n\r\n{}" % (LARGEST + 1), f"a message is larger than {LARGEST} bytes"),
    ],
)
def test_a_header_that_does_not_say_where_its_message_ends_ends_the_connection(header: bytes, error: str) -> None:
    found = messages(BytesIO(b"Content-Length: 2\r\n\r\n{}" + header))
    assert next(found) == b"{}"
    with pytest.raises(TransportError) as raised:
        next(found)
    assert str(raised.value) == error
