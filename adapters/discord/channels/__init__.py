"""Places on Discord: what stands in them, and what we may do there."""
