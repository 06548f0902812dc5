"""One folder a platform; each translates its payloads into calls and messages into its own parts."""
