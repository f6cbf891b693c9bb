"""Reading files, decoding their text, and replacing them atomically."""
