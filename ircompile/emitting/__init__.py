"""Emitters: a request to text, one module for each output format."""
