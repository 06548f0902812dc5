"""The terminal as a platform: the playground."""
