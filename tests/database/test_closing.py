"""Whoever stops us may do so while the database is being closed."""

import asyncio
from pathlib import Path

import pytest

from bot.database.sqlite import SqliteDatabase


@pytest.mark.parametrize("turns", range(4))
async def test_closing_survives_cancelling(tmp_path: Path, turns: int) -> None:
    database = await SqliteDatabase.open(tmp_path / "roadmate.db")
    closing = asyncio.create_task(database.close())
    for _ in range(turns):
        await asyncio.sleep(0)
    closing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing
    if turns:  # cancelled before its first step, it never began
        again = await SqliteDatabase.open(tmp_path / "roadmate.db")
        await again.close()
    else:
        await database.close()
