"""What members did, and the weeks in a row that come of it."""
