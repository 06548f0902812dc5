"""Setting a group up, and changing how it is set: a preview first, then one press."""

from dataclasses import replace
from datetime import timedelta
from itertools import islice
from typing import cast

from bot.accounts import groups
from bot.accounts import texts as accounts_texts
from bot.core.calendar.slots import WEEKDAYS, day_begins, local_day
from bot.core.calendar.wallclock import HOUR, read_day, read_minute, read_zone
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Choice, Form, Message
from bot.core.records import Group, Schedule, Track
from bot.groups import departed, places, setup_texts, setups
from bot.groups.setups import Setup
from bot.live.settings import store as settings_store
from bot.live.settings import weekly_rounds
from bot.members.settings import suggest_zone
from bot.plan import pins, schedules, weeks
from bot.plan.planning import USUAL_PACE, weeks_ahead
from bot.weekly import meetings, reminders, upcoming
from content.model import Pack


async def suggest_chapter(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """Chapters that match what is typed."""
    found = [c for c in ctx.pack.chapters if typed.casefold() in c.title.casefold()]
    return tuple(Choice(chapter.title, chapter.id) for chapter in found)


async def suggest_pack(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """Roadmaps that match what is typed."""
    return tuple(
        Choice(p.title, p.id)
        for p in ctx.packs.values()
        if typed.casefold() in f"{p.title} {p.id}".casefold()
    )


_TRACK_CHOICES = (Choice("essential", "essential"), Choice("core", "core"))
# A set-up that was left shows the present values again when somebody comes back another day.
_LOOKED_AT = timedelta(hours=12)
OPTIONS = (
    Option("zone", "The group's time zone: a city like Berlin", suggest=suggest_zone),
    Option(
        "weekday", "The day of the weekly post", choices=tuple(Choice(day, day) for day in WEEKDAYS)
    ),
    Option("hour", "The hour of the weekly post, like 18:00", looks=HOUR),
    Option("track", "How deep", choices=_TRACK_CHOICES),
    Option("pace", "Minutes of reading a week", "integer", least=15, most=1200),
    Option(
        "chapters", "Only these chapters (several with commas), or all", suggest=suggest_chapter
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
    zone: str | None,
    weekday: str | None,
    hour: str | None,
    track: str | None,
    pace: int | None,
    chapters: str | None,
    start: str | None,
    pack: str | None,
) -> Message:
    looked_at = await _looked_at(ctx)
    chosen = _pack(ctx, pack) if pack else ctx.packs[looked_at.pack]
    before = looked_at.chapters if chosen.id == looked_at.pack else ()
    changed = replace(
        looked_at,
        zone=read_zone(zone) if zone and zone != looked_at.zone else looked_at.zone,
        weekday=WEEKDAYS.index(weekday) if weekday else looked_at.weekday,
        minute=read_minute(hour) if hour else looked_at.minute,
        track=cast(Track, track or looked_at.track),
        pace=pace or looked_at.pace,
        chapters=_chapters(chosen, chapters) if chapters else before,
        starts_on=read_day(start, "start") if start else looked_at.starts_on,
        pack=chosen.id,
    )
    kept = await setups.save(ctx.tx, changed, ctx.now)
    coming = await _preview(ctx, kept, chosen)
    return setup_texts.preview(
        kept, chosen, coming, ctx.interaction.findings, await places.homeless(ctx)
    )


@command("group form", "Set the group up with a form", role="organiser", listed=False, here=True)
async def rhythm_form(ctx: Context) -> Form:
    return setup_texts.rhythm_form(OPTIONS, await _looked_at(ctx))


@command(
    "group start", "Choose when the first week comes", role="organiser", listed=False, here=True
)
async def start_form(ctx: Context) -> Form:
    return setup_texts.start_form(OPTIONS, await _looked_at(ctx), list(ctx.packs.values()))


@command(
    "group confirm",
    "Set the group as shown",
    role="organiser",
    listed=False,
    here=True,
    checks=True,
)
async def confirm(ctx: Context) -> Message:
    place = ctx.interaction.address
    kept = await setups.find(
        ctx.tx, ctx.person.id, place.platform, place.workspace, place.channel, ctx.now - _LOOKED_AT
    )
    if kept is None:
        raise setup_texts.nothing_to_confirm()
    group = await groups.add(ctx.tx, _group(kept, ctx.person.id), ctx.now)
    group = replace(group, pack=kept.pack, zone=kept.zone, track=kept.track)
    schedule = await _schedule(ctx, group, kept)
    await groups.save(ctx.tx, group)
    await groups.set_founder(ctx.tx, group.id, ctx.person.id)
    await schedules.save(ctx.tx, schedule)
    await departed.clear(ctx.tx, group.id)  # they are there, so the channel is
    meeting = await schedules.meeting(ctx.tx, group.id)
    if meeting:
        await meetings.keep(ctx.tx, group, meeting, ctx.now)
    if weekly := (await settings_store.find(ctx.tx, group.id)).weekly:
        await weekly_rounds.keep(ctx.tx, group, weekly, ctx.now)
    coming = next(
        upcoming.dates(schedule, group, await upcoming.next_number(ctx.tx, group.id)),
        None,
    )
    await reminders.lengthen(replace(ctx, group=group), coming)
    await setups.remove(ctx.tx, kept.id)
    return setup_texts.confirmed(group.name, coming, ctx.interaction.findings)


async def _looked_at(ctx: Context) -> Setup:
    """What this person is looking at for this place.

    A set-up begun, else the present values, else the usual ones.
    """
    place = ctx.interaction.address
    if place.direct:
        raise accounts_texts.not_here()
    begun = await setups.find(
        ctx.tx, ctx.person.id, place.platform, place.workspace, place.channel, ctx.now - _LOOKED_AT
    )
    if begun and begun.pack in ctx.packs:
        return begun
    here = await groups.find(ctx.tx, place.platform, place.workspace, place.channel)
    schedule = await schedules.find(ctx.tx, here.id) if here else None
    zone = here.zone if here else ctx.zone
    today = local_day(ctx.now, zone)
    usual = Schedule("", 0, 18 * 60, USUAL_PACE, (), today)
    kept = schedule or usual
    return Setup(
        "",
        ctx.person.id,
        place.platform,
        place.workspace,
        place.channel,
        here.name if here else ctx.interaction.place_name or place.channel,
        here.pack if here and here.pack in ctx.packs else next(iter(ctx.packs)),
        here.track if here else "essential",
        kept.chapters,
        zone,
        kept.weekday,
        kept.minute,
        kept.pace,
        kept.starts_on,
    )


async def _preview(ctx: Context, kept: Setup, pack: Pack) -> setup_texts.Preview:
    group = await groups.find(ctx.tx, kept.platform, kept.workspace, kept.channel)
    planned_group = replace(group or _group(kept, ""), zone=kept.zone)
    schedule = await _schedule(ctx, planned_group, kept)
    had = await weeks.past_items(ctx.tx, group.id) if group else ()
    fixed = await pins.of_group(ctx.tx, group.id) if group else {}
    first = await upcoming.next_number(ctx.tx, group.id) if group else 1
    planned = list(
        islice(weeks_ahead(pack, kept.track, kept.chapters, kept.pace, had, fixed, first), 500)
    )
    faster = sum(
        1
        for _ in islice(
            weeks_ahead(pack, kept.track, kept.chapters, kept.pace * 2, had, fixed, first), 500
        )
    )
    days = list(islice(upcoming.dates(schedule, planned_group, first), len(planned)))
    dated = list(zip(planned, days, strict=False))
    return setup_texts.Preview(
        dated[: setup_texts.PREVIEW], len(planned), days[-1] if days else None, faster
    )


async def _schedule(ctx: Context, group: Group, kept: Setup) -> Schedule:
    """The rhythm as it would be.

    A running one keeps its past, and its next post keeps its distance from the last.
    """
    before = await schedules.find(ctx.tx, group.id) if group.id else None
    schedule = Schedule(
        group.id, kept.weekday, kept.minute, kept.pace, kept.chapters, kept.starts_on
    )
    if before:
        schedule = replace(schedule, last_post_at=before.last_post_at, skips=before.skips)
    if before and before.paused_at and not before.ended_at:
        back = day_begins(before.paused_until, group.zone) if before.paused_until else None
        due = (
            upcoming.first_slot(schedule, group, max(ctx.now, back - timedelta(seconds=1)))
            if back
            else None
        )
        return replace(
            schedule, paused_at=before.paused_at, paused_until=before.paused_until, next_due_at=due
        )
    stored = await groups.by_id(ctx.tx, group.id) if before else None
    same_zone = stored is not None and stored.zone == kept.zone
    same_slot = before and (before.weekday, before.minute) == (kept.weekday, kept.minute)
    if (
        before
        and before.next_due_at
        and same_slot
        and before.starts_on == kept.starts_on
        and same_zone
    ):
        return replace(schedule, next_due_at=before.next_due_at)
    return replace(schedule, next_due_at=upcoming.first_slot(schedule, group, ctx.now))


def _group(kept: Setup, founder: str) -> Group:
    return Group(
        "",
        kept.platform,
        kept.workspace,
        kept.channel,
        kept.name,
        kept.pack,
        kept.zone,
        kept.track,
        founder=founder,
    )


def _pack(ctx: Context, typed: str) -> Pack:
    found = [p for p in ctx.packs.values() if typed.casefold() in (p.id, p.title.casefold())]
    if not found:
        raise setup_texts.no_such_pack(typed, list(ctx.packs))
    return found[0]


def _chapters(pack: Pack, typed: str) -> tuple[str, ...]:
    """The chapters named, in roadmap order; none means all."""
    if typed.strip().casefold() == "all":
        return ()
    wanted: set[str] = set()
    for name in filter(None, (part.strip() for part in typed.split(","))):
        found = [c for c in pack.chapters if name.casefold() in (c.id, c.title.casefold())]
        found = found or [c for c in pack.chapters if name.casefold() in c.title.casefold()]
        if len(found) != 1:
            raise setup_texts.no_such_chapter(
                name, [c.title for c in pack.chapters if not c.retired]
            )
        wanted.add(found[0].id)
    return tuple(c.id for c in pack.chapters if c.id in wanted)


COMMANDS = (setup, rhythm_form, start_form, confirm)
