"""Placement: a few questions that tell what of a section or chapter somebody knows already."""
