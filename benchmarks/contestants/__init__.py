"""The contestants: each function prepares one, in its own environment, and returns the function to measure."""
