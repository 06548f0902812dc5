"""From other people's formats to a pack: one module a format."""
