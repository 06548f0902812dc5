"""What makes a pack worse than it should be: one small rule a function."""
