"""From quiz questions in the formats of other programs to those of a pack."""
