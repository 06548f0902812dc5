"""Boards made anew from the record: the same rows that grow with it, should anybody doubt them."""

from pathlib import Path

from bot.boards.scoring import ENOUGH_ANSWERS
from bot.core.database_port import Transaction
from bot.database.sqlite import SqliteDatabase

# Every award once for each period in which it counts (see `scores.add`).
_PERIODS = " UNION ALL ".join(
    f"SELECT a.group_id, {period} AS period, a.member_id, a.at, a.points, a.answers, a.correct,"
    " a.readings"
    f" FROM awards a{where}"
    for period, where in (
        ("'all'", ""),
        ("'season:' || a.season", ""),
        ("a.month", ""),
        ("'week:' || a.week", " WHERE a.week IS NOT NULL"),
    )
)
_ANEW = (
    "SELECT r.group_id, r.period, r.member_id, CASE WHEN m.visibility = 'hidden' THEN 0 ELSE 1 END,"
    " sum(r.points), coalesce(max(CASE WHEN r.points <> 0 THEN r.at END), min(r.at)), "
    "sum(r.answers), sum(r.correct),"
    " CASE WHEN sum(r.answers) < :enough THEN -1 ELSE sum(r.correct) * 1000000 / sum(r.answers) "
    "END,"
    " coalesce(max(CASE WHEN r.answers <> 0 THEN r.at END), min(r.at)), sum(r.readings),"
    " coalesce(max(CASE WHEN r.readings <> 0 THEN r.at END), min(r.at))"
    f" FROM ({_PERIODS}) AS r JOIN members m ON m.id = r.member_id"
    " GROUP BY r.group_id, r.period, r.member_id, m.visibility"
)
_COLUMNS = (
    "group_id, period, member_id, listed, points, points_at, answers, correct, accuracy, "
    "accuracy_at, readings,"
    " readings_at"
)


async def rebuild(tx: Transaction) -> tuple[int, int]:
    """Make every board from the record.

    Returns how many rows there are now, and how many of them had been wrong.
    """
    before = set(await tx.execute(f"SELECT {_COLUMNS} FROM scores"))
    await tx.execute("DELETE FROM scores")
    await tx.execute(f"INSERT INTO scores ({_COLUMNS}) {_ANEW}", enough=ENOUGH_ANSWERS)
    after = set(await tx.execute(f"SELECT {_COLUMNS} FROM scores"))
    return len(after), len(before ^ after)


async def rebuild_file(database: Path) -> tuple[int, int]:
    """The same for a database that no Roadmate uses. Raises `StoreError`."""
    store = await SqliteDatabase.open(database)
    try:
        return await store.run(rebuild, writes=True)
    finally:
        await store.close()
