"""The names in a pack's folder."""

MAP = "pack.yaml"
SECTIONS = "sections"
