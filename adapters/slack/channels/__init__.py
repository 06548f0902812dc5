"""Places on Slack: what stands in them, and what we may do there."""
