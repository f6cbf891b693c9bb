"""Checks that no expression of the rule language can say, one module each."""
