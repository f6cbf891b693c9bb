"""What is said about values: findings and diagnostics, and the paths and words that they are made of."""
