"""What will be said: rows that are claimed, sent and marked."""
