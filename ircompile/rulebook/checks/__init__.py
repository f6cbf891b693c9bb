"""Checks that can't be written in the rule language, one module each."""
