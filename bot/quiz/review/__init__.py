"""Spaced review of what a person has met."""
