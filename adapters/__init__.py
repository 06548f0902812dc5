"""One folder a platform.

Each translates its payloads into calls and messages into its own parts.
"""
