"""What organisers do for the group as a whole: excuse, look after it, end it, delete it.

And whom troubles reach.
"""

import pytest

from bot.core.errors import DeliveryError
from bot.core.interaction import Address, Finding, User
from tests.play import STUDY
from tests.quiz.solo_play import play_through
from tests.roads import road
from tests.weekly.group_play import Weekly

DOOR = Address("test", "", "@ann")


@pytest.fixture
async def begun(weekly: Weekly) -> Weekly:
    weekly.use(road(12))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    return weekly


async def active(weekly: Weekly, name: str, *numbers: int) -> None:
    """Weeks that pass, active in some of them."""
    first = len(weekly.posted("weekly"))
    for number in range(first, first + max(numbers)):
        if number in numbers:
            await weekly.say(name, f"done r{number}")
        await weekly.wait_until_week()


async def test_forgiving_restores_the_streak(begun: Weekly) -> None:
    """Forgiven weeks bring the streak back, and that is said."""
    await active(begun, "Ben", 1, 2, 5)
    assert "1 week in a row" in await begun.say("Ben", "streak")
    told = await begun.say("Ann", "group forgive Ben 2")
    assert "3, 4" in told
    assert "3 weeks" in told
    shown = await begun.say("Ben", "streak")
    assert "3 weeks in a row" in shown
    assert "Longest: 3 weeks" in shown
    assert "1. Ben · 3 weeks" in await begun.say("Ann", "leaderboard by:streak")


async def test_forgiving_returns_a_used_freeze(begun: Weekly) -> None:
    await active(begun, "Ben", 1, 2, 3, 4)
    await begun.wait_until_week()
    assert "0 freezes" in await begun.say("Ben", "streak")
    await begun.say("Ann", "group forgive Ben")
    shown = await begun.say("Ben", "streak")
    assert "1 freeze held" in shown
    assert "excused by an organiser" in shown


async def test_the_latest_is_forgiven_first(begun: Weekly) -> None:
    """Each call forgives the latest week that is still missed, one after another."""
    await active(begun, "Ben", 1, 4)
    assert "Week 3 is excused" in await begun.say("Ann", "group forgive Ben")
    assert "Week 2 is excused" in await begun.say("Ann", "group forgive Ben")
    assert "no missed week" in await begun.say("Ann", "group forgive Ben")


async def test_nothing_missed_is_nothing_forgiven(begun: Weekly) -> None:
    """There is nothing to forgive whoever missed nothing."""
    await active(begun, "Ben", 1)
    assert "no missed week" in await begun.say("Ann", "group forgive Ben")
    assert "Nobody called" in await begun.say("Ann", "group forgive Zoe")


async def test_members_of_one_name_differ(begun: Weekly) -> None:
    """Members are completed as one types, and two of one name are told apart."""
    await begun.say("Ben", "done r1")
    begun.users["Twin"] = User("test", "twin", "Ben")
    await begun.say("Twin", "done r1")
    assert "Several members" in await begun.say("Ann", "group forgive Ben")
    assert len(await begun.suggest("Ann", "group forgive", "member", "be")) == 2
    assert "no missed week" in await begun.say("Ann", "group forgive twin")


async def test_the_doctor_names_each_remedy(
    begun: Weekly,
) -> None:
    """The doctor tells what is wrong and what to do, and shows the next post."""
    begun.platform.findings = (
        Finding("I can post here"),
        Finding("I may not open threads", "allow Create Threads"),
    )
    told = await begun.say("Ann", "group doctor")
    for words in (
        "✓ I can post here",
        "✗ I may not open threads: allow Create Threads",
        "My clock says 2026-03-02T18:00",
    ):
        assert words in told
    assert "The next post comes 2026-03-09T18:00" in told
    assert "Week 2: Section 2" in told
    assert await begun.week_states() == [(1, "open")]


async def test_ending_leaves_recap_and_boards(begun: Weekly) -> None:
    """The end comes with a last recap, and the boards stay."""
    await begun.say("Ben", "done r1")
    await begun.say("Ann", "group meeting Wednesday 19:00")
    assert "has ended" in await begun.say("Ann", "group end sure:yes")
    await begun.wait(minutes=1)
    assert "Finished: Ben" in begun.newest("recap")
    assert await begun.week_states() == [(1, "closed")]
    assert "1 week in a row" in await begun.say("Ben", "streak")
    assert await begun.board("Ben", "leaderboard all") == ["1. Ben (you) · 10 points"]
    before = len(begun.platform.posts)
    await begun.wait(days=30)
    assert len(begun.platform.posts) == before
    for line in ("plan", "week"):
        assert "no weeks yet" in await begun.say("Ben", line)


async def test_deleting_asks_and_keeps_progress(begun: Weekly) -> None:
    """Deleting a group asks first and leaves each person what they read."""
    await begun.say("Ben", "done r1")
    await play_through(begun, "Ben", "quiz solo section:s1")
    await begun.say("Ann", "group lead Ben 3")
    asked = await begun.press(
        "Ann", await begun.say("Ann", "group end sure:yes"), "Delete everything about this group"
    )
    before = await begun.everything()
    assert "cannot be brought back" in asked
    assert await begun.everything() == before
    assert "is deleted" in await begun.press("Ann", asked, "Delete it all")
    kept = {table for table, rows in (await begun.everything()).items() if rows}
    machinery = {"facts", "heartbeats", "migrations", "outages"}
    assert kept - machinery == {"people", "groups", "progress", "quizzes", "attempts", "cards"}
    assert "1 reading" in await begun.say("Ben", "progress")
    await begun.wait(days=14)
    await begun.begin("pace:60")
    assert "Week 1" in await begun.wait_until_week()


async def test_members_cannot_delete_the_group(begun: Weekly) -> None:
    before = await begun.everything()
    assert "organisers" in await begun.say("Ben", "group erase sure:yes")
    assert await begun.everything() == before


async def test_organisers_can_resend_refused_posts(
    begun: Weekly,
) -> None:
    """A post that cannot go out reaches the organiser, who can send it again."""
    begun.platform.refused[STUDY.channel] = DeliveryError("I may not write there", permanent=True)
    await begun.wait_until_week()
    told = begun.direct("Ann")[-1]
    assert "I could not send" in told
    assert "I may not write there" in told
    begun.platform.refused.clear()
    assert "On its way" in await begun.press("Ann", told, "Post it again")
    await begun.wait(minutes=1)
    assert len(begun.posted("weekly")) + len(begun.posted("recap")) > 1


async def test_else_the_next_command_tells(
    begun: Weekly,
) -> None:
    """Where an organiser cannot be reached, their next command tells it, once."""
    for place in (STUDY.channel, "@ann"):
        begun.platform.refused[place] = DeliveryError("I may not write there", permanent=True)
    await begun.wait_until_week()
    assert "could not send" in await begun.say("Ann", "group doctor")
    assert "could not send" not in await begun.say("Ann", "group doctor")


@pytest.mark.parametrize(
    "line",
    [
        "group season x",
        "group doctor",
        "group forgive Ben",
        "group lead Ben 3",
        "group end",
        "group erase sure:yes",
    ],
)
async def test_groupless_commands_break_nothing(weekly: Weekly, line: str) -> None:
    """An organiser's command where there is no group breaks nothing."""
    told = await weekly.say("Ann", line, DOOR)
    assert "went wrong" not in told


async def test_private_groups_can_be_forgotten(weekly: Weekly) -> None:
    """A private group whose settings were toyed with can still be forgotten."""
    await weekly.say("Ann", "done", DOOR)
    await weekly.say("Ann", "group season x", DOOR)
    assert "erased everything" in await weekly.say("Ann", "forget sure:yes", DOOR)
