"""Answers in live rounds: one a person, question and vote.

Judged together at the close, whatever their number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from bot.boards.ranks import ranked
from bot.core.database_port import Transaction
from bot.core.records import Standing, Visibility
from bot.database.instants import maybe_seconds, seconds
from bot.live.records import LiveQuestion, Round, Votes

Given = Literal["new", "changed", "same", "kept"]
FULL_SCORE, SLOWEST_SCORE = 100, 50
_FAR_AHEAD = 2**40
# The vote that decides about points and ranks: a person's last one.
_LAST = (
    "NOT EXISTS (SELECT 1 FROM round_answers later WHERE later.round_id = a.round_id"
    " AND later.number = a.number"
    " AND later.person_id = a.person_id AND later.vote > a.vote)"
)


@dataclass(frozen=True, slots=True)
class Learnt:
    """What one person's first vote says about what they know."""

    person: str
    correct: bool
    changed: bool


async def give(
    tx: Transaction,
    question: LiveQuestion,
    person: str,
    answer: str,
    day: str,
    now: datetime,
    *,
    final: bool,
) -> tuple[Given, str]:
    """Keep an answer, in place of an earlier one unless `final`: what came of it, what stands."""
    rows = await tx.execute(
        "INSERT INTO round_answers (round_id, number, vote, person_id, answer, answered_at, day)"
        " VALUES (:round, :number, :vote, :person, :answer, :now, :day)"
        " ON CONFLICT (round_id, number, vote, person_id)"
        " DO UPDATE SET answer = excluded.answer, answered_at = excluded.answered_at,"
        " day = excluded.day, changes = round_answers.changes + 1"
        " WHERE :final = 0 AND round_answers.answer <> excluded.answer RETURNING changes",
        round=question.round,
        number=question.number,
        vote=question.vote,
        person=person,
        answer=answer,
        now=seconds(now),
        day=day,
        final=int(final),
    )
    if rows:
        return ("changed" if rows[0][0] else "new"), answer
    kept = await tx.execute(
        "SELECT answer FROM round_answers"
        " WHERE round_id = :round AND number = :number AND vote = :vote AND person_id = :person",
        round=question.round,
        number=question.number,
        vote=question.vote,
        person=person,
    )
    return ("same" if kept[0][0] == answer else "kept"), str(kept[0][0])


async def count(tx: Transaction, question: LiveQuestion) -> int:
    """How many have answered in the vote that is on."""
    rows = await tx.execute(
        "SELECT count(*) FROM round_answers WHERE round_id = :round AND number = :number"
        " AND vote = :vote",
        round=question.round,
        number=question.number,
        vote=question.vote,
    )
    return int(rows[0][0])


async def judge(
    tx: Transaction, question: LiveQuestion, right: str, race: timedelta | None
) -> Votes:
    """Mark every answer of the vote that is on.

    `race`: how long it was open, where speed counts in the result.
    """
    score = (
        f"{FULL_SCORE} - ({FULL_SCORE - SLOWEST_SCORE} * (answered_at - :opens)) / :length"
        if race
        else "1"
    )
    early = f"WHEN answered_at <= :opens THEN {FULL_SCORE} " if race else ""
    # Where the platform never confirmed the question, nobody can say when it was there: everybody
    # was early.
    opens = maybe_seconds(question.opens_at) or _FAR_AHEAD
    timing = {"opens": opens, "length": int(race.total_seconds())} if race else {}
    rows = await tx.execute(
        "UPDATE round_answers SET correct = CASE WHEN answer = :right THEN 1 ELSE 0 END,"
        f" score = CASE WHEN answer <> :right THEN 0 {early}ELSE {score} END"
        " WHERE round_id = :round AND number = :number AND vote = :vote RETURNING correct",
        round=question.round,
        number=question.number,
        vote=question.vote,
        right=right,
        **timing,
    )
    return Votes(len(rows), sum(correct for (correct,) in rows))


async def spread(tx: Transaction, question: LiveQuestion, vote: int) -> Sequence[tuple[str, int]]:
    """Every answer of a vote, with how many gave it."""
    rows = await tx.execute(
        "SELECT answer, count(*) FROM round_answers WHERE round_id = :round AND number = :number"
        " AND vote = :vote"
        " GROUP BY answer ORDER BY count(*) DESC, answer",
        round=question.round,
        number=question.number,
        vote=vote,
    )
    return [(answer, int(number)) for answer, number in rows]


async def learnt(tx: Transaction, question: LiveQuestion) -> Sequence[Learnt]:
    """Everybody's first vote."""
    rows = await tx.execute(
        "SELECT person_id, correct, changes FROM round_answers"
        " WHERE round_id = :round AND number = :number AND vote = 1 ORDER BY person_id",
        round=question.round,
        number=question.number,
    )
    return [Learnt(person, bool(correct), changes > 0) for person, correct, changes in rows]


async def fastest(tx: Transaction, question: LiveQuestion) -> tuple[str, Visibility, int] | None:
    """Whoever was right first, of those who show themselves: name, and after how many seconds."""
    rows = await tx.execute(
        "SELECT p.name, m.visibility, a.answered_at FROM round_answers a JOIN rounds r"
        " ON r.id = a.round_id"
        " JOIN members m ON m.group_id = r.group_id AND m.person_id = a.person_id JOIN people p"
        " ON p.id = a.person_id"
        " WHERE a.round_id = :round AND a.number = :number AND a.correct = 1"
        " AND m.visibility <> 'hidden'"
        " ORDER BY a.answered_at, p.user_id LIMIT 1",
        round=question.round,
        number=question.number,
    )
    opened = maybe_seconds(question.opens_at) or 0
    return (rows[0][0], rows[0][1], max(0, int(rows[0][2]) - opened)) if rows else None


async def standings(tx: Transaction, round_: Round) -> tuple[tuple[Standing, int], ...]:
    """The result of a round, each line with how many were right; who is hidden is not in it."""
    rows = await tx.execute(
        "SELECT m.id, p.name, m.visibility, sum(a.score), sum(a.correct) FROM round_answers a"
        " JOIN round_questions q ON q.round_id = a.round_id AND q.number = a.number"
        " AND q.state = 'closed'"
        " JOIN members m ON m.group_id = :group AND m.person_id = a.person_id"
        " AND m.visibility <> 'hidden'"
        " JOIN people p ON p.id = a.person_id WHERE a.round_id = :round AND q.spoilt = 0"
        f" AND {_LAST}"
        " GROUP BY m.id, p.name, m.visibility, p.user_id ORDER BY sum(a.score) DESC, p.user_id",
        round=round_.id,
        group=round_.group,
    )
    lines = ranked([row[:4] for row in rows])
    return tuple((line, int(row[4])) for line, row in zip(lines, rows, strict=True))


async def takers(tx: Transaction, round_id: str) -> int:
    """How many people answered anything."""
    rows = await tx.execute(
        "SELECT count(DISTINCT person_id) FROM round_answers WHERE round_id = :round",
        round=round_id,
    )
    return int(rows[0][0])


async def missed_by(tx: Transaction, round_id: str, person: str) -> tuple[str, ...]:
    """The questions whose last vote was wrong, in the order in which they were asked."""
    rows = await tx.execute(
        "SELECT q.question FROM round_answers a"
        " JOIN round_questions q ON q.round_id = a.round_id AND q.number = a.number"
        " WHERE a.round_id = :round AND a.person_id = :person AND q.state = 'closed'"
        " AND q.spoilt = 0 AND a.correct = 0"
        f" AND {_LAST} ORDER BY a.number",
        round=round_id,
        person=person,
    )
    return tuple(question for (question,) in rows)


async def improved(tx: Transaction, round_: Round) -> tuple[tuple[str, Visibility, int], ...]:
    """Who now knows what they missed before, in this round's first vote or the last time they were
    asked.
    """
    # Never through the view `answered` here: SQLite would read all answers there ever were, once
    # for each right one.
    rows = await tx.execute(
        "WITH won AS (SELECT a.person_id, a.vote, q.question FROM round_answers a"
        " JOIN round_questions q ON q.round_id = a.round_id AND q.number = a.number"
        " AND q.state = 'closed'"
        f" WHERE a.round_id = :round AND a.correct = 1 AND q.spoilt = 0 AND {_LAST}),"
        " earlier AS (SELECT w.person_id, w.question, b.correct, b.answered_at,"
        " b.quiz_id AS source FROM won w"
        " JOIN attempts b ON b.person_id = w.person_id AND b.pack = :pack"
        " AND b.question = w.question"
        " AND b.answered_at IS NOT NULL"
        " UNION ALL SELECT w.person_id, w.question, b.correct, b.answered_at, b.round_id FROM won w"
        " JOIN round_answers b ON b.person_id = w.person_id AND b.vote = 1"
        " AND (b.round_id <> :round OR w.vote = 2)"
        " JOIN round_questions q ON q.round_id = b.round_id AND q.number = b.number"
        " AND q.question = w.question"
        " AND q.state = 'closed' AND q.spoilt = 0 JOIN rounds r ON r.id = b.round_id"
        " AND r.pack = :pack),"
        " ordered AS (SELECT person_id, correct, row_number() OVER (PARTITION BY person_id,"
        " question"
        " ORDER BY answered_at DESC, source) AS place FROM earlier)"
        " SELECT p.name, m.visibility, count(*) FROM ordered o"
        " JOIN members m ON m.group_id = :group AND m.person_id = o.person_id"
        " AND m.visibility <> 'hidden'"
        " JOIN people p ON p.id = o.person_id WHERE o.place = 1 AND o.correct = 0"
        " GROUP BY m.id, p.name, m.visibility, p.user_id ORDER BY count(*) DESC, p.user_id LIMIT 5",
        round=round_.id,
        group=round_.group,
        pack=round_.pack,
    )
    return tuple((name, visibility, int(number)) for name, visibility, number in rows)
