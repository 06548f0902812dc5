"""A member's own page, settings and data."""
