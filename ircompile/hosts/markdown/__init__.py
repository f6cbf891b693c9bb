"""Pages of Markdown: the code in their fences."""
