"""Time as people mean it: weekly slots, zones, local days, calendar files."""
