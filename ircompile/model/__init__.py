"""What is known of the request: the service model's facts, what the guides add, and the checks made from both."""
