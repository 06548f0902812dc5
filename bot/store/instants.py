"""Instants as the store keeps them: whole UTC seconds."""

from datetime import UTC, datetime


def seconds(instant: datetime) -> int:
    """As a row keeps it."""
    return int(instant.timestamp())


def instant(kept: int) -> datetime:
    """As the code has it."""
    return datetime.fromtimestamp(kept, UTC)
