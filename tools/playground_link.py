"""Addresses of the playground that hold a text, as `docs/playground/link.js` reads them."""

from __future__ import annotations

import base64
import zlib


def fragment(text: str, language: str = "text") -> str:
    """Return the part of an address after the playground's own: the text, deflated, in URL-safe Base64.

    Args:
        text: The text.
        language: A key of `NAMES` in `docs/playground/answers.py`; "text" to tell it from the text.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(text.encode()) + packer.flush()
    return f"#{language}={base64.urlsafe_b64encode(data).decode().rstrip('=')}"
