"""Texts to requests: which texts hold jobs, shorthand expanded, commands read."""
