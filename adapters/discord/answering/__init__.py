"""Answering people on Discord, in time."""
