"""Commands in scripts that make jobs."""
