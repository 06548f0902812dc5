"""What Slack sends, as calls."""
