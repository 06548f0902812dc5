"""How a private quiz goes on, whatever began it.

The next question, the judgement of an answer, the end.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.boards import scores
from bot.boards.scoring import answer_points
from bot.core.interaction import Context
from bot.core.message import Message
from bot.core.records import Attempt, Quiz, QuizKind
from bot.quiz import problem_texts, questions, quizzes, texts
from bot.quiz.questions import Seen, Verdict
from bot.quiz.reports import withdrawals
from bot.quiz.review import spacing
from bot.streaks import activity
from content.model import Question


async def seen(ctx: Context) -> dict[str, Seen]:
    """What the person did with each question so far, and what is due today."""
    history = await quizzes.history(ctx.tx, ctx.person.id, ctx.pack.id)
    due = await spacing.due(ctx)
    return questions.with_due(
        {name: Seen(times, correct, at) for name, times, correct, at in history}, due
    )


async def begin(ctx: Context, kind: QuizKind, section: str, chosen: Sequence[Question]) -> Quiz:
    """A new quiz of these questions, in this order.

    `section`: empty where they may come from anywhere.
    """
    before = await seen(ctx)
    trials = [(question.id, questions.trial(question, before)) for question in chosen]
    new = Quiz("", ctx.group.id, ctx.person.id, ctx.pack.id, section, kind=kind)
    return await quizzes.start(ctx.tx, new, trials, ctx.now)


async def ask(ctx: Context, quiz: Quiz, *, resumed: bool = False, all_met: bool = False) -> Message:
    """Show the first question that waits for an answer.

    Questions that are no longer asked leave the quiz. `all_met`: it begins, and nothing in it is
    new to the person.
    """
    note = texts.still_open() if resumed else texts.all_met() if all_met else ""
    attempts = await quizzes.attempts(ctx.tx, quiz.id)
    gone = await withdrawals.of_group(ctx.tx, quiz.group)
    for attempt in attempts:
        question = ctx.pack.question_by_id.get(attempt.question)
        if attempt.answered_at is None and (
            question is None or not questions.is_asked(question, gone)
        ):
            await quizzes.drop(ctx.tx, quiz.id, attempt.number)
        elif attempt.answered_at is None and question is not None:
            return await _show(ctx, quiz, attempt, question, note, total=attempts[-1].number)
    done = [attempt for attempt in attempts if attempt.answered_at]
    if done:
        await _finish(ctx, quiz)
    else:  # nothing was answered, so there is nothing to count
        await quizzes.end(ctx.tx, quiz.id, ctx.now)
    return texts.stopped(quiz, done)


async def judge(
    ctx: Context, quiz: Quiz, attempt: Attempt, question: Question, value: str
) -> Message:
    """Keep an answer, with its points and its card, and say what came of it.

    If it has been answered meanwhile, that answer stands, and nothing is given for this one.
    """
    verdict = questions.judge(question, value, attempt.order)
    points = await _worth(ctx, question, verdict)
    first = await quizzes.answer(
        ctx.tx,
        quiz.id,
        attempt.number,
        verdict.kept,
        correct=verdict.correct,
        points=points,
        now=ctx.now,
    )
    attempts = await quizzes.attempts(ctx.tx, quiz.id)
    if not first:
        return answered_before(ctx, quiz, _numbered(attempts, attempt.number), question)
    await _give(ctx, attempt, question, verdict, points)
    done = [kept for kept in attempts if kept.answered_at]
    if len(done) == len(attempts):
        await _finish(ctx, quiz)
    answered = replace(attempt, points=points)
    reading = ctx.pack.reading_by_id.get(question.reading)
    return texts.answered(question, quiz, answered, verdict, reading, done, total=len(attempts))


def answered_before(
    ctx: Context, quiz: Quiz, attempt: Attempt | None, question: Question
) -> Message:
    """What stands, for who answers once more; raises `UserError` where the question has left."""
    if attempt is None or attempt.answered_at is None:
        raise problem_texts.quiz_over()
    shown = questions.shown_answer(question, attempt.answer, attempt.order)
    reading = ctx.pack.reading_by_id.get(question.reading)
    return texts.answered_before(question, quiz, attempt, shown, reading)


def changed(question: Question, attempt: Attempt) -> bool:
    """Whether the choices are not those that were shown: the pack was edited meanwhile."""
    return questions.in_order(question, attempt.order) is None


async def _show(
    ctx: Context,
    quiz: Quiz,
    attempt: Attempt,
    question: Question,
    note: str,
    *,
    total: int,
) -> Message:
    order = attempt.order
    if not order or changed(question, attempt):
        order = questions.shuffled(question, ctx.user.id, attempt.trial)
        await quizzes.show(ctx.tx, quiz.id, attempt.number, order)
    choices = questions.in_order(question, order) or ()
    section = ctx.pack.section_of[question.id]
    return texts.question(question, quiz, attempt, total, section, choices, note=note)


async def _worth(ctx: Context, question: Question, verdict: Verdict) -> int:
    earlier = [
        points
        for name in question.ids
        for points in await scores.of_question(ctx.tx, ctx.member.id, name, ctx.group.season)
    ]
    due = await spacing.due(ctx) if earlier else ()
    return answer_points(
        earlier, correct=verdict.correct, due=not set(question.ids).isdisjoint(due)
    )


async def _give(
    ctx: Context, attempt: Attempt, question: Question, verdict: Verdict, points: int
) -> None:
    award = await activity.award(ctx, "question", question.id)
    earned = replace(award, points=points, answers=1, correct=int(verdict.correct))
    await scores.add(ctx.tx, f"quiz/{attempt.quiz}/{attempt.number}", earned, ctx.member)
    await spacing.met(
        ctx.tx,
        ctx.person.id,
        ctx.pack.id,
        question,
        correct=verdict.correct,
        changed=False,
        now=ctx.now,
    )


def _numbered(attempts: Sequence[Attempt], number: int) -> Attempt | None:
    return next((attempt for attempt in attempts if attempt.number == number), None)


async def _finish(ctx: Context, quiz: Quiz) -> None:
    if await quizzes.end(ctx.tx, quiz.id, ctx.now):
        await activity.did(ctx, "quiz" if quiz.kind == "solo" else "review", quiz.id)
