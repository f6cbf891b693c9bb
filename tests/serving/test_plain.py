"""Markdown as plain text."""

from __future__ import annotations

import pytest

from ircompile.serving.convert import plain

TEXTS = {
    "**`JobName`** · string": "JobName · string",
    "- rules: [`job-name`](https://example.com/a_b), [load-test](https://example.com)": "- rules: job-name, load-test",
    "matches `[a-z](-*[a-z]){0,63}`, not `**`": "matches [a-z](-*[a-z]){0,63}, not **",
    r"for \<name\> and \_": "for <name> and _",
    "```yaml\nTags: [{Key: a}]\n```": "```yaml\nTags: [{Key: a}]\n```",
    "a [b] (c) and 3 * 4": "a [b] (c) and 3 * 4",
    r"C:\temp": r"C:\temp",
    "a\n\n[More about `Tags[*].Key`](https://example.com)\n": "a\n\nMore about Tags[*].Key: https://example.com\n",
    "see [`Tags[*].Key`](https://example.com).": "see Tags[*].Key.",
    "[https://example.com](https://example.com)": "https://example.com",
}


@pytest.mark.parametrize("markdown", TEXTS)
def test_markup_is_removed(markdown: str) -> None:
    assert plain(markdown) == TEXTS[markdown]
