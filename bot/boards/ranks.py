"""Ranks: equal values share one (1, 1, 3)."""

from collections.abc import Sequence

from bot.core.database_port import Row
from bot.core.records import Standing


def ranked(rows: Sequence[Row]) -> tuple[Standing, ...]:
    """Lines of a board from rows (member, name, visibility, value), best first."""
    standings: list[Standing] = []
    for place, (member, name, visibility, value) in enumerate(rows, 1):
        shared = standings and standings[-1].value == value
        standings.append(
            Standing(standings[-1].rank if shared else place, member, name, visibility, value)
        )
    return tuple(standings)
