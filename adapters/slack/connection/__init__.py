"""The way to Slack: its limits, its faults, what its library hides."""
