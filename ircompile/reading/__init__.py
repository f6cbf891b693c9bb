"""Readers: text to tree, one a form."""
