"""When a question is worth asking again: FSRS, with one card for each question a person has met."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from fsrs import Card as Memory
from fsrs import Rating, Scheduler, State

from bot.core.calendar.slots import day_begins, local_day
from bot.core.database_port import Transaction
from bot.core.interaction import Context
from bot.core.records import Card
from bot.quiz.questions import is_asked
from bot.quiz.reports import withdrawals
from bot.quiz.review import cards
from content.model import Pack, Question

# FSRS-6 with its published parameters (py-fsrs). No steps of minutes, since nobody waits in a chat;
# nothing drawn by chance; and never more than a year, since a group walks its roadmap in about half
# of one.
_SCHEDULER = Scheduler(
    learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
)
A_DAY = 20


def rated(card: Card | None, question: str, *, correct: bool, changed: bool, now: datetime) -> Card:
    """The card after an answer.

    Right is good, right after a change of mind hard, wrong begins anew.
    """
    known = Memory(card_id=0)
    if card:
        known = Memory(
            0, State.Review, None, card.stability, card.difficulty, card.due_at, card.reviewed_at
        )
    rating = Rating.Again if not correct else Rating.Hard if changed else Rating.Good
    after, _ = _SCHEDULER.review_card(known, rating, now)
    return Card(question, after.due, now, after.stability or 0.0, after.difficulty or 0.0)


async def met(
    tx: Transaction,
    person: str,
    pack: str,
    question: Question,
    *,
    correct: bool,
    changed: bool,
    now: datetime,
) -> None:
    """A person has answered a question: its card says when it comes back.

    Older ids of it leave their card to it.
    """
    known = [card for name in question.ids if (card := await cards.find(tx, person, pack, name))]
    latest = max(known, key=lambda card: card.reviewed_at, default=None)
    for card in known:
        if card.question != question.id:
            await cards.drop(tx, person, pack, card.question)
    await cards.save(
        tx, person, pack, rated(latest, question.id, correct=correct, changed=changed, now=now)
    )


async def due(ctx: Context) -> tuple[str, ...]:
    """The questions that are due on the member's local day, the longest due first.

    Without those no longer asked.
    """
    if not ctx.person.id:
        return ()
    found = await cards.due(ctx.tx, ctx.person.id, ctx.pack.id, tomorrow(ctx.now, ctx.zone))
    gone = await withdrawals.of_group(ctx.tx, ctx.group.id) if found else ()
    return tuple(name for name in found if _is_asked(ctx.pack, name, gone))


async def next_due(ctx: Context) -> datetime | None:
    """When the first question after today comes back."""
    found = await cards.ahead(ctx.tx, ctx.person.id, ctx.pack.id, tomorrow(ctx.now, ctx.zone))
    gone = await withdrawals.of_group(ctx.tx, ctx.group.id) if found else ()
    return next((due_at for name, due_at in found if _is_asked(ctx.pack, name, gone)), None)


def _is_asked(pack: Pack, question: str, withdrawn: Collection[str]) -> bool:
    known = pack.question_by_id.get(question)
    return known is not None and is_asked(known, withdrawn)


def today(now: datetime, zone: str) -> datetime:
    """The first instant of the local day."""
    return day_begins(local_day(now, zone), zone)


def tomorrow(now: datetime, zone: str) -> datetime:
    """The first instant of the next local day.

    What comes due later today can be reviewed at any hour of it.
    """
    return day_begins(
        (date.fromisoformat(local_day(now, zone)) + timedelta(days=1)).isoformat(), zone
    )
