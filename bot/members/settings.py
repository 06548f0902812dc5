"""A member's own things: progress, settings, and which group a direct message means."""

from dataclasses import replace
from typing import cast

from bot.accounts import members, people
from bot.accounts.context import join
from bot.core.calendar.wallclock import HOUR, read_minute, read_zone
from bot.core.calendar.zones import places
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import LABEL, Choice, Form, Message
from bot.core.records import Visibility
from bot.members import texts
from bot.members.texts import Accuracy
from bot.plan import weeks
from bot.quiz import quizzes
from bot.quiz.review import daily as review_daily
from bot.quiz.review import spacing
from bot.roadmap import marks as roadmap_marks
from bot.roadmap import progress as roadmap_progress
from bot.roadmap.course_texts import course_name
from bot.weekly import reminders as weekly_reminders
from content.courses import course_or_recommended


async def suggest_zone(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """Time zones that match what is typed."""
    return tuple(Choice(name if len(name) <= LABEL else zone, zone) for name, zone in places(typed))


ZONE = Option("zone", "Your time zone: a city like Berlin", suggest=suggest_zone)
BOARDS = Option(
    "boards",
    "How leaderboards show you",
    choices=(
        Choice("By name", "visible"),
        Choice("By initials", "initials"),
        Choice("Not at all", "hidden"),
    ),
)


@command("progress", "My way along the roadmap", reads=True)
async def show_progress(ctx: Context) -> Message:
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    course = course_or_recommended(ctx.pack, ctx.group.course)
    on_course = roadmap_progress.tally(roadmap_progress.planned(ctx.pack, course.id), marks)
    way = texts.Way(
        course_name(course),
        roadmap_progress.stops(ctx.pack, course, marks),
        on_course,
        roadmap_progress.tally(ctx.pack.readings, marks),
    )
    due = await spacing.due(ctx)
    return texts.progress(ctx.person.name, way, await _accuracies(ctx), len(due))


REMINDERS = Option(
    "reminders",
    "A direct message when I have done nothing yet and the week is ending",
    choices=(Choice("On", "on"), Choice("Off", "off")),
)


DAILY = Option(
    "daily", "What is due for review, each day at this hour (18:00), or off", looks=f"off|{HOUR}"
)
SHOWN = Option("shown", "The time zone that stood in the form", listed=False)


@command(
    "settings",
    "My time zone, how leaderboards show me, reminders",
    ZONE,
    BOARDS,
    REMINDERS,
    DAILY,
    SHOWN,
)
async def settings(
    ctx: Context,
    *,
    zone: str | None,
    boards: str | None,
    reminders: str | None,
    daily: str | None,
    shown: str | None,
) -> Message:
    changed: list[str] = []
    # A form sends all that stood in it; what was left as it was is no choice of theirs.
    chosen = read_zone(zone) if zone and zone != shown else None
    if shown:
        chosen = None if chosen == shown else chosen
        boards = None if boards == ctx.member.visibility else boards
        reminders = None if reminders == texts.on_off(on=ctx.member.reminders) else reminders
    if chosen:
        changed.append(texts.zone_set(chosen))
        ctx = await join(ctx)
        await people.set_zone(ctx.tx, ctx.person.id, chosen)
        ctx = replace(ctx, person=replace(ctx.person, zone=chosen))
    if boards:
        ctx = await join(ctx)
        visibility = cast(Visibility, boards)
        await members.set_visibility(ctx.tx, ctx.member.id, visibility)
        ctx = replace(ctx, member=replace(ctx.member, visibility=visibility))
        changed.append(texts.visibility_set(visibility))
    if reminders:
        ctx = await _set_reminders(ctx, on=reminders == "on")
        changed.append(texts.reminders_set(on=reminders == "on"))
    if daily and daily != texts.hour(ctx.member.daily):
        ctx = await _set_daily(ctx, daily)
        changed.append(texts.daily_set(ctx.member.daily))
    own_zone = bool(ctx.person.zone)
    return texts.settings(
        ctx.zone, own_zone=own_zone, member=ctx.member, group=ctx.group, changed=changed
    )


@command("change settings", "Change my settings with a form", listed=False, reads=True)
async def settings_form(ctx: Context) -> Form:
    options = (ZONE, REMINDERS, DAILY) if ctx.group.solo else (ZONE, BOARDS, REMINDERS, DAILY)
    return texts.settings_form(options, ctx.zone, ctx.member)


@command(
    "use",
    "Choose the group that my direct messages mean",
    Option("group", "Its id", required=True),
    listed=False,
)
async def use(ctx: Context, group: str) -> Message:
    chosen = next((other for other in (ctx.group, *ctx.others) if other.id == group), None)
    if chosen is None or not ctx.person.id:
        raise texts.not_in_group()
    await people.set_last_group(ctx.tx, ctx.person.id, chosen.id)
    return texts.group_used(chosen)


async def _set_reminders(ctx: Context, *, on: bool) -> Context:
    ctx = await join(ctx)
    await members.set_reminders(ctx.tx, ctx.member.id, on=on)
    week = await weeks.current(ctx.tx, ctx.group.id)
    if on and week:
        await weekly_reminders.enqueue(ctx, week, ctx.member.id, ctx.user.id, ctx.zone)
    return replace(ctx, member=replace(ctx.member, reminders=on))


async def _set_daily(ctx: Context, typed: str) -> Context:
    minute = None if typed.strip().casefold() == texts.OFF else read_minute(typed)
    ctx = await join(ctx)
    await review_daily.set_daily(ctx, minute)
    return replace(ctx, member=replace(ctx.member, daily=minute))


async def _accuracies(ctx: Context) -> list[Accuracy]:
    totals: dict[str, Accuracy] = {}
    for name, answers, correct in await quizzes.accuracy(ctx.tx, ctx.person.id, ctx.pack.id):
        question = ctx.pack.question_by_id.get(name)
        title = ctx.pack.section_of[question.id].title if question else texts.PAST_QUESTIONS
        before = totals.get(title, Accuracy(title, 0, 0))
        totals[title] = Accuracy(title, before.answers + answers, before.correct + correct)
    return list(totals.values())


COMMANDS = (show_progress, settings, settings_form, use)
