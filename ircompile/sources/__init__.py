"""Files and bytes to text, and files that are replaced whole."""
