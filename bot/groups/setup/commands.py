"""Setting a group up, and changing how it is set: a preview first, then one press."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.accounts import groups
from bot.accounts import texts as accounts_texts
from bot.core.calendar.slots import WEEKDAYS, local_day
from bot.core.calendar.wallclock import HOUR, read_day, read_minute, read_zone
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Choice, Form, Message
from bot.core.records import Group, Schedule
from bot.groups import departed, places
from bot.groups.setup import courses, setups, texts
from bot.groups.setup.preview import another_course, preview
from bot.groups.setup.setups import Setup
from bot.live.settings import store as settings_store
from bot.live.settings import weekly_rounds
from bot.members.settings import suggest_zone
from bot.plan import pins, schedules
from bot.plan.planning import UNSET
from bot.weekly import meetings, reminders, upcoming
from content.courses import course_or_recommended, recommended
from content.model import Pack


async def suggest_pack(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """Roadmaps that match what is typed."""
    return tuple(
        Choice(p.title, p.id)
        for p in ctx.packs.values()
        if typed.casefold() in f"{p.title} {p.id}".casefold()
    )


# A set-up that was left shows the present values again when somebody comes back another day.
_LOOKED_AT = timedelta(hours=12)
# By which a typed line can tell a course from a city; others are given by name.
_LOOKS_LIKE_A_COURSE = r"(?:chapter|road)-[a-z0-9-]+|own:.+"
OPTIONS = (
    Option(
        "course",
        "The way through the roadmap: a course, a chapter or the whole road",
        suggest=courses.suggest,
        looks=_LOOKS_LIKE_A_COURSE,
    ),
    Option("zone", "The group's time zone: a city like Berlin", suggest=suggest_zone),
    Option(
        "weekday", "The day of the weekly post", choices=tuple(Choice(day, day) for day in WEEKDAYS)
    ),
    Option("hour", "The hour of the weekly post, like 18:00", looks=HOUR),
    Option("every", "A post every week, or every second one", choices=texts.CADENCES),
    Option(
        "pace",
        "Minutes of reading a week, where not the course's own weeks",
        "integer",
        least=15,
        most=1200,
    ),
    Option("start", "Not before this day, like 2027-01-31"),
    Option("pack", "Which roadmap", suggest=suggest_pack),
)


@command(
    "group setup",
    "Set the group up: shows what would come, then asks",
    *OPTIONS,
    role="organiser",
    here=True,
    checks=True,
)
async def setup(
    ctx: Context,
    *,
    course: str | None,
    zone: str | None,
    weekday: str | None,
    hour: str | None,
    every: str | None,
    pace: int | None,
    start: str | None,
    pack: str | None,
) -> Message:
    looked_at = await _looked_at(ctx)
    on_course = _on_course(ctx, looked_at, course, pack)
    changed = replace(
        on_course,
        zone=read_zone(zone) if zone and zone != looked_at.zone else looked_at.zone,
        weekday=WEEKDAYS.index(weekday) if weekday else looked_at.weekday,
        minute=read_minute(hour) if hour else looked_at.minute,
        every=int(every) if every else looked_at.every,
        pace=pace or on_course.pace,
        starts_on=read_day(start, "start") if start else looked_at.starts_on,
    )
    kept = await setups.save(ctx.tx, changed, ctx.now)
    chosen = ctx.packs[kept.pack]
    coming = await preview(ctx, kept, chosen)
    homeless = await places.homeless(ctx)
    offered = courses.choices(chosen)
    return texts.preview(kept, chosen, coming, offered, ctx.interaction.findings, homeless)


@command("group form", "Set the group up with a form", role="organiser", listed=False, here=True)
async def rhythm_form(ctx: Context) -> Form:
    return texts.rhythm_form(OPTIONS, await _looked_at(ctx))


@command(
    "group start", "Choose when the first week comes", role="organiser", listed=False, here=True
)
async def start_form(ctx: Context) -> Form:
    return texts.start_form(OPTIONS, await _looked_at(ctx), list(ctx.packs.values()))


@command(
    "group confirm",
    "Set the group as shown",
    role="organiser",
    listed=False,
    here=True,
    checks=True,
)
async def confirm(ctx: Context) -> Message:
    kept = await _begun(ctx)
    if kept is None:
        raise texts.nothing_to_confirm()
    pack = ctx.packs[kept.pack]
    coming = await preview(ctx, kept, pack)
    if not coming.weeks:
        raise texts.nothing_to_read(coming.course)
    group = await groups.add(ctx.tx, replace(coming.group, founder=ctx.person.id), ctx.now)
    if another_course(group, kept, pack):
        await pins.loosen_all(ctx.tx, group.id)
    group = replace(group, pack=kept.pack, zone=kept.zone, course=coming.course.id)
    schedule = replace(coming.schedule, group=group.id)
    await groups.save(ctx.tx, group)
    await groups.set_founder(ctx.tx, group.id, ctx.person.id)
    await schedules.save(ctx.tx, schedule)
    await departed.clear(ctx.tx, group.id)  # they are there, so the channel is
    await setups.remove(ctx.tx, kept.id)
    first = await _let_follow(ctx, group, schedule)
    return texts.confirmed(group.name, first, ctx.interaction.findings)


async def _let_follow(ctx: Context, group: Group, schedule: Schedule) -> datetime | None:
    """Meeting, weekly round and reminders go by the new clock; returns when the next post comes."""
    meeting = await schedules.meeting(ctx.tx, group.id)
    if meeting:
        await meetings.keep(ctx.tx, group, meeting, ctx.now)
    if weekly := (await settings_store.find(ctx.tx, group.id)).weekly:
        await weekly_rounds.keep(ctx.tx, group, weekly, ctx.now)
    number = await upcoming.next_number(ctx.tx, group.id)
    coming = next(upcoming.dates(schedule, group, number), None)
    await reminders.lengthen(replace(ctx, group=group), coming)
    return coming


async def _looked_at(ctx: Context) -> Setup:
    """What this person is looking at for this place.

    A set-up begun, else the present values, else the usual ones.
    """
    place = ctx.interaction.address
    if place.direct:
        raise accounts_texts.not_here()
    if begun := await _begun(ctx):
        return begun
    here = await groups.find(ctx.tx, place.platform, place.workspace, place.channel)
    kept = await schedules.find(ctx.tx, here.id) if here else None
    zone = here.zone if here else ctx.zone
    pack = (
        ctx.packs[here.pack] if here and here.pack in ctx.packs else next(iter(ctx.packs.values()))
    )
    usual = Schedule("", 0, 18 * 60, UNSET, local_day(ctx.now, zone))
    rhythm = kept or usual
    return Setup(
        "",
        ctx.person.id,
        place.platform,
        place.workspace,
        place.channel,
        here.name if here else ctx.interaction.place_name or place.channel,
        pack.id,
        course_or_recommended(pack, here.course if here else "").id,
        zone,
        rhythm.weekday,
        rhythm.minute,
        rhythm.every,
        rhythm.pace,
        rhythm.starts_on,
    )


async def _begun(ctx: Context) -> Setup | None:
    """The set-up that this person has begun for this place, lately."""
    place = ctx.interaction.address
    found = await setups.find(
        ctx.tx, ctx.person.id, place.platform, place.workspace, place.channel, ctx.now - _LOOKED_AT
    )
    return found if found and found.pack in ctx.packs else None


def _on_course(ctx: Context, looked_at: Setup, course: str | None, pack: str | None) -> Setup:
    """With the course that is wanted, of the roadmap that is wanted.

    A course chosen now brings its own weeks along, where it has some.
    """
    chosen = _pack(ctx, pack) if pack else ctx.packs[looked_at.pack]
    if course:
        wanted = courses.find(chosen, course)
    elif chosen.id != looked_at.pack:
        wanted = recommended(chosen)
    else:
        return looked_at
    pace = UNSET if wanted.weeks else looked_at.pace
    return replace(looked_at, pack=chosen.id, course=wanted.id, pace=pace)


def _pack(ctx: Context, typed: str) -> Pack:
    found = [p for p in ctx.packs.values() if typed.casefold() in (p.id, p.title.casefold())]
    if not found:
        raise texts.no_such_pack(typed, list(ctx.packs))
    return found[0]


COMMANDS = (setup, rhythm_form, start_form, confirm)
