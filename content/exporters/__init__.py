"""From a pack to other formats: one module a format."""
