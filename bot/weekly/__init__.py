"""A week's life: its post, its thread, its replies, its recap."""
