"""Rounds for everyone in a channel."""
