"""What is known of the request: the service model, what the guides add to it, and the shape check made from both."""
