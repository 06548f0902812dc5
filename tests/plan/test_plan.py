"""`plan` and `calendar`: the weeks ahead with their dates, page by page, and as a file that
calendars accept.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component

from bot.core.interaction import Address
from tests.play import Shown
from tests.roads import road
from tests.weekly.group_play import Weekly, file_of


def events(answer: Shown) -> dict[str, Component]:
    """Each event of a calendar file under its uid, as the library reads it."""
    parsed = Calendar.from_ical(file_of(answer).content)
    found = parsed.walk("VEVENT")
    assert len({str(event["UID"]) for event in found}) == len(found)
    return {str(event["UID"]): event for event in found}


def starts(found: dict[str, Component], words: str) -> list[object]:
    return [event.decoded("DTSTART") for event in found.values() if words in str(event["SUMMARY"])]


async def test_no_weeks_means_no_plan(weekly: Weekly) -> None:
    """Without weeks there is no plan and no calendar."""
    for line in ("plan", "calendar"):
        assert "no weeks yet" in await weekly.say("Ben", line)


async def test_pages_lead_to_the_end(weekly: Weekly) -> None:
    """The plan goes page by page and says when it ends."""
    weekly.use(road(18))
    await weekly.begin("pace:60")
    page = await weekly.say("Ben", "plan")
    numbers = [line.split(".")[0] for line in page.text.split("\n") if line[:1].isdigit()]
    assert "Earlier" not in page.calls
    for _ in range(2):
        assert "It ends 2026-07-06T18:00" in page
        page = await weekly.press("Ben", page, "Later")
        numbers += [line.split(".")[0] for line in page.text.split("\n") if line[:1].isdigit()]
    assert numbers == [str(number) for number in range(1, 19)]
    assert "(3 of 3)" in page
    assert "Later" not in page.calls
    assert "(2 of 3)" in await weekly.press("Ben", page, "Earlier")
    assert "(3 of 3)" in await weekly.say("Ben", "plan 99")


async def test_sharing_keeps_the_page(weekly: Weekly) -> None:
    """Everyone sees the page that is on the screen."""
    weekly.use(road(18))
    await weekly.begin("pace:60")
    shown = await weekly.press("Ben", await weekly.say("Ben", "plan 2"), "Show everyone")
    assert not shown.message.private
    assert "(2 of 3)" in shown
    assert "Show everyone" not in shown.calls


async def test_the_open_week_leaves(weekly: Weekly) -> None:
    """The week that runs is not ahead any more."""
    weekly.use(road(3))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    plan = await weekly.say("Ben", "plan")
    assert "1. " not in plan
    assert "2. 2026-03-09T18:00:00+00:00: Section 2" in plan


async def test_open_breaks_show_no_dates(
    weekly: Weekly,
) -> None:
    """In a break the weeks have no dates until it is known when it ends."""
    weekly.use(road(3))
    await weekly.begin("pace:60")
    await weekly.say("Ann", "group pause")
    assert "1. Section 1" in await weekly.say("Ben", "plan")
    await weekly.say("Ann", "group pause until:2026-05-01")
    assert "1. 2026-05-04T18:00:00+00:00: Section 1" in await weekly.say("Ben", "plan")


async def test_the_calendar_holds_everything(weekly: Weekly) -> None:
    """The calendar holds every week and every meeting."""
    weekly.use(road(3))
    await weekly.begin("pace:60 zone:Auckland hour:06:00")
    await weekly.say("Ann", "group meeting Wednesday hour:19:00 where:Library")
    answer = await weekly.say("Ben", "calendar")
    assert file_of(answer).name.endswith(".ics")
    found = events(answer)
    # Monday at 06:00 in Auckland is still Sunday in UTC; the day is the group's.
    assert starts(found, "Week") == [date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 23)]
    meetings = [event for uid, event in found.items() if uid.startswith("meeting")]
    evening = datetime(2026, 3, 4, 19, 0, tzinfo=ZoneInfo("Pacific/Auckland"))
    assert next(event.decoded("DTSTART") for event in meetings) == evening.astimezone(UTC)
    assert {str(event["LOCATION"]) for event in meetings} == {"Library"}
    first = next(event for event in found.values() if "Week 1" in str(event["SUMMARY"]))
    assert "Section 1" in str(first["SUMMARY"])
    assert "https://example.org/r1" in str(first["DESCRIPTION"])


async def test_the_calendar_meets_the_standard(weekly: Weekly) -> None:
    """A calendar file has what the standard demands."""
    await weekly.begin()
    content = file_of(await weekly.say("Ben", "calendar")).content
    parsed = Calendar.from_ical(content)
    assert parsed["VERSION"] == "2.0"
    assert parsed["PRODID"]
    assert b"\r\n" in content
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert all(event["DTSTAMP"] for event in parsed.walk("VEVENT"))


async def test_dates_that_move_keep_their_uids(weekly: Weekly) -> None:
    weekly.use(road(4))
    await weekly.begin("pace:60")
    await weekly.say("Ann", "group meeting Wednesday hour:19:00")
    before = events(await weekly.say("Ben", "calendar"))
    await weekly.say("Ann", "group skip")
    after = events(await weekly.say("Ben", "calendar"))
    assert {uid for uid in before if uid.startswith("week")} == {
        uid for uid in after if uid.startswith("week")
    }
    assert starts(before, "Week 1") == [date(2026, 3, 2)]
    assert starts(after, "Week 1") == [date(2026, 3, 9)]


async def test_a_moved_meeting_keeps_its_uid(weekly: Weekly) -> None:
    """Imported again, no old evening is left beside the new one; nor when the clocks change."""
    weekly.use(road(4))
    await weekly.begin("pace:60 zone:New_York")
    found: list[set[str]] = []
    for line in ("Wednesday hour:19:00", "Wednesday hour:20:30", "Friday hour:18:00"):
        await weekly.say("Ann", f"group meeting {line}")
        dates = events(await weekly.say("Ben", "calendar"))
        found.append({uid for uid in dates if uid.startswith("meeting")})
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 4


async def test_two_groups_never_share_a_uid(weekly: Weekly) -> None:
    evening = Address("test", "campus", "evening")
    await weekly.begin()
    await weekly.begin("pace:60", evening)
    one, other = (
        events(await weekly.say("Ben", "calendar")),
        events(await weekly.say("Ben", "calendar", evening)),
    )
    assert not set(one) & set(other)
