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


async def test_without_weeks_there_is_no_plan_and_no_calendar(weekly: Weekly) -> None:
    for line in ("plan", "calendar"):
        assert "no weeks yet" in await weekly.say("Ben", line)


async def test_the_plan_goes_page_by_page_and_says_when_it_ends(weekly: Weekly) -> None:
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


async def test_everyone_sees_the_page_that_is_on_the_screen(weekly: Weekly) -> None:
    weekly.use(road(18))
    await weekly.begin("pace:60")
    shown = await weekly.press("Ben", await weekly.say("Ben", "plan 2"), "Show everyone")
    assert not shown.message.private
    assert "(2 of 3)" in shown
    assert "Show everyone" not in shown.calls


async def test_the_week_that_runs_is_not_ahead_any_more(weekly: Weekly) -> None:
    weekly.use(road(3))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    plan = await weekly.say("Ben", "plan")
    assert "1. " not in plan
    assert "2. 2026-03-09T18:00:00+00:00: Section 2" in plan


async def test_in_a_break_the_weeks_have_no_dates_until_it_is_known_when_it_ends(
    weekly: Weekly,
) -> None:
    weekly.use(road(3))
    await weekly.begin("pace:60")
    await weekly.say("Ann", "group pause")
    assert "1. Section 1" in await weekly.say("Ben", "plan")
    await weekly.say("Ann", "group pause until:2026-05-01")
    assert "1. 2026-05-04T18:00:00+00:00: Section 1" in await weekly.say("Ben", "plan")


async def test_the_calendar_holds_every_week_and_every_meeting(weekly: Weekly) -> None:
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


async def test_a_calendar_file_has_what_the_standard_demands(weekly: Weekly) -> None:
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


async def test_two_groups_never_share_a_uid(weekly: Weekly) -> None:
    evening = Address("test", "campus", "evening")
    await weekly.begin()
    await weekly.begin("pace:60", evening)
    one, other = (
        events(await weekly.say("Ben", "calendar")),
        events(await weekly.say("Ben", "calendar", evening)),
    )
    assert not set(one) & set(other)
