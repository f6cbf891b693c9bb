"""Links to the playground that hold a text, as `docs/playground/link.js` reads them."""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING

from ircompile.reporting.rule_page import inline

if TYPE_CHECKING:
    from ircompile.rulebook.body import Example
    from ircompile.rulebook.rule import Rule

LANGUAGES = {"manifest": "text", "command": "text", "python": "python"}
"""The language in a link, by the kind of example; "text" is told from the text."""
ONLY_CONVERTED = ("command-needs-shell", "command-refused")
"""Rules about what `convert` can't read; the playground reads commands as `lint` reads scripts."""


def fragment(text: str, language: str = "text") -> str:
    """Return the part of an address after the playground's own: the text, deflated, in URL-safe Base64.

    Args:
        text: The text.
        language: A key of `NAMES` in `docs/playground/answers.py`; "text" to tell it from the text.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(text.encode()) + packer.flush()
    return f"#{language}={base64.urlsafe_b64encode(data).decode().rstrip('=')}"


def is_shown(rule: Rule, example: Example) -> bool:
    """Return whether the playground, which has no settings, finds in an example what its rule does."""
    settings = (example.schema, example.region, example.quotas, example.overlay, example.include)
    return example.kind in LANGUAGES and not any(settings) and rule.id not in ONLY_CONVERTED


def with_links(page: str, rule: Rule) -> str:
    """Return the page about a rule with a link to the playground below the title of each example with the mistake."""
    for example in rule.body.bad:
        if is_shown(rule, example):
            title = f"\n## Bad: {inline(example.name)}\n"
            address = f"../playground/index.html{fragment(example.text, LANGUAGES[example.kind])}"
            page = page.replace(title, f'{title}\n<a href="{address}">Open it in the playground</a>\n', 1)
    return page
