"""Who has erased themselves, by fingerprint only.

What they wrote before, read again in a thread, must not count.
"""

from datetime import datetime
from hashlib import sha256

from bot.core.database_port import Transaction
from bot.database.instants import maybe_instant, seconds


async def remember(tx: Transaction, platform: str, user: str, now: datetime) -> None:
    """An account was forgotten now."""
    await tx.execute(
        "INSERT INTO forgotten (fingerprint, at) VALUES (:fingerprint, :now)"
        " ON CONFLICT (fingerprint) DO UPDATE SET at = excluded.at",
        fingerprint=_fingerprint(platform, user),
        now=seconds(now),
    )


async def last(tx: Transaction, platform: str, user: str) -> datetime | None:
    """When an account was forgotten last, as far as that still matters."""
    rows = await tx.execute(
        "SELECT at FROM forgotten WHERE fingerprint = :fingerprint",
        fingerprint=_fingerprint(platform, user),
    )
    return maybe_instant(rows[0][0]) if rows else None


async def tidy(tx: Transaction, before: datetime) -> None:
    """No thread that is still read goes back so far."""
    await tx.execute("DELETE FROM forgotten WHERE at < :before", before=seconds(before))


def _fingerprint(platform: str, user: str) -> str:
    return sha256(f"{platform}/{user}".encode()).hexdigest()
