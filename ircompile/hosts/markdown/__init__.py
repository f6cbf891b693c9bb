"""Pages of Markdown and reStructuredText: the code in their fences and blocks."""
