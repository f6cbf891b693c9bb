"""What a user can set, and the files that set it."""
