"""Readers: text to tree, one module or folder for each form."""

REMOTE = ("file://", "fileb://", "http://", "https://")
"""The prefixes that make the AWS CLI load an option's value from somewhere else."""
