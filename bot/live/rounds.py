"""Live rounds and their questions.

Every step of a round is a row, so whoever dies in the middle goes on there.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.database_port import Row, Transaction, Value
from bot.database.instants import instant, maybe_instant, maybe_seconds, seconds
from bot.live.records import LiveQuestion, Pacing, Round, Votes

_ROUND = (
    "id, group_id, starter, pack, section, style, count, seconds, minutes, low, high, channel, "
    "made_at, starts_at,"
    " state, post_id, thread_id, number, silent, paused_at, ended_at, why"
)
_ASKED = (
    "round_id, number, question, shown, state, message_id, opens_at, closes_at, counted, "
    "counted_at, spoilt,"
    " first_votes, first_right, second_votes, second_right"
)


async def find(tx: Transaction, round_id: str) -> Round | None:
    """A round by its id."""
    rows = await tx.execute(f"SELECT {_ROUND} FROM rounds WHERE id = :id", id=round_id)
    return _round(rows[0]) if rows else None


async def unended(tx: Transaction, group: str) -> Round | None:
    """The round of a group that has not ended; there is one at most."""
    rows = await tx.execute(
        f"SELECT {_ROUND} FROM rounds WHERE group_id = :group AND state <> 'ended'", group=group
    )
    return _round(rows[0]) if rows else None


async def running_in(tx: Transaction, platform: str, workspace: str) -> int:
    """How many rounds run in a workspace: they share what may be edited there."""
    rows = await tx.execute(
        "SELECT count(*) FROM rounds r JOIN groups g ON g.id = r.group_id"
        " WHERE r.state <> 'ended' AND r.state = 'running' AND g.platform = :platform"
        " AND g.workspace = :workspace",
        platform=platform,
        workspace=workspace,
    )
    return int(rows[0][0])


async def add(tx: Transaction, new: Round) -> bool:
    """Keep a new round; False where the group plays one already."""
    rows = await tx.execute(
        f"INSERT INTO rounds ({_ROUND}) VALUES (:id, :group, :starter, :pack, :section, :style,"
        " :count, :seconds, :minutes, :low, :high, :channel, :made_at, :starts_at, :state, :post,"
        " :thread, :number, :silent, :paused_at, :ended_at, :why)"
        " ON CONFLICT DO NOTHING RETURNING id",
        group=new.group,
        starter=new.starter,
        pack=new.pack,
        section=new.section,
        style=new.style,
        seconds=new.pacing.seconds,
        minutes=new.pacing.minutes,
        low=new.pacing.low,
        high=new.pacing.high,
        channel=new.channel,
        made_at=seconds(new.made_at),
        **_state(new),
    )
    return bool(rows)


async def save(tx: Transaction, round_: Round) -> None:
    """Keep a round as it is now.

    Relies on nobody else having changed it since it was read in this transaction: SQLite has one
    writer, and a database with several must run such work again (PostgreSQL: SERIALIZABLE). What
    earns something does not: see `take`.
    """
    await tx.execute(
        "UPDATE rounds SET count = :count, starts_at = :starts_at, state = :state,"
        " post_id = :post, thread_id = :thread, number = :number, silent = :silent,"
        " paused_at = :paused_at, ended_at = :ended_at, why = :why WHERE id = :id",
        **_state(round_),
    )


async def abandon(tx: Transaction, group: str, now: datetime) -> None:
    """Nothing can be said in the group any more: what runs there is over."""
    await tx.execute(
        "UPDATE rounds SET state = 'ended', ended_at = :now, why = 'gone'"
        " WHERE group_id = :group AND state <> 'ended'",
        group=group,
        now=seconds(now),
    )


async def question(tx: Transaction, round_id: str, number: int) -> LiveQuestion | None:
    """One question of a round."""
    rows = await tx.execute(
        f"SELECT {_ASKED} FROM round_questions WHERE round_id = :id AND number = :number",
        id=round_id,
        number=number,
    )
    return _asked(rows[0]) if rows else None


async def questions(tx: Transaction, round_id: str) -> tuple[LiveQuestion, ...]:
    """All questions of a round so far, in order."""
    rows = await tx.execute(
        f"SELECT {_ASKED} FROM round_questions WHERE round_id = :id ORDER BY number", id=round_id
    )
    return tuple(map(_asked, rows))


async def save_question(tx: Transaction, question: LiveQuestion) -> None:
    """Keep a question, new or as it is now. Relies on the same as `save`."""
    await tx.execute(
        f"INSERT INTO round_questions ({_ASKED})"
        " VALUES (:round, :number, :question, :shown, :state, :message,"
        " :opens_at, :closes_at, :counted, :counted_at, :spoilt, :first_votes, :first_right, "
        ":second_votes,"
        " :second_right) ON CONFLICT (round_id, number) DO UPDATE SET question = excluded.question,"
        " shown = excluded.shown, state = excluded.state, message_id = excluded.message_id,"
        " opens_at = excluded.opens_at, closes_at = excluded.closes_at, counted = excluded.counted,"
        " counted_at = excluded.counted_at, spoilt = excluded.spoilt, first_votes = "
        "excluded.first_votes,"
        " first_right = excluded.first_right, second_votes = excluded.second_votes,"
        " second_right = excluded.second_right",
        round=question.round,
        number=question.number,
        question=question.question,
        shown=" ".join(question.order),
        state=question.state,
        message=question.message,
        opens_at=maybe_seconds(question.opens_at),
        closes_at=maybe_seconds(question.closes_at),
        counted=question.counted,
        counted_at=maybe_seconds(question.counted_at),
        spoilt=int(question.spoilt),
        first_votes=question.first.given,
        first_right=question.first.right,
        second_votes=question.second.given,
        second_right=question.second.right,
    )


async def take(tx: Transaction, question: LiveQuestion) -> bool:
    """Close a question that stands as it was read, for whoever counts it now.

    False if it does not stand so any more: somebody else counts it.
    """
    rows = await tx.execute(
        "UPDATE round_questions SET state = 'closed'"
        " WHERE round_id = :round AND number = :number AND state = :state RETURNING number",
        round=question.round,
        number=question.number,
        state=question.state,
    )
    return bool(rows)


async def revealed(tx: Transaction, group: str, since: datetime) -> frozenset[str]:
    """The questions that a group has seen closed since an instant, by their ids at the time."""
    rows = await tx.execute(
        "SELECT DISTINCT q.question FROM round_questions q JOIN rounds r ON r.id = q.round_id"
        " WHERE r.group_id = :group AND r.made_at >= :since AND q.state = 'closed'"
        " ORDER BY q.question",
        group=group,
        since=seconds(since),
    )
    return frozenset(question for (question,) in rows)


async def met_by(tx: Transaction, group: str, pack: str) -> Sequence[tuple[str, int, int, int]]:
    """What a group has answered.

    Question, how often, how often rightly, when last (UTC seconds).
    """
    rows = await tx.execute(
        "SELECT question, count(*), sum(correct), max(answered_at) FROM answered"
        " WHERE group_id = :group AND pack = :pack GROUP BY question ORDER BY question",
        group=group,
        pack=pack,
    )
    return [(question, int(times), int(right), int(at)) for question, times, right, at in rows]


def _state(round_: Round) -> Mapping[str, Value]:
    """What changes while a round is played."""
    return {
        "id": round_.id,
        "count": round_.count,
        "starts_at": seconds(round_.starts_at),
        "state": round_.state,
        "post": round_.post,
        "thread": round_.thread,
        "number": round_.number,
        "silent": round_.silent,
        "paused_at": maybe_seconds(round_.paused_at),
        "ended_at": maybe_seconds(round_.ended_at),
        "why": round_.why,
    }


def _round(row: Row) -> Round:
    identifier, group, starter, pack, section, style, count, *pacing = row[:11]
    channel, made_at, starts_at, state, post, thread, number, silent, paused_at, ended_at, why = (
        row[11:]
    )
    return Round(
        identifier,
        group,
        starter,
        pack,
        section,
        style,
        count,
        Pacing(*pacing),
        channel,
        instant(made_at),
        instant(starts_at),
        state,
        post,
        thread,
        number,
        silent,
        maybe_instant(paused_at),
        maybe_instant(ended_at),
        why,
    )


def _asked(row: Row) -> LiveQuestion:
    (
        round_id,
        number,
        question,
        shown,
        state,
        message,
        opens_at,
        closes_at,
        counted,
        counted_at,
        spoilt,
    ) = row[:11]
    first_votes, first_right, second_votes, second_right = row[11:]
    return LiveQuestion(
        round_id,
        number,
        question,
        tuple(shown.split()),
        state,
        message,
        maybe_instant(opens_at),
        maybe_instant(closes_at),
        counted,
        maybe_instant(counted_at),
        bool(spoilt),
        Votes(first_votes, first_right),
        Votes(second_votes, second_right),
    )
