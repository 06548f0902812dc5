"""The life of a live round, from its announcement to its result."""
