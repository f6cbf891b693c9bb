"""Changes that an editor offers: fixes of findings, and shorthand for structures or the other way round."""
