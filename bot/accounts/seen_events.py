"""What people did that the platform may tell us of once more, also after a restart."""

from datetime import datetime

from bot.core.database_port import Transaction
from bot.database.instants import seconds


async def is_new(tx: Transaction, platform: str, idempotency_key: str, now: datetime) -> bool:
    """Remember something, by what tells it from all else on its platform; False if it was known."""
    rows = await tx.execute(
        "INSERT INTO heard (platform, once, at) VALUES (:platform, :once, :now)"
        " ON CONFLICT (platform, once) DO NOTHING RETURNING once",
        platform=platform,
        once=idempotency_key,
        now=seconds(now),
    )
    return bool(rows)


async def forget_old(tx: Transaction, before: datetime) -> None:
    """No platform repeats itself after so long."""
    await tx.execute("DELETE FROM heard WHERE at < :before", before=seconds(before))
