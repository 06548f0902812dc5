"""What comes next for a member: this week's, what they missed, the short way in, then the rest."""

from collections.abc import Iterator, Sequence

from bot.core.interaction import Context
from bot.core.records import Item, Week
from bot.plan import weeks
from bot.plan.planned import sections_of
from bot.plan.tasks import task_of
from bot.roadmap.progress import Marks, Why, item_state
from bot.weekly.subject_texts import item_title
from content.model import Pack, Section


async def queue(ctx: Context) -> Sequence[tuple[Why, Item]]:
    """What the group's weeks ask of this member.

    This week's, then since they came, then from before: first what this week's sections build on,
    the nearest first, then the rest, oldest first.
    """
    ranked: dict[Why, list[Item]] = {"week": [], "task": [], "missed": [], "way in": []}
    before: list[Item] = []
    current = await weeks.current(ctx.tx, ctx.group.id)
    if current and (task := task_of(ctx.pack, current)):
        ranked["task"].append(task)
    for week, item in await weeks.history(ctx.tx, ctx.group.id):
        if week.state != "closed":
            ranked["week"].append(item)
        elif _since(ctx, week):
            ranked["missed"].append(item)
        else:
            before.append(item)
    way = [section.id for section in built_on(ctx.pack, sections_of(ranked["week"], ctx.pack))]
    place = {name: number for number, name in enumerate(way)}
    near = [item for item in before if _section(ctx.pack, item) in place]
    near.sort(key=lambda item: place[_section(ctx.pack, item)])
    ranked["way in"] = near
    ranked["catch-up"] = [item for item in before if item not in near]
    return [(why, item) for why, items in ranked.items() for item in items]


def way_in(
    pack: Pack, queued: Sequence[tuple[Why, Item]], marks: Marks
) -> Sequence[tuple[str, int]]:
    """Title and minutes of what of a queue is the short way in, and still open. Pure."""
    near = (item for why, item in queued if why == "way in")
    return [
        (item_title(item, pack), item.minutes)
        for item in near
        if item_state(pack, item, marks) is None
    ]


def built_on(pack: Pack, sections: Sequence[Section]) -> Iterator[Section]:
    """What these sections build on, the nearest first, without themselves. Pure."""
    seen = {section.id for section in sections}
    level = list(sections)
    while level:
        names = dict.fromkeys(name for section in level for name in section.builds_on)
        known = [pack.section_by_id[name] for name in names if name in pack.section_by_id]
        level = [section for section in known if section.id not in seen]
        seen |= {section.id for section in level}
        yield from level


def _since(ctx: Context, week: Week) -> bool:
    """Whether a closed week ran while this person was a member."""
    came = ctx.member.joined_at
    return bool(came and week.closed_at and week.closed_at > came)


def _section(pack: Pack, item: Item) -> str:
    known = pack.reading_by_id.get(item.reading)
    return pack.section_of[known.id].id if known else ""
