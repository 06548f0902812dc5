"""Who runs a group is what the platform says now, at every door, and never what somebody once
was.
"""

from dataclasses import replace

import pytest

from bot.core.call import Call
from bot.core.errors import DeliveryError
from bot.core.interaction import LEFT, UNKNOWN, Address, Standing, User
from tests.play import STUDY, Shown
from tests.roads import road
from tests.weekly.group_play import Weekly

DOOR = Address("test", "", "@ann")
AWAY = Address("test", "elsewhere", "study")
OTHER = Address("test", "campus", "other")
DELIVERIES = "SELECT key, state, due_at FROM deliveries ORDER BY key"
SEASONS = "SELECT name FROM seasons ORDER BY id"


@pytest.fixture
async def begun(weekly: Weekly) -> Weekly:
    weekly.use(road(12))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    return weekly


async def refused(weekly: Weekly) -> Shown:
    """A week's post that could not go out, as Ann is told of it."""
    weekly.platform.refused[STUDY.channel] = DeliveryError("I may not write there", permanent=True)
    await weekly.wait_until_week()
    weekly.platform.refused.clear()
    return weekly.direct("Ann")[-1]


async def step_down(weekly: Weekly) -> None:
    """Ann runs nothing any more, and what the platform said of her is too old to count."""
    weekly.users["Ann"] = replace(weekly.user("Ann"), manager=False)
    await weekly.wait(minutes=10)


@pytest.mark.parametrize("at", [DOOR, STUDY, OTHER, AWAY])
async def test_former_organisers_send_nothing_again(begun: Weekly, at: Address) -> None:
    told = await refused(begun)
    await step_down(begun)
    before = await begun.rows(DELIVERIES)
    again = await begun.press("Ann", told, "Post it again", at=at)
    assert "for the group's organisers" in again
    assert await begun.rows(DELIVERIES) == before


async def test_former_organisers_buttons_do_nothing(begun: Weekly) -> None:
    """A former organiser's old button does nothing."""
    asked = await begun.press(
        "Ann", await begun.say("Ann", "group end sure:yes"), "Delete everything about this group"
    )
    await step_down(begun)
    before = await begun.everything()
    for at in (STUDY, OTHER):
        assert "for the group's organisers" in await begun.press(
            "Ann", asked, "Delete it all", at=at
        )
    assert await begun.everything() == before


async def test_former_organisers_hear_no_notice(begun: Weekly) -> None:
    await step_down(begun)
    heard = len(begun.direct("Ann"))
    begun.platform.refused[STUDY.channel] = DeliveryError("I may not write there", permanent=True)
    await begun.wait_until_week()
    assert len(begun.direct("Ann")) == heard
    for line in ("group lead", "group show", "week", "help"):
        assert "could not send" not in await begun.say("Ann", line)
    begun.users["Ben"] = replace(begun.user("Ben"), manager=True)
    assert "could not send" in await begun.say("Ben", "group lead")


async def test_returned_rights_count_again(begun: Weekly) -> None:
    told = await refused(begun)
    await step_down(begun)
    begun.users["Ann"] = replace(begun.user("Ann"), manager=True)
    assert "On its way" in await begun.press("Ann", told, "Post it again", at=STUDY)


async def test_rights_end_at_ones_group(begun: Weekly) -> None:
    """Who runs one group sends nothing of another."""
    told = await refused(begun)
    begun.users["Ben"] = replace(begun.user("Ben"), manager=True)
    begun.says["Ben"] = Standing(sees=True, manages=False)
    await begun.begin("pace:60", at=AWAY, by="Ben")
    assert "for the group's organisers" in await begun.press("Ben", told, "Post it again", at=AWAY)


async def test_direct_messages_ask_the_platform(begun: Weekly) -> None:
    """Discord says nothing of what somebody may do who writes to us alone."""
    await begun.say("Ann", "done r1")
    begun.users["Ann"] = replace(begun.user("Ann"), manager=False)
    begun.says["Ann"] = Standing(sees=True, manages=True)
    assert "Spring" in await begun.say("Ann", "group season Spring", DOOR)
    begun.says["Ann"] = Standing(sees=True, manages=False)
    begun.clock.advance(minutes=10)
    assert "for the group's organisers" in await begun.say("Ann", "group season Autumn", DOOR)


async def test_silent_platforms_grant_nothing(begun: Weekly) -> None:
    """A silent platform makes nobody an organiser."""
    await begun.say("Ann", "done r1")
    begun.says["Ann"] = UNKNOWN
    before = await begun.everything()
    assert "find out just now" in await begun.say("Ann", "group season Autumn", DOOR)
    assert await begun.everything() == before


async def test_rights_end_at_ones_channel(begun: Weekly) -> None:
    """A right that was told of one channel says nothing about another."""
    told = await refused(begun)
    begun.users["Ben"] = User("test", "ben", "Ben")
    forged = Call("post again", {"notice": told.calls["Post it again"].args["notice"]})
    for at in (STUDY, OTHER, AWAY, Address("test", "", "@ben")):
        assert "On its way" not in await begun.call("Ben", forged, at)


async def test_founders_run_what_they_set_up(weekly: Weekly) -> None:
    await founded(weekly)
    assert "Spring" in await weekly.say("Cleo", "group season Spring", OTHER)
    door = Address("test", "", "@cleo")
    await weekly.say("Cleo", "done first-flush", OTHER)
    assert "Summer" in await weekly.say("Cleo", "group season Summer", door)


@pytest.mark.parametrize("says", [LEFT, Standing(sees=False, manages=False, founds=True), UNKNOWN])
async def test_founders_who_left_run_nothing(weekly: Weekly, says: Standing) -> None:
    await founded(weekly)
    await weekly.say("Cleo", "done first-flush", OTHER)
    weekly.says["Cleo"] = says
    before = await weekly.rows(SEASONS)
    for at in (Address("test", "", "@cleo"), STUDY):
        await weekly.say("Cleo", "group season Autumn", at)
    assert await weekly.rows(SEASONS) == before
    heard = len(weekly.direct("Cleo"))
    weekly.platform.refused[OTHER.channel] = DeliveryError("I may not", permanent=True)
    await weekly.wait(days=8)
    assert await weekly.rows("SELECT kind FROM notices") == [("failed",)]
    assert len(weekly.direct("Cleo")) == heard


async def test_disallowed_founders_run_nothing(weekly: Weekly) -> None:
    """On Slack: who became a guest."""
    await founded(weekly)
    weekly.users["Cleo"] = replace(weekly.user("Cleo"), founds=False)
    assert "for the group's organisers" in await weekly.say("Cleo", "group season Autumn", OTHER)


async def test_help_names_organisers_commands_to_organisers(begun: Weekly) -> None:
    assert "For organisers" in await begun.say("Ann", "help")
    await step_down(begun)
    assert "For organisers" not in await begun.say("Ann", "help")


async def founded(weekly: Weekly) -> None:
    weekly.users["Cleo"] = replace(weekly.user("Cleo"), founds=True)
    await weekly.begin("pace:60", at=OTHER, by="Cleo")
