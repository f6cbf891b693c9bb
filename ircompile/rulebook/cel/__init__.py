"""The rule language, a subset of CEL: compiles expressions to Python functions."""
