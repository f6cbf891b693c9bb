"""Emitters: a request to text, one module a form."""
