"""Activities: what a member did, stamped once with its instant and their local date."""

from datetime import datetime
from typing import Literal

from bot.store.database import Transaction
from bot.store.instants import seconds

Kind = Literal["reading", "quiz"]


async def add(tx: Transaction, member: str, kind: Kind, subject: str, at: datetime, day: str) -> None:
    """Record it; the same thing twice is recorded once."""
    await tx.execute(
        "INSERT INTO activities (member_id, kind, subject, at, day) VALUES (:member, :kind, :subject, :at, :day)"
        " ON CONFLICT (member_id, kind, subject) DO NOTHING",
        member=member,
        kind=kind,
        subject=subject,
        at=seconds(at),
        day=day,
    )


async def remove(tx: Transaction, member: str, kind: Kind, subject: str) -> None:
    """Take it back."""
    await tx.execute(
        "DELETE FROM activities WHERE member_id = :member AND kind = :kind AND subject = :subject",
        member=member,
        kind=kind,
        subject=subject,
    )
