"""A Message as Discord draws it."""
