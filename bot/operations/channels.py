"""The channels of groups, seen from outside while a Roadmate may be running.

Plain SQLite, read-only.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import StoreError
from bot.core.interaction import Address
from bot.database.faults import explain
from bot.operations import texts

# Not where weeks have ended, nor where the place is gone: nothing is posted there. `@` is one
# person alone, `#` erased.
_POSTED_TO = (
    "SELECT g.workspace, g.channel, g.name FROM groups g LEFT JOIN schedules s ON s.group_id = g.id"
    " WHERE g.platform = :platform AND s.ended_at IS NULL AND g.gone_at IS NULL"
    " AND substr(g.channel, 1, 1) NOT IN ('@', '#')"
    " ORDER BY g.created_at DESC, g.id"
)


@dataclass(frozen=True, slots=True)
class Channel:
    """A group's channel, and what the group is called."""

    address: Address
    name: str


def of_platform(database: Path, platform: str) -> Sequence[Channel]:
    """The newest first. Raises StoreError where there is no database that tells."""
    if not database.is_file():
        raise StoreError(texts.no_database(database))
    try:
        with closing(
            sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)
        ) as reader:
            rows = reader.execute(_POSTED_TO, {"platform": platform}).fetchall()
    except sqlite3.Error as fault:
        raise explain(fault, database) from fault
    return [
        Channel(Address(platform, workspace, channel), name) for workspace, channel, name in rows
    ]
