"""The rule language: a subset of CEL, from text to Python functions."""
