"""Setting a group up: its course and its rhythm, looked at first, then confirmed."""
