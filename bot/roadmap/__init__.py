"""The map of a pack, and how far one has come on it."""
