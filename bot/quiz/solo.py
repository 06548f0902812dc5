"""The solo quiz: private, resumable, an answer is final.

Its state is rows, so a press works whenever it comes.
"""

from dataclasses import replace

from bot.accounts import groups, members
from bot.accounts.context import arrive, join
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Form, Message
from bot.core.records import Attempt, Quiz, Week
from bot.plan import weeks
from bot.quiz import choosing, flow, pools, problem_texts, questions, quizzes, texts
from bot.quiz.pools import Pool
from bot.quiz.reports import withdrawals
from bot.roadmap import marks as roadmap_marks
from bot.roadmap import progress as roadmap_progress
from bot.roadmap import texts as roadmap_texts
from bot.roadmap.commands import SECTION, find_section
from content.model import Question, Section

USUAL = 5
ON_READING = 3
COUNT = Option("count", f"How many questions ({USUAL} unless you say)", "integer", least=1, most=20)
WEEK = Option("week", "On what is new with which week", listed=False)
READING = Option("reading", "On which reading", listed=False)
ANSWER = Option(
    "answer", "Your answer", required=True, longest=questions.LONGEST_ANSWER, own_form=True
)
QUIZ = Option("quiz", "Which quiz (the open one unless told)", listed=False)
NUMBER = Option("number", "Which question of it", "integer", listed=False)


@command(
    "quiz solo",
    "A private quiz on what I was given to read; at most half of it asks again",
    SECTION,
    COUNT,
    WEEK,
    READING,
    short="quiz",
)
async def solo(
    ctx: Context, section: str | None, count: int | None, week: str | None, reading: str | None
) -> Message:
    chosen = find_section(ctx.pack, section) if section else None
    ctx, posted = await _of_week(ctx, week) if week else (ctx, None)
    quiz = await quizzes.open_of(ctx.tx, ctx.group.id, ctx.person.id, "solo")
    if quiz:
        elsewhere = week or reading or (chosen is not None and quiz.section != chosen.id)
        return await flow.ask(await arrive(ctx), quiz, resumed=bool(count or elsewhere))
    if reading:
        return await _on_reading(ctx, reading, count or ON_READING)
    if posted:
        pool = await pools.of_week(ctx, posted)
        return await _begin(ctx, pool, count) if pool else texts.nothing_in_week(posted.number)
    if chosen:
        return await _on_section(ctx, chosen, count)
    pool = await pools.of_course(ctx)
    return await _begin(ctx, pool, count) if pool else texts.nothing_given()


@command(
    "quiz answer",
    "Answer the question that is asked",
    ANSWER,
    QUIZ,
    NUMBER,
    listed=False,
)
async def answer(
    ctx: Context, answer: str | None, quiz: str | None, number: int | None
) -> Message | Form:
    asked = await _own_quiz(ctx, quiz)
    # It counts in the group that asked, even where a private message means another one by now.
    ctx = replace(ctx, group=await groups.by_id(ctx.tx, asked.group) or ctx.group)
    attempts = await quizzes.attempts(ctx.tx, asked.id)
    waiting = next((a for a in attempts if a.answered_at is None), None)
    attempt = waiting if number is None else next((a for a in attempts if a.number == number), None)
    if attempt is None:
        raise problem_texts.quiz_over()
    question = ctx.pack.question_by_id.get(attempt.question)
    if asked.ended and (question is None or attempt.answered_at is None):
        raise problem_texts.quiz_over()
    if question is None or (attempt.answered_at is None and await _spoilt(ctx, question, attempt)):
        return await flow.ask(await join(ctx), asked)
    if attempt.answered_at is not None:
        return flow.answered_before(ctx, asked, attempt, question)
    if answer is None:
        choices = questions.in_order(question, attempt.order) or ()
        return texts.form(
            ANSWER, question, asked, attempt, ctx.pack.section_of[question.id], choices
        )
    if questions.is_stale(question, answer, attempt.order):
        return await flow.ask(ctx, asked)
    return await flow.judge(await join(ctx), asked, attempt, question, answer)


async def _of_week(ctx: Context, identifier: str) -> tuple[Context, Week]:
    """The week that is meant, of this group; anybody could send anybody's button.

    In a direct message also of another group of theirs: a reminder may be about that one.
    """
    week = await weeks.find(ctx.tx, identifier)
    if week and week.group == ctx.group.id:
        return ctx, week
    direct = week and ctx.person.id and ctx.interaction.address.direct
    group = await groups.by_id(ctx.tx, week.group) if week and direct else None
    member = await members.find(ctx.tx, group.id, ctx.person.id) if group else None
    if week is None or group is None or member is None or group.pack != ctx.group.pack:
        raise problem_texts.no_such_week()
    return replace(ctx, group=group, member=member), week


async def _on_reading(ctx: Context, name: str, count: int) -> Message:
    reading = ctx.pack.reading_by_id.get(name)
    if reading is None or reading.retired:
        raise roadmap_texts.no_such("reading", name, "roadmap")
    pool = await pools.on_reading(ctx, reading)
    return await _begin(ctx, pool, count) if pool else texts.nothing_on(reading)


async def _on_section(ctx: Context, section: Section, count: int | None) -> Message:
    pool = await pools.of_section(ctx, section)
    if not pool:
        raise problem_texts.no_questions(section.title)
    return await _begin(ctx, pool, count, section.id)


async def _begin(ctx: Context, pool: Pool, count: int | None, section: str = "") -> Message:
    ctx = await arrive(ctx)
    seen = await flow.seen(ctx)
    chosen = choosing.choose(pool, seen, ctx.user.id, count or USUAL)
    quiz = await flow.begin(ctx, "solo", section, chosen)
    return await flow.ask(ctx, quiz, all_met=not choosing.unseen(pool, seen))


async def current_sections(ctx: Context) -> set[str]:
    """The sections of this week; else that of the next reading."""
    week = await weeks.current(ctx.tx, ctx.group.id)
    planned = [item.reading for item in await weeks.items(ctx.tx, week.id)] if week else []
    known = {ctx.pack.section_of[name].id for name in planned if name in ctx.pack.section_of}
    if known:
        return known
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    step = roadmap_progress.next_step(ctx.pack, marks, ctx.group.course)
    return {ctx.pack.section_of[step.reading.id].id} if step else set()


async def _spoilt(ctx: Context, question: Question, attempt: Attempt) -> bool:
    """Whether it cannot be answered any more.

    Its choices were edited, or organisers took it out meanwhile.
    """
    gone = await withdrawals.of_group(ctx.tx, ctx.group.id)
    return flow.changed(question, attempt) or not questions.is_asked(question, gone)


async def _own_quiz(ctx: Context, quiz: str | None) -> Quiz:
    """The quiz that is meant, if it belongs to whoever acts.

    Anybody could send anybody's button.
    """
    found = await (
        quizzes.find(ctx.tx, quiz) if quiz else quizzes.open_of(ctx.tx, ctx.group.id, ctx.person.id)
    )
    if (
        found is None
        or not ctx.person.id
        or found.person != ctx.person.id
        or found.pack != ctx.pack.id
    ):
        raise problem_texts.quiz_over()
    return found


COMMANDS = (solo, answer)
