"""`group setup`: a preview of what would come, every option by order and by name, one press, and
who may.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core.interaction import Address, User
from tests.play import STUDY, TEA, Play, Shown, standing
from tests.roads import road
from tests.weekly.group_play import Weekly

LOUNGE = Address("test", "campus", "lounge")
EVENING = Address("test", "campus", "evening")
DOOR = Address("test", "", "@ann")


def fields(preview: Shown) -> dict[str, str]:
    """The facts of a preview or of `group show`."""
    return dict(
        line.split(": ", 1)
        for line in preview.text.split("\n")
        if ": " in line and line[0].isupper()
    )


def planned(preview: Shown) -> list[str]:
    """The lines of the weeks ahead."""
    return [line for line in preview.text.split("\n") if line[:1].isdigit() and ". " in line[:5]]


async def test_the_preview_tells_the_plan(
    play: Play,
) -> None:
    """The preview shows four weeks, their number, the end and a faster pace."""
    play.use(road(6))
    preview = await play.say("Ann", "group setup pace:60 hour:18:00 weekday:Monday")
    assert [line.split(":")[0] for line in planned(preview)] == [
        "1. 2026-03-02T18", "2. 2026-03-09T18", "3. 2026-03-16T18", "4. 2026-03-23T18",
    ]  # fmt: skip
    assert "6 weeks in all, the last one begins 2026-04-06T18:00" in preview
    assert "At twice the pace it would be 3 weeks" in preview
    assert preview.message.private


async def test_unconfirmed_nothing_is_set(weekly: Weekly) -> None:
    await weekly.say("Ann", "group setup pace:60")
    assert "none yet" in await weekly.say("Ann", "group show")
    await weekly.wait(days=14)
    assert weekly.platform.posts == []


async def test_confirmed_it_posts_at_the_slot(weekly: Weekly) -> None:
    told = await weekly.begin("weekday:Wednesday hour:19:30 zone:Berlin pace:60")
    assert "2026-03-04T18:30:00" in told
    assert await weekly.next_due() == datetime(2026, 3, 4, 18, 30, tzinfo=UTC)
    assert "Week 1: From the bush" in await weekly.wait_until_week()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("zone:Berlin", "Posts: Mondays at 18:00, `Europe/Berlin`"),
        ("Berlin", "`Europe/Berlin`"),
        ("New York", "`America/New_York`"),
        ("weekday:friday", "Fridays at 18:00"),
        ("Friday", "Fridays at 18:00"),
        ("hour:7:15", "Mondays at 07:15"),
        ('hour:"7 pm"', "Mondays at 19:00"),
        ("course:road-core", "Course: The whole road, all that matters"),
        ("road-core", "Course: The whole road, all that matters"),
        ("pace:45", "Pace: 45 min"),
        ("45", "Pace: 45 min"),
        ("course:chapter-leaf", "Course: The Leaf"),
        ('course:"The Cup"', "Course: The Cup"),
        ("course:own:essential:cup,leaf", "Course: The Leaf, The Cup"),
        ("course:first", "Course: First Cups"),
        ("course:all-cups", "Pace: the course's own weeks, 30 min to 1 h 20 min"),
        ("every:2", "Posts: every second Monday at 18:00"),
        ("every:1", "Posts: Mondays at 18:00"),
        ("start:2026-05-01", "From: 1 May 2026"),
        ("pack:tea", "Roadmap: Tea"),
        ("road-core Berlin Friday 45", "Fridays at 18:00, `Europe/Berlin`"),
        ("New York Friday 19:30 pace:45", "Fridays at 19:30, `America/New_York`"),
        ("zone:New York weekday:Friday hour:18:00", "Fridays at 18:00, `America/New_York`"),
        ("zone:Rio de Janeiro Friday 18:00", "Fridays at 18:00, `America/Sao_Paulo`"),
        ("Friday 7pm", "Fridays at 19:00"),
    ],
)
async def test_options_go_named_or_ordered(play: Play, typed: str, shown: str) -> None:
    """Every option is taken by its name and, where it can be told, by order."""
    assert shown in await play.say("Ann", f"group setup {typed}")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("hour:25:00", "time of day"),
        ("hour:noon", "time of day"),
        ("hour:18:75", "time of day"),
        ("hour:13pm", "time of day"),
        ("start:tomorrow", "year-month-day"),
        ("start:2026-02-30", "year-month-day"),
        ("zone:Shangri-Lalaland", "time zone"),
        ("zone:America", "Which one?"),
        ("zone:Asia", "Perhaps"),
        ("zone:UTC+1", "Name a large city near you"),
        ("zone:GMT+1 hour:18:00", "when your clocks change"),
        ("CET", "when your clocks change"),
        ("weekday:Caturday", "Choose"),
        ("every:3", "Choose"),
        ("pace:5", "15 to 1200"),
        ("pace:many", "15 to 1200"),
        ("course:saucer", "no single course called"),
        ("course:the", "no single course called"),
        ("pack:coffee", "no roadmap called"),
        ("colour:red", "zone"),
    ],
)
async def test_unreadable_options_are_refused(play: Play, typed: str, told: str) -> None:
    """What cannot be read is told as such, and nothing of it is kept."""
    assert told in await play.say("Ann", f"group setup {typed}")
    assert await play.rows("SELECT * FROM setups") == []


async def test_it_starts_today_unless_told(play: Play) -> None:
    assert "From: 2 March 2026" in await play.say("Ann", "group setup")


async def test_presses_add_up(weekly: Weekly) -> None:
    """One press after another builds the set-up."""
    preview = await weekly.say("Ann", "group setup")
    for label in ("The Leaf", "Thursday", "07:00", "Every second week", "1 h a week"):
        preview = await weekly.press("Ann", preview, label)
    assert "every second Thursday at 07:00" in preview
    assert "Pace: 1 h " in preview
    assert "Course: The Leaf" in preview
    await weekly.press("Ann", preview, "Confirm")
    assert (
        fields(await weekly.say("Ben", "group show"))["Posts"]
        == "every second Thursday at 07:00, `UTC`, 1 h of reading a week"
    )


async def test_a_pace_gives_way_to_own_weeks(weekly: Weekly) -> None:
    """A course with weeks of its own is cut by a pace only while somebody wants that."""
    preview = await weekly.say("Ann", "group setup pace:30")
    assert "Pace: 30 min" in preview
    preview = await weekly.press("Ann", preview, "The course's own weeks")
    assert "Pace: the course's own weeks" in preview
    assert "The course's own weeks" not in preview.calls


async def test_one_form_shows_present_values(weekly: Weekly) -> None:
    """One form holds what most set-ups change, filled in as it stands now."""
    preview = await weekly.say(
        "Ann", "group setup zone:Berlin weekday:Friday hour:7:15 pace:60 every:2"
    )
    form = (await weekly.press("Ann", preview, "Fill in a form")).form
    assert standing(form) == {
        "zone": "Europe/Berlin", "weekday": "Friday", "hour": "07:15", "every": "2",
        "pace": "60",
    }  # fmt: skip
    again = await weekly.call("Ann", form.call.given(**standing(form)))
    assert again.text == preview.text
    filled = {
        "zone": "Tokyo",
        "weekday": "Sunday",
        "hour": "9 pm",
        "every": "1",
        "pace": "120",
    }
    preview = await weekly.call("Ann", form.call.given(**filled))
    assert "Sundays at 21:00, `Asia/Tokyo`" in preview
    assert "Pace: 2 h " in preview
    await weekly.press("Ann", preview, "Confirm")
    assert standing((await weekly.say("Ann", "group form")).form) == filled | {
        "zone": "Asia/Tokyo",
        "hour": "21:00",
    }


async def test_start_form_asks_for_roadmap(
    weekly: Weekly,
) -> None:
    """The start has a form, which asks for the roadmap where there are several."""
    preview = await weekly.say("Ann", "group setup course:chapter-leaf")
    form = (await weekly.press("Ann", preview, "Start date")).form
    assert standing(form) == {"start": "2026-03-02"}
    preview = await weekly.call("Ann", form.call.given(start="2026-05-01"))
    assert "From: 1 May 2026" in preview
    weekly.use(TEA, road(6))
    form = (await weekly.press("Ann", preview, "Start date")).form
    assert standing(form) == {"start": "2026-05-01", "pack": "tea"}
    assert "Course: The Leaf" in await weekly.call("Ann", form.call.given(**standing(form)))
    assert "Course: The whole road, its essentials" in await weekly.call(
        "Ann", form.call.given(start="2026-05-01", pack=road(6).id)
    )


async def test_a_refused_form_names_inputs(weekly: Weekly) -> None:
    """A form that is refused says which of its inputs it is about."""
    form = (await weekly.say("Ann", "group form")).form
    for option, typed in (
        ("zone", "Shangri-Lalaland"),
        ("weekday", "Caturday"),
        ("hour", "noon"),
        ("pace", "5"),
    ):
        refused = (
            await weekly.call("Ann", form.call.given(**standing(form) | {option: typed}))
        ).message
        assert (refused.refused, refused.about) == (True, option)
    start = (await weekly.say("Ann", "group start")).form
    assert (await weekly.call("Ann", start.call.given(start="soon"))).message.about == "start"
    assert not (await weekly.call("Ann", form.call.given(**standing(form)))).message.refused


async def test_only_the_chosen_chapter_is_planned(weekly: Weekly) -> None:
    weekly.use(road(6))
    await weekly.begin("pace:60 course:chapter-far")
    plan = await weekly.say("Ben", "plan")
    assert ["Section 5" in line for line in planned(plan)] == [True, False]
    assert "Section 6" in planned(plan)[1]


async def test_a_future_start_is_kept(weekly: Weekly) -> None:
    await weekly.begin("start:2026-05-01 weekday:Friday hour:00:00 zone:Auckland")
    assert await weekly.next_due() == datetime(2026, 4, 30, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("command", ["group setup", "group confirm", "group form", "group start"])
async def test_only_organisers_may(play: Play, command: str) -> None:
    assert "organisers" in await play.say("Ben", command)
    assert await play.rows("SELECT * FROM setups") == []


@pytest.mark.parametrize("name", ["Ann", "Ben"])
async def test_direct_messages_name_the_place(play: Play, name: str) -> None:
    """In a direct message it says where a group can be set up."""
    door = replace(DOOR, channel=f"@{play.user(name).id}")
    for command in (
        "group setup",
        "group pause",
        "group season Spring",
        "group meeting Monday 18:00",
    ):
        assert "lives in a channel" in await play.say(name, command, door)
    await play.say(name, "done")  # now they are in a group, and it is meant by what they write here
    assert "lives in a channel" in await play.say(name, "group setup", door)


async def test_without_group_no_weeks_change(play: Play) -> None:
    """Where there is no group yet, its weeks cannot be changed."""
    assert "This channel has no group yet" in await play.say(
        "Ann", "group pause", replace(STUDY, channel="tearoom")
    )


async def test_nothing_unseen_is_confirmed(play: Play) -> None:
    """There is nothing to confirm where nobody looked at a preview."""
    assert "nothing to confirm" in await play.say("Ann", "group confirm")
    await play.press("Ann", await play.say("Ann", "group setup"), "Confirm")
    assert "nothing to confirm" in await play.say("Ann", "group confirm")


async def test_full_members_found_and_run(
    weekly: Weekly,
) -> None:
    """A full member may set up a channel without a group, and runs what they set up."""
    weekly.users["Ben"] = User("test", "ben", "Ben", founds=True)
    await weekly.begin("pace:60", LOUNGE, "Ben")
    assert "lounge" in await weekly.say("Ben", "group show", LOUNGE)
    assert "break" in await weekly.say("Ben", "group pause", LOUNGE)
    assert "organisers" in await weekly.say("Ben", "group setup", STUDY)
    weekly.users["Cem"] = User("test", "cem", "Cem", founds=True)
    assert "organisers" in await weekly.say("Cem", "group resume", LOUNGE)


async def test_founding_another_leaves_the_first(
    weekly: Weekly,
) -> None:
    """Whoever founded one group may found another; the first stays as it is."""
    weekly.users["Ben"] = User("test", "ben", "Ben", founds=True)
    await weekly.begin("pace:60 weekday:Friday", LOUNGE, "Ben")
    await weekly.say("Ben", "done first-flush", LOUNGE)
    preview = await weekly.say("Ben", "group setup pace:90", EVENING)
    assert "Setting up evening" in preview
    assert "Mondays" in preview
    await weekly.press("Ben", preview, "Confirm", at=EVENING)
    assert "Fridays at 18:00, `UTC`, 1 h of reading a week" in await weekly.say(
        "Ben", "group show", LOUNGE
    )
    assert "Mondays at 18:00, `UTC`, 1 h 30 min of reading a week" in await weekly.say(
        "Ben", "group show", EVENING
    )


async def test_members_run_only_their_own(weekly: Weekly) -> None:
    """Whoever is in a group may found another, but runs only that."""
    await weekly.begin()
    weekly.users["Ben"] = User("test", "ben", "Ben", founds=True)
    await weekly.say("Ben", "done first-flush", STUDY)
    assert "organisers" in await weekly.say("Ben", "group pause", LOUNGE)
    await weekly.begin("pace:60", LOUNGE, "Ben")
    assert "Mondays" in await weekly.say("Ben", "group show", LOUNGE)


async def test_two_people_have_two_previews(weekly: Weekly) -> None:
    weekly.users["Ben"] = User("test", "ben", "Ben", manager=True)
    await weekly.say("Ann", "group setup Friday")
    assert "Mondays" in await weekly.say("Ben", "group setup")
    assert "Fridays" in await weekly.say("Ann", "group setup")


async def test_courses_zones_and_roadmaps_are_completed(play: Play) -> None:
    assert await play.suggest("Ann", "group setup", "course", "cup") == [
        "first-cups", "all-cups", "chapter-cup",
    ]  # fmt: skip
    assert TEA.id in await play.suggest("Ann", "group setup", "pack", "te")
    assert "Europe/Berlin" in await play.suggest("Ann", "group setup", "zone", "berl")
