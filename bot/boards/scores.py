"""Boards: the record of awards, and one running row a member and period, from which ranks are read.

The record only ever grows; rows are made from it as it grows, so that a board costs the same after
a million answers.
"""

from bot.boards.ranks import ranked
from bot.boards.scoring import ENOUGH_ANSWERS
from bot.core.database_port import Transaction, Value
from bot.core.records import Award, Member, Metric, Standing
from bot.database.instants import instant, seconds

# What a member must have to stand on a board at all.
_FLOOR: dict[Metric, int] = {"points": 1, "accuracy": 0, "readings": 1, "streak": 1}

_BOARD = (
    "group_id, period, member_id, listed, points, points_at, answers, correct, accuracy, "
    "accuracy_at, readings,"
    " readings_at"
)
_ADDED = (
    "ON CONFLICT (group_id, period, member_id) DO UPDATE"
    " SET points = scores.points + excluded.points,"
    " points_at = CASE WHEN excluded.points = 0 THEN scores.points_at ELSE excluded.points_at END,"
    " answers = scores.answers + excluded.answers, correct = scores.correct + excluded.correct,"
    " accuracy = CASE WHEN scores.answers + excluded.answers < :enough THEN -1"
    " ELSE (scores.correct + excluded.correct) * 1000000 / (scores.answers + excluded.answers) END,"
    " accuracy_at = CASE WHEN excluded.answers = 0 THEN scores.accuracy_at"
    " ELSE excluded.accuracy_at END,"
    " readings = scores.readings + excluded.readings,"
    " readings_at = CASE WHEN excluded.readings = 0 THEN scores.readings_at"
    " ELSE excluded.readings_at END"
)


async def add(tx: Transaction, act: str, award: Award, member: Member) -> bool:
    """Write an award into the record and onto every board of its periods.

    `act`: what it is for, and for nothing else: `quiz/<quiz>/<number>`, `reply/<member>/<week>`, or
    what `next_act` gives. False if that has been given something before, and nothing is given now.
    """
    rows = await tx.execute(
        "INSERT INTO awards (id, group_id, member_id, kind, subject, at, day, month, season,"
        " week, points, answers,"
        " correct, readings) VALUES (:id, :group, :member, :kind, :subject, :at, :day, :month,"
        " :season, :week,"
        " :points, :answers, :correct, :readings) ON CONFLICT (id) DO NOTHING RETURNING id",
        id=act,
        group=award.group,
        member=award.member,
        kind=award.kind,
        subject=award.subject,
        at=seconds(award.at),
        day=award.day,
        month=award.month,
        season=award.season,
        week=award.week,
        points=award.points,
        answers=award.answers,
        correct=award.correct,
        readings=award.readings,
    )
    if not rows:
        return False
    periods = ["all", f"season:{award.season}", award.month]
    for period in [*periods, f"week:{award.week}"] if award.week else periods:
        await _add_to_board(tx, award, period, listed=member.visibility != "hidden")
    return True


async def next_act(tx: Transaction, award: Award) -> str:
    """The act of an award whose subject can be given, taken back and given again.

    Each time has its number, so that of two who are at the same one only the first counts.
    """
    rows = await tx.execute(
        "SELECT count(*) FROM awards"
        " WHERE member_id = :member AND kind = :kind AND subject = :subject",
        member=award.member,
        kind=award.kind,
        subject=award.subject,
    )
    return f"{award.kind}/{award.member}/{award.subject}/{rows[0][0]}"


async def _add_to_board(tx: Transaction, award: Award, period: str, *, listed: bool) -> None:
    await tx.execute(
        f"INSERT INTO scores ({_BOARD}) VALUES (:group, :period, :member, :listed, :points, :at,"
        " :answers, :correct,"
        f" -1, :at, :readings, :at) {_ADDED}",
        group=award.group,
        period=period,
        member=award.member,
        listed=int(listed),
        at=seconds(award.at),
        points=award.points,
        answers=award.answers,
        correct=award.correct,
        readings=award.readings,
        enough=ENOUGH_ANSWERS,
    )


async def add_many(tx: Transaction, awards: str, period: str, **parameters: Value) -> None:
    """Put awards that are in the record onto one board of each member.

    `awards`: a query for their ids.
    """
    await tx.execute(
        f"INSERT INTO scores ({_BOARD}) SELECT w.group_id, :period, w.member_id,"
        " CASE m.visibility WHEN 'hidden' THEN 0"
        " ELSE 1 END, w.points, w.at, w.answers, w.correct, -1, w.at, w.readings, w.at FROM "
        "awards w"
        f" JOIN members m ON m.id = w.member_id WHERE w.id IN ({awards}) {_ADDED}",
        period=period,
        enough=ENOUGH_ANSWERS,
        **parameters,
    )


async def board(
    tx: Transaction, group: str, period: str, by: Metric, size: int
) -> tuple[Standing, ...]:
    """The first lines of a board: equal values share a rank, listed by who got there first."""
    rows = await tx.execute(
        f"SELECT s.member_id, p.name, m.visibility, s.{by} FROM scores s JOIN members m"
        " ON m.id = s.member_id"
        " JOIN people p ON p.id = m.person_id"
        f" WHERE s.group_id = :group AND s.period = :period AND s.listed = 1 AND s.{by} >= :floor"
        f" ORDER BY s.{by} DESC, s.{by}_at, p.user_id, s.member_id LIMIT :size",
        group=group,
        period=period,
        floor=_FLOOR[by],
        size=size,
    )
    return ranked(rows)


async def own(tx: Transaction, member: Member, period: str, by: Metric) -> Standing | None:
    """A member's own line; a hidden member's is the one they would have."""
    rows = await tx.execute(
        f"SELECT {by} FROM scores WHERE group_id = :group AND period = :period"
        " AND member_id = :member",
        group=member.group,
        period=period,
        member=member.id,
    )
    if not rows or rows[0][0] < _FLOOR[by]:
        return None
    better = await tx.execute(
        "SELECT count(*) FROM scores WHERE group_id = :group AND period = :period"
        f" AND listed = 1 AND {by} > :value",
        group=member.group,
        period=period,
        value=rows[0][0],
    )
    return Standing(int(better[0][0]) + 1, member.id, member.name, member.visibility, rows[0][0])


async def of_question(tx: Transaction, member: str, question: str, season: str) -> tuple[int, ...]:
    """What each of a member's answers to a question has earned in a season.

    Empty where there was none. Only looked at, as `paid_readings` is.
    """
    rows = await tx.execute(
        "SELECT points FROM awards WHERE member_id = :member AND kind = 'question'"
        " AND subject = :question"
        " AND season = :season",
        member=member,
        question=question,
        season=season,
    )
    return tuple(int(points) for (points,) in rows)


async def paid_readings(tx: Transaction, member: str, day: str) -> int:
    """For how many readings a member holds points on a local day.

    Only looked at: of two readings of one member that are finished at the same instant, each would
    count without the other, where a database does not let one wait for the other or run it again.
    """
    rows = await tx.execute(
        "SELECT coalesce(sum(CASE WHEN points > 0 THEN 1 WHEN points < 0 THEN -1 ELSE 0 END), 0)"
        " FROM awards"
        " WHERE member_id = :member AND day = :day AND kind = 'reading'",
        member=member,
        day=day,
    )
    return int(rows[0][0])


async def held_reading(tx: Transaction, member: str, reading: str) -> Award | None:
    """The award that a member holds for a reading or task, unless it was taken back."""
    net = await tx.execute(
        # A task has points only; a reading beyond the paid ones only counts as one.
        "SELECT coalesce(sum(points + readings), 0) FROM awards"
        " WHERE member_id = :member AND kind = 'reading' AND subject = :reading",
        member=member,
        reading=reading,
    )
    if net[0][0] <= 0:
        return None
    rows = await tx.execute(
        "SELECT group_id, member_id, kind, subject, at, day, month, season, week, points,"
        " answers, correct, readings"
        " FROM awards WHERE member_id = :member AND kind = 'reading' AND subject = :reading"
        " AND points + readings > 0"
        # Of two at one instant the later: their acts are numbered (see `next_act`).
        " ORDER BY at DESC, length(id) DESC, id DESC LIMIT 1",
        member=member,
        reading=reading,
    )
    group, holder, kind, subject, at, *rest = rows[0]
    return Award(group, holder, kind, subject, instant(at), *rest)
