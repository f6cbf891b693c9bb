"""Manifests and the rule book to diagnostics, and what happens to these: selection, suppressions, baseline, fixes."""
