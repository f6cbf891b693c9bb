"""Rules: the rule book, the rule language, and the checks that can't be written in it."""
