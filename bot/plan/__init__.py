"""What a group's weeks hold: readings cut into weeks, with their dates."""
