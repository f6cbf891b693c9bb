"""YAML: a reader of the whole language, and one of plain texts that takes a fraction of the time."""

NOT_TEXT = frozenset("+-.0123456789~nNtTfF")
"""The first characters of plain scalars that are not strings (YAML 1.2, 10.3.2)."""
