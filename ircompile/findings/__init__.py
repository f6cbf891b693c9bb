"""Findings and diagnostics, and what their messages are made of: paths, quoted values, masked credentials."""
