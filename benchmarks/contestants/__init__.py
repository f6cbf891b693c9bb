"""Who does the work: each function prepares a contestant, in its own environment, and returns what is measured."""
