"""The names in a pack's folder."""

MAP = "pack.yaml"
GLOSSARY = "glossary.yaml"
SECTIONS = "sections"
