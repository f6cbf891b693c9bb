"""Readers: text to tree, one module or folder for each syntax."""

REMOTE = ("file://", "fileb://", "http://", "https://")
"""Prefixes for which the AWS CLI loads an option's value from elsewhere. Only version 1 fetches the addresses."""
