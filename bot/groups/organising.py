"""What organisers do for the group as a whole: excuse, begin a season, look after it, end it."""

from dataclasses import replace

from bot.accounts import groups, organisers
from bot.accounts import texts as accounts_texts
from bot.accounts.find_member import MEMBER, find_member
from bot.boards import seasons
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context, Finding
from bot.core.message import Choice, Message
from bot.core.records import Notice
from bot.groups import notice_texts, steering_texts, texts
from bot.groups.steering import running
from bot.live.settings import weekly_rounds
from bot.outbox import deliveries
from bot.plan import schedules, weeks
from bot.streaks import counting, excused_weeks
from bot.streaks.commands import streak_of
from bot.weekly import lifecycle as weekly_lifecycle
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
        raise texts.not_here()
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


@command("group end", "End the weeks, with a last recap", role="organiser")
async def end(ctx: Context) -> Message:
    schedule = await running(ctx)
    await schedules.save(ctx.tx, replace(schedule, ended_at=ctx.now, next_due_at=None))
    await schedules.set_meeting(ctx.tx, ctx.group.id, None, None)
    await weekly_rounds.keep(ctx.tx, ctx.group, None, ctx.now)
    current = await weeks.current(ctx.tx, ctx.group.id)
    if current and current.state == "open":
        await weekly_lifecycle.promise_recap(ctx.tx, ctx.group, current, ctx.now, last=True)
        await weekly_lifecycle.close_week(ctx.tx, ctx.group, current, ctx.now)
    return steering_texts.ended(ctx.group)


@command("group erase", "Delete everything about the group", _SURE, role="organiser", listed=False)
async def erase(ctx: Context, sure: str | None) -> Message:
    if ctx.group.solo:
        raise texts.not_here()
    if not sure:
        return steering_texts.confirm_erase(ctx.group)
    await groups.erase(ctx.tx, ctx.group.id)
    return steering_texts.erased(ctx.group.name)


@command("post again", "Send once more what was given up", _NOTICE, listed=False, rights=True)
async def post_again(ctx: Context, notice: str) -> Message:
    found = await _own_notice(ctx, notice, "post again")
    if not await deliveries.revive(ctx.tx, found.detail.partition(" ")[0], ctx.now):
        raise notice_texts.nothing_to_post_again()
    return steering_texts.posting()


@command("post found", "What I doubted is there", _NOTICE, listed=False, rights=True)
async def post_found(ctx: Context, notice: str) -> Message:
    found = await _own_notice(ctx, notice, "post found")
    key = found.detail.partition(" ")[0]
    kind, _, rest = key.partition("/")
    group = await groups.by_id(ctx.tx, found.group)
    if group and await deliveries.sent(ctx.tx, key, "", ctx.now) and kind == "weekly":
        await weekly_lifecycle.week_opened(ctx.tx, group, int(rest.split("/")[1]), "", ctx.now)
    return steering_texts.found()


async def _own_notice(ctx: Context, notice: str, command: str) -> Notice:
    """A notice that this person may act on: they run the group it is about."""
    found = await organisers.any_notice(ctx.tx, notice)
    known = await organisers.known(ctx.tx, found.group) if found else ()
    if found is None or not (
        ctx.user.id in known or (ctx.organiser and found.group == ctx.group.id)
    ):
        raise accounts_texts.organisers_only(command)
    await organisers.told(ctx.tx, found.id, ctx.now)
    return found


async def _excuse(ctx: Context, number: int, member: str) -> None:
    week = await weeks.of_number(ctx.tx, ctx.group.id, number)
    if week:
        await excused_weeks.add(ctx.tx, week.id, member, ctx.now)


COMMANDS = (forgive, season, doctor, end, erase, post_again, post_found)
