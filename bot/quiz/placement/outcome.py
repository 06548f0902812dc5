"""What came of a placement: what can be marked as known, or where to begin."""

from collections.abc import Sequence

from bot.core.errors import UserError
from bot.core.interaction import Context
from bot.core.message import Message
from bot.core.records import Attempt, Quiz
from bot.quiz.placement import texts
from bot.quiz.placement.spread import is_passed
from bot.roadmap import marks as roadmap_marks
from bot.roadmap import progress as roadmap_progress
from bot.roadmap.scopes import find_scope


async def outcome(ctx: Context, quiz: Quiz, done: Sequence[Attempt]) -> Message | None:
    """The result of one that was answered to its end; None where its section has left the pack."""
    try:
        scope = find_scope(ctx.pack, quiz.section)
    except UserError:
        return None
    if not is_passed(sum(attempt.correct for attempt in done), len(done)):
        missed = [ctx.pack.question_by_id.get(a.question) for a in done if not a.correct]
        readings = [ctx.pack.reading_by_id.get(question.reading) for question in missed if question]
        return texts.read_first(scope, done, list(dict.fromkeys(filter(None, readings))))
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    planned = roadmap_progress.planned(ctx.pack, ctx.group.course)
    left = roadmap_progress.tally(filter(scope.holds, planned), marks).to_go
    return texts.passed(scope, done, left)
