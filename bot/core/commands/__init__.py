"""Commands, declared once: their options, and how a typed line is read."""
