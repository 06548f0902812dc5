"""The way to Discord: its limits, its faults, what its library hides."""
