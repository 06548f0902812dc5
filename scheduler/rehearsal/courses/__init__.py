"""A walk on the first course of a pack, to its end and on to the course that follows."""
