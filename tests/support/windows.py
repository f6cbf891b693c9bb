"""How command lines are split on Windows, by the documentation of cmd, PowerShell and the C runtime."""

from __future__ import annotations

import re

LEGACY = re.compile(r"& \{ \$PSNativeCommandArgumentPassing = 'Legacy'; (.*) \}", re.DOTALL)


def c_runtime(line: str) -> list[str]:
    """Return the words of a program's command line by the rules of Microsoft's C runtime."""
    words, word, quoted = [], "", False
    for backslashes, quotes, other in re.findall(r'(\\*)("+)|(\\+|[^\\"])', line + " "):
        if quotes:
            word = word or "\0"  # a word has begun, even if it stays empty
            word += "\\" * (len(backslashes) // 2)
            odd = len(backslashes) % 2
            word += '"' * odd
            for quote in re.findall('""|"', quotes[odd:]) if quoted else quotes[odd:]:
                word += '"' if quote == '""' else ""
                quoted ^= quote == '"'
        elif other == " " and not quoted:
            words += [word] if word else []
            word = ""
        else:
            word = (word or "\0") + other
    assert not quoted
    return [word.replace("\0", "") for word in words]


def cmd(text: str) -> list[str]:
    """Return the words that a program gets from a command in cmd, typed or in a batch file, without delayed expansion."""
    assert "%" not in text
    line, quoted = "", False
    for escaped, character in re.findall(r"\^(\n.|.)|(.)", text, re.DOTALL):
        if escaped and quoted:
            line += "^" + escaped
            quoted ^= escaped == '"'
            continue
        assert quoted or escaped or character not in "()<>&|\n"
        quoted ^= character == '"'
        line += escaped.removeprefix("\n") or character
    assert not quoted
    return c_runtime(line)


def powershell(text: str, version: float) -> list[str]:
    """Return the words that a program gets from a command in a version of PowerShell."""
    block = LEGACY.fullmatch(text)
    tokens = re.findall(r"'((?:[^']|'')*)'|([\w-]+)|`\n *| ", block[1] if block else text)
    words = [plain or quoted.replace("''", "'") for quoted, plain in tokens if quoted or plain]
    if version >= 7.3 and not block:
        return words
    return c_runtime(" ".join(_passed(word, version) for word in words))


def _passed(word: str, version: float) -> str:
    """Return a word as PowerShell before 7.3 adds it to the command line."""
    outside = re.sub(r'(?<!\\)"|\\"', lambda mark: "" if version >= 6 and len(mark[0]) == 2 else '"', word)
    if " " not in "".join(outside.split('"')[::2]):
        return word
    backslashes = word[len(word.rstrip("\\")) :] if version >= 6 else ""
    return f'"{word}{backslashes}"'
