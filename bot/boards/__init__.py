"""Points, ranks and seasons."""
