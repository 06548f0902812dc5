"""Seasons: the stretches of time over which boards begin anew."""

from datetime import datetime

from bot.core.database_port import Transaction
from bot.database.instants import seconds


async def begin(tx: Transaction, group: str, name: str, now: datetime) -> str:
    """A new season, which the caller gives to the group; returns its id."""
    rows = await tx.execute("SELECT count(*) FROM seasons WHERE group_id = :group", group=group)
    season = str(int(rows[0][0]) + 2)  # the first one began with the group and has no row
    await tx.execute(
        "INSERT INTO seasons (group_id, id, name, began_at) VALUES (:group, :season, :name, :now)"
        # Begun by two organisers at once, it is one season.
        " ON CONFLICT (group_id, id) DO NOTHING",
        group=group,
        season=season,
        name=name,
        now=seconds(now),
    )
    return season


async def name_of(tx: Transaction, group: str, season: str) -> str:
    """What a season is called; empty for the first."""
    rows = await tx.execute(
        "SELECT name FROM seasons WHERE group_id = :group AND id = :season",
        group=group,
        season=season,
    )
    return str(rows[0][0]) if rows else ""
