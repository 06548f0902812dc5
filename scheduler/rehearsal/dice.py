"""Chance that comes out the same whenever the same is asked."""

from random import Random


def dice(*asked: object) -> Random:
    """Dice for one question; the seed is part of the question."""
    return Random("/".join(map(str, asked)))  # noqa: S311 - a rehearsal has no secrets
