"""Differences between two requests, member by member."""
