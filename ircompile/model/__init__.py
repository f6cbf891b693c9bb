"""Facts about the request: the service model, additions from the guides, and the shape check made from both."""
