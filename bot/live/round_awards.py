"""What a closed question of a live round earns: for 5 or 500 answers, the same few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.boards import scores
from bot.core.database_port import Transaction
from bot.core.records import Group
from bot.database.instants import seconds
from bot.live.records import LiveQuestion

# Everybody's last vote decides about points, their first about accuracy. The id is the answer's
# own (see `scores.add`), so that an answer earns once, however often a question is closed.
_AWARD = (
    "INSERT INTO awards"
    " (id, group_id, member_id, kind, subject, at, day, month, season, week, points, answers, "
    "correct)"
    " SELECT 'live/' || a.round_id || '/' || a.number || '/' || a.person_id, :group, m.id,"
    " 'question', :question, :now, a.day,"
    " :month, :season, :week, CASE WHEN a.correct = 1 AND NOT EXISTS (SELECT 1 FROM awards b"
    " WHERE b.member_id = m.id"
    " AND b.kind = 'question' AND b.season = :season AND b.subject IN ({ids})) THEN :points"
    " ELSE 0 END,"
    " CASE WHEN f.person_id IS NULL THEN 0 ELSE 1 END, coalesce(f.correct, 0)"
    " FROM round_answers a JOIN members m ON m.group_id = :group AND m.person_id = a.person_id"
    " LEFT JOIN round_answers f ON f.round_id = a.round_id AND f.number = a.number"
    " AND f.person_id = a.person_id"
    " AND f.vote = 1 WHERE a.round_id = :round AND a.number = :number AND NOT EXISTS (SELECT 1"
    " FROM round_answers c"
    " WHERE c.round_id = a.round_id AND c.number = a.number AND c.person_id = a.person_id"
    " AND c.vote > a.vote)"
    " ON CONFLICT (id) DO NOTHING RETURNING id"
)
_IDS = (
    "SELECT 'live/' || a.round_id || '/' || a.number || '/' || a.person_id FROM round_answers a"
    " WHERE a.round_id = :round AND a.number = :number"
)


@dataclass(frozen=True, slots=True)
class Periods:
    """When an award counts: the number of the week that runs, if any, and the group's month."""

    week: int | None
    month: str


async def award(
    tx: Transaction,
    group: Group,
    question: LiveQuestion,
    ids: Sequence[str],
    points: int,
    periods: Periods,
    now: datetime,
) -> None:
    """Write all answers to a question into the record and onto the boards, once.

    `ids`: all that it was ever called.
    """
    names = {f"id{number}": name for number, name in enumerate(ids)}
    awarded = await tx.execute(
        _AWARD.format(ids=", ".join(f":{name}" for name in names)),
        group=group.id,
        round=question.round,
        number=question.number,
        question=ids[0],
        points=points,
        week=periods.week,
        month=periods.month,
        season=group.season,
        now=seconds(now),
        **names,
    )
    if not awarded:
        return
    boards = ["all", f"season:{group.season}", periods.month]
    for period in [*boards, f"week:{periods.week}"] if periods.week else boards:
        await scores.add_many(tx, _IDS, period, round=question.round, number=question.number)
