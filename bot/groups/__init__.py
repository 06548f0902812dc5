"""Setting a group up, steering it, and the places it lives in."""
