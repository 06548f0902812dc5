"""The week: what `week` shows, checking off, parts of long readings, something of the group's own,
early presses.
"""

from bot.core.errors import DeliveryError
from bot.core.interaction import Address
from tests.play import STUDY, Shown
from tests.roads import road
from tests.weekly.group_play import Weekly

EVENING = Address("test", "campus", "evening")


async def begun(
    weekly: Weekly, options: str = "pace:60", weeks: int = 6, minutes: int = 60
) -> Shown:
    weekly.use(road(weeks, minutes=minutes))
    await weekly.begin(options)
    return await weekly.wait_until_week()


async def in_week(weekly: Weekly) -> list[tuple[str, str, int]]:
    """Who did what in which week."""
    rows = await weekly.rows(
        "SELECT p.name, a.kind, w.number FROM activities a JOIN members m ON m.id = a.member_id"
        " JOIN people p ON p.id = m.person_id JOIN weeks w ON w.id = a.week_id"
        " ORDER BY w.number, p.name, a.subject"
    )
    return [(str(name), str(kind), int(number)) for name, kind, number in rows]


async def test_no_week_says_why(weekly: Weekly) -> None:
    """Where no week runs it says why, and what comes."""
    assert "no weeks yet" in await weekly.say("Ben", "week")
    await weekly.begin()
    assert "opens 2026-03-02T18:00" in await weekly.say("Ben", "week")
    await weekly.say("Ann", "group pause until:2026-04-01")
    assert "break until 1 April 2026" in await weekly.say("Ben", "week")


async def test_it_shows_marks_and_finishers(
    weekly: Weekly,
) -> None:
    """It shows readings with one's own marks, who has finished, and until when."""
    await begun(weekly, "pace:90 course:road-core")
    await weekly.say("Ben", "done r1")
    shown = await weekly.say("Ben", "week")
    assert "Week 1: Section 1" in shown
    assert "✓ Title of r1" in shown
    assert "○ Title of c1" in shown
    assert "Nobody has finished yet" in shown
    assert "Open until 2026-03-09T18:00" in shown
    assert "○ Title of r1" in await weekly.say("Ann", "week")


async def test_finishers_are_shown_as_wished(weekly: Weekly) -> None:
    """Who has finished is shown as they wish to be seen."""
    await begun(weekly)
    for name, boards in (("Ben", "visible"), ("Cem", "initials"), ("Dee", "hidden")):
        weekly.clock.advance(seconds=1)
        await weekly.say(name, f"settings boards:{boards}")
        await weekly.say(name, "done r1")
    shown = await weekly.say("Ann", "week")
    assert "Finished: Ben, C. and 1 more" in shown
    assert "Dee" not in shown


async def test_for_everyone_it_bears_nobodys_marks(weekly: Weekly) -> None:
    await begun(weekly)
    await weekly.say("Ben", "done r1")
    shown = await weekly.press("Ben", await weekly.say("Ben", "week"), "Show everyone")
    assert not shown.message.private
    assert "✓" not in shown
    assert "○" not in shown


async def test_the_button_opens_own_marks(weekly: Weekly) -> None:
    """The post's button opens one's own list, where readings are checked off."""
    post = await begun(weekly, "pace:90 course:road-core")
    listed = await weekly.press("Ben", post, "I've read it")
    assert listed.message.private
    assert list(listed.calls) == ["I've read 1", "I've read 2"]
    assert "This week: 1 of 2" in await weekly.press("Ben", listed, "I've read 2")
    assert list((await weekly.press("Ben", post, "I've read it")).calls) == ["I've read 1"]
    assert "You have finished this week's reading" in await weekly.press(
        "Ben", listed, "I've read 1"
    )
    assert "all done" in await weekly.press("Ben", post, "I've read it")


async def test_numbers_mean_the_open_weeks(weekly: Weekly) -> None:
    """A number means that reading of the open week."""
    await begun(weekly, "pace:90 course:road-core")
    assert "Title of c1: read" in await weekly.say("Ben", "done 2")
    assert "already" in await weekly.say("Ben", "done 2")
    assert "finished this week's reading" in await weekly.say("Ben", "done 1")
    assert "no reading called" in await weekly.say("Ben", "done 99")


async def test_numbers_mean_the_planned_part(weekly: Weekly) -> None:
    """A number means the part of a long reading that the week plans."""
    await begun(weekly, "pace:60", minutes=120)
    assert "Title of r1, part 1 of 2: read" in await weekly.say("Ben", "done 1")
    await weekly.wait_until_week()
    assert "Title of r1: read" in await weekly.say("Ben", "done 1")


async def test_this_weeks_match_comes_first(weekly: Weekly) -> None:
    """Where several readings match, this week's comes first."""
    await begun(weekly)
    await weekly.wait_until_week()
    told = await weekly.say("Ben", "done title")
    assert next(iter(told.calls)) == "Title of r2"


async def test_old_buttons_open_their_week(weekly: Weekly) -> None:
    """An old post's button still opens its own week."""
    post = await begun(weekly)
    await weekly.wait_until_week()
    assert "Title of r1" in await weekly.press("Ben", post, "I've read it")


async def test_another_groups_week_cannot_be_opened(weekly: Weekly) -> None:
    post = await begun(weekly)
    await weekly.begin("pace:60", EVENING)
    assert "no such week" in await weekly.press("Ben", post, "I've read it", at=EVENING)


async def test_only_the_whole_earns_points(weekly: Weekly) -> None:
    """A part is an activity, and the points come with the whole reading."""
    post = await begun(weekly, weeks=1, minutes=120)
    assert "part 1 of 2" in post
    part = await weekly.press("Ben", await weekly.press("Ben", post, "I've read it"), "I've read 1")
    assert "part 1 of 2" in part
    assert "points come with the last part" in part
    assert "all done" in await weekly.press("Ben", post, "I've read it")
    assert await weekly.board("Ann") == [
        "Nobody has points here yet. A quiz or a finished reading makes you the first.",
        "You will appear here with your first points.",
    ]
    post = await weekly.wait_until_week()
    whole = await weekly.press(
        "Ben", await weekly.press("Ben", post, "I've read it"), "I've read 1"
    )
    assert "+10 points" in whole
    assert {number for _, _, number in await in_week(weekly)} == {1, 2}
    assert [
        tuple(row) for row in await weekly.rows("SELECT number, finished FROM weeks ORDER BY 1")
    ] == [
        (1, 1),
        (2, 1),
    ]


async def test_parts_count_in_every_group(weekly: Weekly) -> None:
    """A part counts in every group that reads it."""
    weekly.use(road(1, minutes=120))
    await weekly.begin("pace:60")
    await weekly.begin("pace:60", EVENING)
    await weekly.say("Ben", "settings boards:visible", EVENING)
    for _ in range(2):
        await weekly.wait_until_week()
        await weekly.say("Ben", "done")
    evening = await weekly.rows(
        "SELECT DISTINCT w.number FROM activities a JOIN weeks w ON w.id = a.week_id"
        " JOIN groups g ON g.id = w.group_id"
        " WHERE g.channel = 'evening' ORDER BY 1"
    )
    assert [number for (number,) in evening] == [1, 2]


async def test_own_items_count_like_readings(
    weekly: Weekly,
) -> None:
    """Something of the group's own is shown, offered, done and counted."""
    weekly.use(road(2))
    await weekly.begin("pace:60")
    await weekly.say(
        "Ann", 'group insert what:"Our own notes" week:1 link:https://example.org/notes minutes:20'
    )
    post = await weekly.wait_until_week()
    assert "Our own notes <https://example.org/notes> (20 min)" in post
    offered = await weekly.say("Ben", "next")
    assert "Our own notes" in offered
    assert "this week's reading" in offered
    listed = await weekly.press("Ben", post, "I've read it")
    told = await weekly.press("Ben", listed, "I've read 1")
    assert "Our own notes: read" in told
    assert "+10 points" in told
    assert "Finished: Ben" in await weekly.say("Ben", "week")
    assert "Title of r1" in await weekly.say("Ben", "next")
    assert "Our own notes is open again" in await weekly.press("Ben", told, "Undo")


async def test_own_items_need_no_link(weekly: Weekly) -> None:
    """Something of the group's own needs no link."""
    weekly.use(road(2))
    await weekly.begin("pace:60")
    await weekly.say("Ann", 'group insert what:"Our own notes" week:1 minutes:20')
    await weekly.wait_until_week()
    for line in ("next", "week"):
        shown = await weekly.say("Ben", line)
        assert "Our own notes" in shown
        assert "<>" not in shown


async def test_presses_before_confirmation_count(weekly: Weekly) -> None:
    """A press on a post before the platform has confirmed it counts."""

    async def press(address: Address, key: str) -> None:
        if key.startswith("weekly/"):
            await weekly.press("Ben", weekly.newest("weekly"), "I've read it")
            await weekly.say("Ben", f"done r{len(weekly.posted('weekly'))}")

    weekly.platform.before_confirming = press
    await begun(weekly)
    await weekly.wait_until_week()
    assert [(name, number) for name, _, number in await in_week(weekly)] == [("Ben", 1), ("Ben", 2)]
    assert "Finished: Ben" in await weekly.say("Ann", "week")
    await weekly.wait_until_week()
    assert "2 weeks in a row" in await weekly.say("Ben", "streak")


async def test_unpostable_weeks_keep_the_old(weekly: Weekly) -> None:
    """While the new post cannot go out the old week goes on."""
    await begun(weekly)
    weekly.platform.refused[STUDY.channel] = DeliveryError("I may not write there", permanent=True)
    await weekly.wait_until_week()
    await weekly.wait(days=2)
    await weekly.say("Ben", "done c1")
    assert [(name, number) for name, _, number in await in_week(weekly)] == [("Ben", 1)]
    assert "Week 1" in await weekly.say("Ben", "week")
    weekly.platform.refused.clear()
    await weekly.wait_until_week()
    assert await weekly.week_states() == [(1, "closed"), (2, "open")]
    assert "1 week in a row" in await weekly.say("Ben", "streak")
