"""A Message as Slack draws it."""
