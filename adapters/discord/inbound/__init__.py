"""What Discord sends, as calls."""
