"""How a group's rounds go, and the one of every week."""
