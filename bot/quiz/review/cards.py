"""Review cards: for each question a person has met, when it is worth asking again."""

from datetime import datetime

from bot.core.database_port import Transaction
from bot.core.records import Card
from bot.database.instants import instant, seconds


async def find(tx: Transaction, person: str, pack: str, question: str) -> Card | None:
    """The card of a question under one of its ids."""
    rows = await tx.execute(
        "SELECT due_at, reviewed_at, stability, difficulty FROM cards"
        " WHERE person_id = :person AND pack = :pack AND question = :question",
        person=person,
        pack=pack,
        question=question,
    )
    if not rows:
        return None
    due, reviewed, stability, difficulty = rows[0]
    return Card(question, instant(due), instant(reviewed), float(stability), float(difficulty))


async def save(tx: Transaction, person: str, pack: str, card: Card) -> None:
    """Keep a card as it is now."""
    await tx.execute(
        "INSERT INTO cards (person_id, pack, question, due_at, reviewed_at, stability, difficulty)"
        " VALUES (:person, :pack, :question, :due, :reviewed, :stability, :difficulty)"
        " ON CONFLICT (person_id, pack, question) DO UPDATE SET due_at = excluded.due_at,"
        " reviewed_at = excluded.reviewed_at, stability = excluded.stability, difficulty = "
        "excluded.difficulty",
        person=person,
        pack=pack,
        question=card.question,
        due=seconds(card.due_at),
        reviewed=seconds(card.reviewed_at),
        stability=card.stability,
        difficulty=card.difficulty,
    )


async def drop(tx: Transaction, person: str, pack: str, question: str) -> None:
    """Remove the card kept under an id that the question no longer has."""
    await tx.execute(
        "DELETE FROM cards WHERE person_id = :person AND pack = :pack AND question = :question",
        person=person,
        pack=pack,
        question=question,
    )


async def due(tx: Transaction, person: str, pack: str, before: datetime) -> tuple[str, ...]:
    """The questions that come due before an instant, the longest due first."""
    rows = await tx.execute(
        "SELECT question FROM cards WHERE person_id = :person AND pack = :pack AND due_at < :before"
        " ORDER BY due_at, question",
        person=person,
        pack=pack,
        before=seconds(before),
    )
    return tuple(question for (question,) in rows)


async def ahead(
    tx: Transaction, person: str, pack: str, since: datetime
) -> tuple[tuple[str, datetime], ...]:
    """The questions that come due from an instant on, and when, the soonest first."""
    rows = await tx.execute(
        "SELECT question, due_at FROM cards WHERE person_id = :person AND pack = :pack"
        " AND due_at >= :since"
        " ORDER BY due_at, question",
        person=person,
        pack=pack,
        since=seconds(since),
    )
    return tuple((question, instant(due_at)) for question, due_at in rows)
