"""What was answered, for looking at the questions.

Read from outside, also while a Roadmate runs on the database.
"""

from pathlib import Path

from bot.operations.inspection import opened, verify
from bot.quiz.analysis.item_analysis import Answers

_FIRST = (
    "SELECT person_id, question, correct, answer FROM ("
    " SELECT person_id, question, correct, answer,"
    " row_number() OVER (PARTITION BY person_id, question"
    " ORDER BY answered_at, source, number) AS nth"
    " FROM (SELECT quiz_id AS source, number, person_id, pack, question, answered_at, correct,"
    " answer FROM attempts"
    " WHERE answered_at IS NOT NULL"
    " UNION ALL SELECT a.round_id, a.number, a.person_id, r.pack, q.question, a.answered_at,"
    " a.correct, a.answer"
    " FROM round_answers a JOIN round_questions q ON q.round_id = a.round_id"
    " AND q.number = a.number"
    " JOIN rounds r ON r.id = a.round_id WHERE a.vote = 1 AND q.state = 'closed'"
    " AND q.spoilt = 0) AS every"
    " WHERE pack = ?) AS ordered WHERE nth = 1 ORDER BY person_id, question"
)
_REPORTS = (
    "SELECT question, count(*) FROM reports WHERE pack = ? GROUP BY question ORDER BY question"
)


def answers_to(database: Path, pack: str) -> Answers:
    """Everything that was answered in a pack. Nothing in it says who anybody is."""
    with opened(database, database) as connection:
        verify(connection, database, check="quick_check")
        rows = connection.execute(_FIRST, (pack,)).fetchall()
        reports = {
            str(question): int(count) for question, count in connection.execute(_REPORTS, (pack,))
        }
    people: dict[str, list[tuple[str, bool, str]]] = {}
    for person, question, correct, answer in rows:
        people.setdefault(person, []).append((question, bool(correct), answer))
    return Answers(tuple(people.values()), reports)
