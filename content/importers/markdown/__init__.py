"""From Markdown roadmaps and awesome-lists to a pack."""
