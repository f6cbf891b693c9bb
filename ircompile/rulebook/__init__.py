"""Rule files to checks: the rule book, the rule language, and the checks that no expression can state."""
