"""`forget`: one question first, then nothing of the person is left anywhere, and everybody else has
what they had.
"""

from collections.abc import Sequence

from bot.core.interaction import Address, User
from bot.engine.port import Reply
from bot.members.personal_tables import PARTS
from tests.members.test_export import everything_a_person_can_leave_behind
from tests.play import STUDY, Play
from tests.quiz.solo_play import play_through
from tests.weekly.group_play import Weekly

# Tables in which no row is about a person, each for a reason; a new table must be here or in PARTS.
IMPERSONAL = {
    "forgotten": "a fingerprint of who has erased themselves, until the planner tidies it away",
    "facts": "what the machine keeps about itself",
    "greeted": "servers that were told how to begin",
    "groups": "the founder's id is emptied",
    "heard": "what a platform may repeat, by its own number, for a day",
    "heartbeats": "the scheduler's own",
    "notices": "faults of posts to channels",
    "outages": "the scheduler's own",
    "asked_questions": "what weeks of groups asked",
    "pins": "readings of weeks ahead",
    "reading_totals": "counts",
    "round_questions": "questions of live rounds, with numbers of votes",
    "round_settings": "how groups play",
    "rounds": "the starter's id is emptied",
    "schedules": "hours of groups",
    "migrations": "versions of the tables",
    "seasons": "names of seasons",
    "week_readings": "readings of weeks",
    "week_posts": "where weeks of groups stand",
    "weeks": "weeks of groups",
    "withdrawals": "questions that groups do not ask",
}
BENS_DOOR = Address("test", "", "@ben")
EVENING = Address("test", "campus", "evening")


async def traces(play: Play, words: Sequence[str]) -> list[tuple[str, str, object]]:
    """Every table, column and value in which one of the words occurs."""
    found: list[tuple[str, str, object]] = []
    for (table,) in await play.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    ):
        columns = [str(row[1]) for row in await play.rows(f"PRAGMA table_info({table})")]
        for line in await play.rows(f"SELECT * FROM {table}"):
            cells = zip(columns, line, strict=True)
            found += [(str(table), c, v) for c, v in cells if any(word in str(v) for word in words)]
    return found


async def ids_of(play: Play, name: str) -> list[str]:
    """Everything by which the store can know a person: our ids, the platform's, the name."""
    people = await play.rows(f"SELECT id, user_id, name FROM people WHERE name = '{name}'")
    members = await play.rows(
        f"SELECT m.id FROM members m JOIN people p ON p.id = m.person_id WHERE p.name = '{name}'"
    )
    return [str(value) for row in [*people, *members] for value in row]


async def forget(play: Play, name: str) -> None:
    asked = await play.say(name, "forget")
    assert "erased everything" in await play.press(name, asked, "Erase everything")


async def test_every_table_is_accounted_for(play: Play) -> None:
    """Every table is either erased from or known to be about nobody."""
    tables = {
        str(table)
        for (table,) in await play.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    assert tables - set(IMPERSONAL) == {part.table for part in PARTS}


async def test_nothing_happens_before_it_is_confirmed(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    before = await play.everything()
    asked = await play.say("Ben", "forget")
    assert "cannot be brought back" in asked
    assert "Give me a copy first" in asked.calls
    assert await play.everything() == before
    assert "1 reading" in await play.press("Ben", asked, "Keep it all")


async def test_looking_alone_leaves_nothing(play: Play) -> None:
    """Who has only looked is told that nothing about them is held."""
    assert "nothing about you" in await play.say("Ben", "forget")


async def test_no_column_remembers_afterwards(weekly: Weekly) -> None:
    """No table and no column knows the person afterwards."""
    weekly.users["Ann"] = User("test", "u-4711", "Ann of Green Gables", manager=True)
    await everything_a_person_can_leave_behind(weekly, "Ann")
    known = await ids_of(weekly, "Ann of Green Gables")
    assert {table for table, _, _ in await traces(weekly, known)} >= {part.table for part in PARTS}
    await forget(weekly, "Ann")
    assert await traces(weekly, known) == []


async def test_private_groups_go_along(play: Play) -> None:
    """A private group goes with its person."""
    await play.say("Ben", "done", BENS_DOOR)
    await play_through(play, "Ben", "quiz solo section:drying")
    known = await ids_of(play, "Ben")
    await forget(play, "Ben")
    assert await traces(play, [*known, "@ben"]) == []


async def test_waiting_messages_are_not_sent(weekly: Weekly) -> None:
    """What was on its way to the person is not sent."""
    await weekly.begin("pace:60")
    await weekly.say("Ben", "settings reminders:on")
    await weekly.wait_until_week()
    await forget(weekly, "Ben")
    await weekly.wait(days=6)
    assert weekly.direct("Ben") == []


async def test_old_replies_bring_nobody_back(weekly: Weekly) -> None:
    """What was written before does not bring the person back."""
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    await weekly.reply("Ben", 1, await weekly.thread())
    wrote = weekly.clock()
    await weekly.wait(hours=1)
    await forget(weekly, "Ben")
    weekly.platform.replied.append(Reply(weekly.user("Ben"), wrote, "r1"))
    await weekly.wait_until_week()
    assert await weekly.rows("SELECT * FROM people WHERE name = 'Ben'") == []


async def test_the_fingerprint_goes_in_time(weekly: Weekly) -> None:
    """The fingerprint that keeps old replies away is itself deleted after a while."""
    await weekly.say("Ben", "done first-flush")
    await forget(weekly, "Ben")
    assert len(await weekly.rows("SELECT * FROM forgotten")) == 1
    weekly.clock.advance(days=120)
    await weekly.planner.tidy()
    assert await weekly.rows("SELECT * FROM forgotten") == []


async def test_others_rows_stay(play: Play) -> None:
    await play.say("Ann", "done first-flush")
    await play_through(play, "Ann", "quiz solo section:picking")
    before = await play.everything()
    await play.say("Ben", "done first-flush")
    await play_through(play, "Ben", "quiz solo section:picking")
    await forget(play, "Ben")
    assert await play.everything() | {"forgotten": []} == before


async def test_others_ranks_stay_right(play: Play) -> None:
    """Ranks and points of the others stay right."""
    for name, readings in (("Ann", 1), ("Ben", 3), ("Cem", 2)):
        for reading in ("first-flush", "two-leaves", "withering")[:readings]:
            await play.say(name, f"done {reading}")
    await forget(play, "Ben")
    assert await play.board("Ann") == ["1. Cem · 20 points", "2. Ann (you) · 10 points"]


async def test_section_shares_lose_only_theirs(play: Play) -> None:
    """The group's share of a section loses only theirs."""
    for name in ("Ann", "Ben"):
        await play.say(name, "done first-flush")
    await play.say("Ben", "done withering")
    await forget(play, "Ben")
    totals = await play.rows("SELECT reading, finished FROM reading_totals WHERE finished <> 0")
    assert totals == [("first-flush", 1)]


async def test_only_open_weeks_lose_them(weekly: Weekly) -> None:
    """The open week's count loses them, and a closed one's stays."""
    await weekly.begin("pace:30 course:road-essential")
    for reading in ("first-flush", "withering"):
        await weekly.wait_until_week()
        for name in ("Ann", "Ben"):
            await weekly.say(name, f"done {reading}")
    counted = "SELECT number, finished FROM weeks ORDER BY number"
    assert [tuple(row) for row in await weekly.rows(counted)] == [(1, 2), (2, 2)]
    await forget(weekly, "Ben")
    assert [tuple(row) for row in await weekly.rows(counted)] == [(1, 2), (2, 1)]
    await weekly.wait_until_week()
    assert "Finished: Ann" in weekly.newest("recap")
    assert "Ben" not in weekly.newest("recap")


async def test_groups_outlive_their_founder(weekly: Weekly) -> None:
    """The group goes on without its founder."""
    await weekly.begin("pace:30")
    await weekly.wait_until_week()
    await forget(weekly, "Ann")
    assert "Week 2" in await weekly.wait_until_week()
    assert "study" in await weekly.say("Ben", "group show")


async def test_returning_is_a_fresh_start(play: Play) -> None:
    """Whoever comes back is a stranger with a fresh start."""
    await play.say("Ben", "settings zone:Tokyo boards:hidden")
    await play.say("Ben", "done first-flush")
    await forget(play, "Ben")
    assert "The First Flush" in await play.say("Ben", "next")
    assert "+10 points" in await play.say("Ben", "done first-flush")
    assert await play.board("Ann") == [
        "1. Ben · 10 points",
        "You will appear here with your first points.",
    ]


async def test_it_reaches_all_their_groups(play: Play) -> None:
    await play.set_up("evening", EVENING)
    await play.say("Ben", "done first-flush", STUDY)
    await play.say("Ben", "done withering", EVENING)
    known = await ids_of(play, "Ben")
    await forget(play, "Ben")
    assert await traces(play, known) == []
