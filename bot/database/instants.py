"""Instants as the store keeps them: whole UTC seconds."""

from datetime import UTC, datetime


def seconds(instant: datetime) -> int:
    """As a row keeps it."""
    return int(instant.timestamp())


def instant(kept: int) -> datetime:
    """As the code has it."""
    return datetime.fromtimestamp(kept, UTC)


def maybe_seconds(instant: datetime | None) -> int | None:
    """As a row keeps it, where there may be none."""
    return None if instant is None else seconds(instant)


def maybe_instant(kept: int | None) -> datetime | None:
    """As the code has it, where there may be none."""
    return None if kept is None else instant(kept)
