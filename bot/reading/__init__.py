"""What to read next, and what has been read."""
