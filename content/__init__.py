"""Packs: the roadmap as data, how it is read and how it is checked. Knows nothing of bots."""
