"""What a group leaves behind when its place has been gone for too long.

Nothing, but what is people's own.
"""

from datetime import timedelta

from bot.core.call import Call
from bot.core.interaction import Address, Interaction, User
from bot.core.records import Group
from scheduler import planner
from scheduler.planner import Planner
from tests.play import TEA
from tests.scheduler.term import NINE, Term

KEPT = timedelta(days=90)
# What people read and answered is their own, whatever the group; there the group's id names nothing
# any more.
OWN = {"progress", "quizzes", "attempts", "groups"}


async def gone(term: Term, group: Group) -> None:
    place = Address(group.platform, group.workspace, group.channel)
    await term.play.engine.happened(
        Interaction(Call("place departed"), User(group.platform, "", "Platform"), place)
    )


async def lived(term: Term, channel: str = "tea-room") -> Group:
    """A group with everything that can be in one, after two weeks."""
    group = await term.group(channel)
    place = term.place(group)
    await term.organised_by("Ann", group)
    for line in (
        "group meeting weekday:friday hour:19:00",
        "group insert what:catch-up",
        "group season Spring",
    ):
        await term.play.say("Ann", line, place)
    await term.at(NINE)
    await term.play.say("Ben", "settings reminders:on", place)
    await term.play.say("Ben", "done first-flush", place)
    await term.play.say("Ben", "quiz solo", place)
    await term.play.say("Ann", "group lead Ben 1", place)
    await term.at(NINE + timedelta(weeks=1))
    return group


async def tables_naming(term: Term, group: Group, *more: str) -> set[str]:
    """The tables in which one of these ids stands, in whatever column."""
    tables = [
        str(name)
        for (name,) in await term.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    wanted = {group.id, *more}
    found = set()
    for table in tables:
        rows = await term.rows(f"SELECT * FROM {table}")
        if any(one in str(value) for row in rows for value in row for one in wanted):
            found.add(table)
    return found


async def ids(term: Term, sql: str) -> list[str]:
    return [str(one) for (one,) in await term.rows(sql)]


async def test_a_long_gone_group_is_erased(term: Term) -> None:
    """A group that is gone for too long is erased from every table."""
    group = await lived(term)
    inside = await ids(term, "SELECT id FROM members UNION SELECT id FROM weeks")
    await gone(term, group)
    assert {
        "members",
        "weeks",
        "awards",
        "deliveries",
        "notices",
        "schedules",
    } <= await tables_naming(term, group, *inside)
    term.clock.advance(days=90)
    await term.planner.tidy()
    assert await tables_naming(term, group, *inside) <= OWN
    left = await term.rows(
        f"SELECT name, founder, gone_at, channel FROM groups WHERE id = '{group.id}'"
    )
    assert left == [("", "", None, f"#{group.id}")]


async def test_until_then_everything_is_kept(term: Term) -> None:
    group = await lived(term)
    await gone(term, group)
    term.clock.advance(days=89, hours=23)
    await term.planner.tidy()
    assert len(await term.weeks(group)) == 2
    assert await ids(term, "SELECT group_id FROM members") == [group.id]


async def test_what_people_read_stays_theirs(
    term: Term,
) -> None:
    """What somebody read stays theirs, and who has nothing else is erased too."""
    group = await lived(term)
    await gone(term, group)
    term.clock.advance(days=90)
    await term.planner.tidy()
    assert await ids(term, "SELECT name FROM people") == ["Ben"], "Ann had only organised"
    assert "reading" in await term.play.say("Ben", "progress", Address("test", "", "@ben"))
    assert await ids(term, "SELECT reading FROM progress") == ["first-flush"]


async def test_who_is_in_another_group_stays(term: Term) -> None:
    group, other = await lived(term), await term.group("other")
    await term.organised_by("Ann", other)
    await gone(term, group)
    term.clock.advance(days=90)
    await term.planner.tidy()
    assert sorted(await ids(term, "SELECT name FROM people")) == ["Ann", "Ben"]


async def test_other_groups_are_not_touched(term: Term) -> None:
    other = await term.group("other")
    group = await lived(term)
    await term.play.say("Ben", "done withering", term.place(other))
    before = await term.rows(f"SELECT * FROM awards WHERE group_id = '{other.id}'")
    assert before
    await gone(term, group)
    term.clock.advance(days=90)
    await term.planner.tidy()
    assert len(await term.weeks(other)) == 2
    assert await term.rows(f"SELECT * FROM awards WHERE group_id = '{other.id}'") == before


async def test_a_group_that_came_back_stays(term: Term) -> None:
    group = await lived(term)
    await gone(term, group)
    term.clock.advance(days=80)
    place = Address(group.platform, group.workspace, group.channel)
    await term.play.engine.happened(
        Interaction(Call("place restored"), User("test", "", "Platform"), place)
    )
    term.clock.advance(days=80)
    await term.planner.tidy()
    assert len(await term.weeks(group)) == 2


async def test_the_operator_says_how_long(term: Term) -> None:
    """Whoever runs Roadmate says for how long a group that is gone is kept."""
    group = await lived(term)
    week = timedelta(days=7)
    term.planner = Planner(term.database, {TEA.id: TEA}, term.threads, term.clock, week)
    await term.planner.start("2026a")
    await gone(term, group)
    await term.deliver()
    last = term.clock() + week
    assert f"{last.day} {last:%B %Y}" in term.platform.to("ann")[-1]
    term.clock.advance(days=7)
    await term.planner.tidy()
    assert await term.weeks(group) == ()


async def test_many_are_erased_day_by_day(term: Term) -> None:
    for number in range(planner.ERASED_A_DAY + 5):
        await gone(term, await term.group(f"room-{number}"))
    term.clock.advance(days=90)
    await term.planner.tidy()
    assert await ids(term, "SELECT count(*) FROM groups WHERE gone_at IS NOT NULL") == ["5"]
    await term.planner.tidy()
    assert await ids(term, "SELECT count(*) FROM groups WHERE gone_at IS NOT NULL") == ["0"]
