"""Workspaces that were told how to begin, once for each time that Roadmate came into them."""

from datetime import datetime

from bot.core.database_port import Transaction
from bot.database.instants import seconds


async def mark(tx: Transaction, platform: str, workspace: str, joined: datetime) -> bool:
    """Somebody let us in at an instant; False if that was known."""
    rows = await tx.execute(
        "INSERT INTO greeted (platform, workspace, joined_at)"
        " VALUES (:platform, :workspace, :joined)"
        " ON CONFLICT (platform, workspace) DO UPDATE SET joined_at = excluded.joined_at"
        " WHERE greeted.joined_at < excluded.joined_at RETURNING workspace",
        platform=platform,
        workspace=workspace,
        joined=seconds(joined),
    )
    return bool(rows)


async def has_groups(tx: Transaction, platform: str, workspace: str) -> bool:
    """Whether people of a workspace know us already."""
    rows = await tx.execute(
        "SELECT id FROM groups WHERE platform = :platform AND workspace = :workspace"
        " AND substr(channel, 1, 1) NOT IN ('@', '#') LIMIT 1",
        platform=platform,
        workspace=workspace,
    )
    return bool(rows)
