"""What organisers do for the group as a whole: excuse, begin a season, look after it, end it."""

from dataclasses import replace

from bot.accounts import groups, organisers
from bot.accounts import texts as accounts_texts
from bot.accounts.find_member import MEMBER, find_member
from bot.boards import seasons
from bot.core.call import Call
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.database_port import Transaction
from bot.core.interaction import Context, Finding
from bot.core.message import Choice, Message
from bot.core.records import Notice
from bot.groups import notice_texts, steering_texts
from bot.groups.steering import running
from bot.live.settings import weekly_rounds
from bot.outbox import deliveries, keys, outbox
from bot.outbox.keys import WeeklyPost
from bot.plan import schedules, weeks
from bot.streaks import counting, excused_weeks
from bot.streaks.commands import streak_of
from bot.weekly import on_slot, opening, upcoming
from bot.weekly.ending import closing
from bot.weekly.posts import preview_next

_NOTICE = Option("notice", "Which", required=True)
_SURE = Option("sure", "Whether you are sure", choices=(Choice("Yes", "yes"),), listed=False)


@command(
    "group forgive",
    "Excuse the last weeks that a member missed",
    replace(MEMBER, required=True),
    Option("weeks", "How many (one unless you say)", "integer", most=52),
    role="organiser",
)
async def forgive(ctx: Context, member: str, weeks: int | None) -> Message:
    found = await find_member(ctx, member)
    missed = [
        s
        for s in (await streak_of(ctx, found.id)).steps
        if s.outcome in ("lost", "missed", "frozen")
    ]
    excused = missed[-(weeks or 1) :]
    if not excused:
        raise steering_texts.nothing_to_forgive(found.name)
    for step in excused:
        await _excuse(ctx, step.number, found.id)
    await counting.count_streaks(ctx.tx, ctx.group, ctx.now)
    return steering_texts.forgiven(
        found.name, [s.number for s in excused], (await streak_of(ctx, found.id)).weeks
    )


@command(
    "group season",
    "A new season for the boards",
    Option("name", "Its name", required=True, longest=60),
    role="organiser",
)
async def season(ctx: Context, name: str) -> Message:
    if ctx.group.solo:
        raise accounts_texts.not_here()
    begun = await seasons.begin(ctx.tx, ctx.group.id, name, ctx.now)
    await groups.save(ctx.tx, replace(ctx.group, season=begun))
    return steering_texts.season_begun(name)


@command(
    "group doctor",
    "Can I post here? What to fix, and how the next post looks",
    role="organiser",
    checks=True,
)
async def doctor(ctx: Context) -> Message:
    schedule = await schedules.find(ctx.tx, ctx.group.id)
    findings = ctx.interaction.findings or (Finding(steering_texts.CAN_ANSWER),)
    coming = [steering_texts.next_post(schedule.next_due_at if schedule else None)]
    preview = await preview_next(ctx) if schedule and schedule.next_due_at else None
    return steering_texts.doctor(findings, ctx.group, ctx.now, coming, preview)


@command("group end", "End the weeks, with a last recap", _SURE, role="organiser")
async def end(ctx: Context, sure: str | None) -> Message:
    schedule = await running(ctx)
    if not sure:
        past = await weeks.of_group(ctx.tx, ctx.group.id)
        ahead = await upcoming.plan(ctx.tx, ctx.group, schedule, ctx.pack)
        had = past[-1].number if past else 0
        return steering_texts.confirm_end(ctx.group, had, had + len(ahead))
    await schedules.save(ctx.tx, replace(schedule, ended_at=ctx.now, next_due_at=None))
    await schedules.set_meeting(ctx.tx, ctx.group.id, None, None)
    await weekly_rounds.keep(ctx.tx, ctx.group, None, ctx.now)
    current = await weeks.current(ctx.tx, ctx.group.id)
    if current and current.state == "open":
        await on_slot.enqueue_recap(ctx.tx, ctx.group, ctx.pack, current, ctx.now, last=True)
        await closing.close_week(ctx.tx, ctx.group, ctx.pack, current, ctx.now)
    return steering_texts.ended(ctx.group)


@command("group erase", "Delete everything about the group", _SURE, role="organiser", listed=False)
async def erase(ctx: Context, sure: str | None) -> Message:
    if ctx.group.solo:
        raise accounts_texts.not_here()
    if not sure:
        return steering_texts.confirm_erase(ctx.group)
    await groups.erase(ctx.tx, ctx.group.id)
    return steering_texts.erased(ctx.group.name)


async def _group_of_notice(tx: Transaction, call: Call) -> str:
    found = await organisers.any_notice(tx, call.args.get("notice", ""))
    return found.group if found else ""


@command(
    "post again",
    "Send once more what was given up",
    _NOTICE,
    role="organiser",
    listed=False,
    group_of=_group_of_notice,
)
async def post_again(ctx: Context, notice: str) -> Message:
    found = await _own_notice(ctx, notice, "post again")
    key = notice_texts.key_of(found)
    if key is None or not await outbox.revive(ctx.tx, key, ctx.now):
        raise notice_texts.nothing_to_post_again()
    return steering_texts.posting()


@command(
    "post found",
    "What I doubted is there",
    _NOTICE,
    role="organiser",
    listed=False,
    group_of=_group_of_notice,
)
async def post_found(ctx: Context, notice: str) -> Message:
    found = await _own_notice(ctx, notice, "post found")
    key = notice_texts.key_of(found)
    if key is None:
        return steering_texts.found()
    first = await deliveries.ack(ctx.tx, keys.text(key), "", ctx.now)
    if first and isinstance(key, WeeklyPost):
        await opening.week_opened(ctx.tx, ctx.group, ctx.pack, key.number, key.place, "", ctx.now)
    return steering_texts.found()


async def _own_notice(ctx: Context, notice: str, command: str) -> Notice:
    """A notice about the group that this person runs."""
    found = await organisers.any_notice(ctx.tx, notice)
    if found is None or found.group != ctx.group.id:
        raise accounts_texts.organisers_only(command)
    await organisers.delivered(ctx.tx, found.id, ctx.now)
    return found


async def _excuse(ctx: Context, number: int, member: str) -> None:
    week = await weeks.of_number(ctx.tx, ctx.group.id, number)
    if week:
        await excused_weeks.add(ctx.tx, week.id, member, ctx.now)


COMMANDS = (forgive, season, doctor, end, erase, post_again, post_found)
