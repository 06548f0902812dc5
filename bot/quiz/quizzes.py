"""Private quizzes: what a person was asked and answered.

A natural key makes a repeated press one answer.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.database_port import Row, Transaction
from bot.core.records import Attempt, Quiz, QuizKind
from bot.database.ids import new_id
from bot.database.instants import instant, seconds

_QUIZ = "id, group_id, person_id, pack, section, ended_at IS NOT NULL, kind"
_ATTEMPT = "quiz_id, number, question, trial, shown, answered_at, answer, correct, points"


async def open_of(
    tx: Transaction, group: str, person: str, kind: QuizKind | None = None
) -> Quiz | None:
    """The quiz that a person has not finished in a group: of that kind, or the one begun last."""
    rows = await tx.execute(
        f"SELECT {_QUIZ} FROM quizzes WHERE group_id = :group AND person_id = :person"
        " AND ended_at IS NULL"
        " AND kind = coalesce(:kind, kind) ORDER BY started_at DESC, id LIMIT 1",
        group=group,
        person=person,
        kind=kind,
    )
    return _quiz(rows[0]) if rows else None


async def find(tx: Transaction, quiz: str) -> Quiz | None:
    """A quiz by its id."""
    rows = await tx.execute(f"SELECT {_QUIZ} FROM quizzes WHERE id = :quiz", quiz=quiz)
    return _quiz(rows[0]) if rows else None


async def start(
    tx: Transaction, new: Quiz, questions: Iterable[tuple[str, int]], now: datetime
) -> Quiz:
    """Keep a new quiz with its questions, each with its trial number.

    Where one of that kind has been opened meanwhile, it is that one.
    """
    quiz = replace(new, id=new_id())
    rows = await tx.execute(
        "INSERT INTO quizzes (id, group_id, person_id, pack, section, started_at, kind)"
        " VALUES (:id, :group, :person, :pack, :section, :now, :kind)"
        " ON CONFLICT DO NOTHING RETURNING id",
        id=quiz.id,
        group=quiz.group,
        person=quiz.person,
        pack=quiz.pack,
        section=quiz.section,
        now=seconds(now),
        kind=quiz.kind,
    )
    if not rows:
        return await open_of(tx, new.group, new.person, new.kind) or quiz
    for number, (question, trial) in enumerate(questions, 1):
        await tx.execute(
            "INSERT INTO attempts (quiz_id, number, person_id, group_id, pack, question, trial)"
            " VALUES (:quiz, :number, :person, :group, :pack, :question, :trial)",
            quiz=quiz.id,
            number=number,
            person=quiz.person,
            group=quiz.group,
            pack=quiz.pack,
            question=question,
            trial=trial,
        )
    return quiz


async def end(tx: Transaction, quiz: str, now: datetime) -> bool:
    """Close a quiz; False if it was closed already."""
    rows = await tx.execute(
        "UPDATE quizzes SET ended_at = :now WHERE id = :quiz AND ended_at IS NULL RETURNING id",
        quiz=quiz,
        now=seconds(now),
    )
    return bool(rows)


async def attempts(tx: Transaction, quiz: str) -> tuple[Attempt, ...]:
    """All questions of a quiz, in order."""
    rows = await tx.execute(
        f"SELECT {_ATTEMPT} FROM attempts WHERE quiz_id = :quiz ORDER BY number",
        quiz=quiz,
    )
    return tuple(map(_attempt, rows))


async def show(tx: Transaction, quiz: str, number: int, order: Sequence[str]) -> None:
    """Keep the order in which the choices of an unanswered question are shown."""
    await tx.execute(
        "UPDATE attempts SET shown = :shown WHERE quiz_id = :quiz AND number = :number"
        " AND answered_at IS NULL",
        quiz=quiz,
        number=number,
        shown=" ".join(order),
    )


async def drop(tx: Transaction, quiz: str, number: int) -> None:
    """Forget an unanswered question that left the pack."""
    await tx.execute(
        "DELETE FROM attempts WHERE quiz_id = :quiz AND number = :number AND answered_at IS NULL",
        quiz=quiz,
        number=number,
    )


async def answer(
    tx: Transaction,
    quiz: str,
    number: int,
    answer: str,
    *,
    correct: bool,
    points: int,
    now: datetime,
) -> bool:
    """Keep the answer to a question; False if it has one: an answer is final."""
    rows = await tx.execute(
        "UPDATE attempts SET answer = :answer, correct = :correct, points = :points,"
        " answered_at = :now"
        " WHERE quiz_id = :quiz AND number = :number AND answered_at IS NULL RETURNING number",
        quiz=quiz,
        number=number,
        answer=answer,
        correct=int(correct),
        points=points,
        now=seconds(now),
    )
    return bool(rows)


async def history(
    tx: Transaction, person: str, pack: str
) -> tuple[tuple[str, int, bool, int], ...]:
    """Every question a person has answered.

    Id at the time, how often, whether right the last time, when (seconds).
    """
    rows = await tx.execute(
        # A window, since the bare columns beside max() that SQLite allows are not portable.
        "SELECT question, times, correct, answered_at FROM ("
        " SELECT question, correct, answered_at, count(*) OVER (PARTITION BY question) AS times,"
        " row_number() OVER (PARTITION BY question"
        " ORDER BY answered_at DESC, source DESC, number DESC) AS latest"
        " FROM answered WHERE person_id = :person AND pack = :pack) AS every"
        " WHERE latest = 1 ORDER BY answered_at, question",
        person=person,
        pack=pack,
    )
    return tuple(
        (question, int(times), bool(correct), int(at)) for question, times, correct, at in rows
    )


async def reviewed(tx: Transaction, person: str, pack: str, since: datetime) -> int:
    """How many questions a person has answered in reviews since an instant."""
    rows = await tx.execute(
        "SELECT count(*) FROM attempts a JOIN quizzes q ON q.id = a.quiz_id"
        " WHERE a.person_id = :person AND a.pack = :pack AND a.answered_at >= :since"
        " AND q.kind = 'review'",
        person=person,
        pack=pack,
        since=seconds(since),
    )
    return int(rows[0][0])


async def most_missed(tx: Transaction, group: str, since: datetime) -> str:
    """The question that most people of a group answered wrongly since an instant.

    Empty where at most one did.
    """
    rows = await tx.execute(
        "SELECT question FROM answered WHERE group_id = :group AND answered_at >= :since"
        " AND correct = 0"
        " GROUP BY question HAVING count(DISTINCT person_id) > 1"
        " ORDER BY count(DISTINCT person_id) DESC, question LIMIT 1",
        group=group,
        since=seconds(since),
    )
    return str(rows[0][0]) if rows else ""


async def accuracy(tx: Transaction, person: str, pack: str) -> tuple[tuple[str, int, int], ...]:
    """Each question's id at the time with how often a person answered it, and how often rightly."""
    rows = await tx.execute(
        "SELECT question, count(*), sum(correct) FROM answered"
        " WHERE person_id = :person AND pack = :pack GROUP BY question ORDER BY question",
        person=person,
        pack=pack,
    )
    return tuple((question, int(answers), int(correct)) for question, answers, correct in rows)


def _quiz(row: Row) -> Quiz:
    identifier, group, person, pack, section, ended, kind = row
    return Quiz(identifier, group, person, pack, section, bool(ended), kind)


def _attempt(row: Row) -> Attempt:
    quiz, number, question, trial, shown, answered_at, answer, correct, points = row
    when = None if answered_at is None else instant(answered_at)
    return Attempt(
        quiz,
        number,
        question,
        trial,
        tuple(shown.split()),
        when,
        answer,
        bool(correct),
        points,
    )
