"""The language server: the protocol around the features of `ircompile.editing`, on pygls."""
