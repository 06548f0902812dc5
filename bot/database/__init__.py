"""The one door to the database, what is behind it, and its migrations."""
