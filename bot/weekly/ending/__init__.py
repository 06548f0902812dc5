"""How a week ends: whether it was short, its recap, and the farewell of a course."""
