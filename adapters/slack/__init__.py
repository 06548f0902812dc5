"""Slack as a platform, through slack-bolt."""
