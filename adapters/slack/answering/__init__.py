"""Answering people on Slack, in time."""
