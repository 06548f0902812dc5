"""A channel that is deleted, a server that is left, and coming back.

The group rests, and goes on where it stopped.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.call import Call
from bot.core.errors import DeliveryError
from bot.core.interaction import Address, Interaction, User
from tests.live import round_play
from tests.play import STUDY
from tests.roads import road
from tests.weekly.group_play import Weekly

OTHER = Address(STUDY.platform, STUDY.workspace, "other")
NOBODY = User(STUDY.platform, "", "Platform")
SERVER = Address(STUDY.platform, STUDY.workspace, "")


@pytest.fixture
async def running(weekly: Weekly) -> Weekly:
    """A group two days into its first of eight weeks.

    Ben wants reminders and has done nothing yet.
    """
    weekly.use(road(8))
    await weekly.begin("pace:60")
    await weekly.say("Ben", "settings reminders:on")
    await weekly.wait_until_week()
    await weekly.wait(days=2)
    return weekly


async def happens(weekly: Weekly, what: str, at: Address, **options: str) -> None:
    await weekly.engine.happened(Interaction(Call(what, options), NOBODY, at))
    await weekly.wait(minutes=1)


async def test_where_the_channel_is_gone_nothing_is_posted_and_nobody_is_reminded(
    running: Weekly,
) -> None:
    await running.say("Ann", "group meeting weekday:friday hour:19:00")
    await happens(running, "place departed", STUDY)
    before = len(running.platform.posts)
    await running.wait(days=40)
    assert len(running.platform.posts) == before
    assert (
        await running.rows("SELECT key FROM deliveries WHERE state IN ('waiting', 'claimed')") == []
    )
    assert running.direct("Ben") == []


async def test_the_week_closes_as_a_short_one(running: Weekly) -> None:
    await running.say("Ben", "done r1")
    await happens(running, "place departed", STUDY)
    assert await running.rows("SELECT number, state, short FROM weeks") == [(1, "closed", 1)]
    assert "1 week in a row" in await running.say("Ben", "streak")


async def test_an_organiser_is_told_what_to_do_and_until_when(running: Weekly) -> None:
    await happens(running, "place departed", STUDY)
    told = running.direct("Ann")
    assert len(told) == 1
    assert "`group setup` in another channel" in told[0]
    last = running.clock() + timedelta(days=90)
    assert f"On {last.day} {last:%B %Y} I erase" in told[0]
    assert "no longer where" not in told[0]


async def test_a_live_round_ends_with_its_channel_and_what_was_answered_counts(
    weekly: Weekly,
) -> None:
    screen = await round_play.begin(weekly, "quiz live count:2")
    await round_play.vote(weekly, screen, Ben=True)
    await happens(weekly, "place departed", STUDY)
    assert await weekly.rows("SELECT state, why FROM rounds") == [("ended", "gone")]
    assert await weekly.rows("SELECT sum(points) > 0 FROM awards") == [(1,)]
    assert (
        await weekly.rows("SELECT key FROM deliveries WHERE state IN ('waiting', 'claimed')") == []
    )


async def test_told_twice_is_told_once(running: Weekly) -> None:
    await happens(running, "place departed", STUDY)
    await happens(running, "place departed", STUDY)
    await happens(running, "place departed", SERVER)
    assert len(running.direct("Ann")) == 1


async def test_a_server_takes_all_its_groups_along_and_no_other(running: Weekly) -> None:
    elsewhere = Address(STUDY.platform, "elsewhere", "study")
    await running.begin("pace:60", at=OTHER)
    await running.begin("pace:60", at=elsewhere)
    await happens(running, "place departed", SERVER)
    assert await running.next_due(STUDY) is None
    assert await running.next_due(OTHER) is None
    assert await running.next_due(elsewhere) is not None
    assert "Invite me again before" in running.direct("Ann")[-1]


async def test_a_channel_takes_only_its_own_group_along(running: Weekly) -> None:
    await running.begin("pace:60", at=OTHER)
    await happens(running, "place departed", STUDY)
    assert await running.next_due(OTHER) is not None


async def test_private_studies_go_on(running: Weekly) -> None:
    await running.engine.happened(
        Interaction(Call("place departed"), NOBODY, Address(STUDY.platform, "", ""))
    )
    assert await running.rows("SELECT id FROM groups WHERE gone_at IS NOT NULL") == []


async def test_back_in_the_server_the_group_goes_on_and_says_so_once(running: Weekly) -> None:
    await happens(running, "place departed", SERVER)
    await running.wait(days=20)
    await happens(running, "place restored", SERVER)
    await happens(running, "place restored", SERVER)
    assert len(running.posted("back")) == 1
    assert "Here I am again" in running.newest("back")
    await running.wait_until_week()
    assert await running.week_states() == [(1, "closed"), (2, "open")]


async def test_back_among_all_servers_that_the_platform_names(running: Weekly) -> None:
    await happens(running, "place departed", SERVER)
    nowhere = Address(STUDY.platform, "", "")
    await happens(running, "place restored", nowhere, workspaces="elsewhere")
    assert await running.next_due() is None
    await happens(running, "place restored", nowhere, workspaces=f"elsewhere {STUDY.workspace}")
    assert await running.next_due() is not None


async def test_what_no_organiser_could_be_told_is_not_told_after_the_return(
    running: Weekly,
) -> None:
    running.platform.refused["@ann"] = DeliveryError("she shares no server with me", permanent=True)
    await happens(running, "place departed", SERVER)
    await happens(running, "place restored", SERVER)
    assert "no longer where" not in await running.say("Ann", "group skip")


async def test_what_no_organiser_could_be_told_stands_under_their_next_command(
    running: Weekly,
) -> None:
    await running.say("Ann", "done r1")
    running.platform.refused["@ann"] = DeliveryError("she takes none", permanent=True)
    await happens(running, "place departed", SERVER)
    await running.wait(days=30)
    assert len(running.direct("Ann")) == 0
    assert "no longer where" in await running.say("Ann", "group lead", OTHER)


async def test_a_deleted_channel_does_not_come_back_with_the_server(running: Weekly) -> None:
    await happens(running, "place departed", STUDY)
    await happens(running, "place restored", SERVER)
    assert await running.next_due() is None
    await happens(running, "place restored", STUDY)
    assert await running.next_due() is not None


async def test_a_break_that_an_organiser_made_stays_one(running: Weekly) -> None:
    await running.say("Ann", "group pause")
    await happens(running, "place departed", SERVER)
    await happens(running, "place restored", SERVER)
    assert running.posted("back") == []
    assert await running.next_due() is None
    assert "goes on" in await running.say("Ann", "group resume")


async def test_the_meeting_is_reminded_of_again(running: Weekly) -> None:
    await running.say("Ann", "group meeting weekday:friday hour:19:00")
    await happens(running, "place departed", SERVER)
    await happens(running, "place restored", SERVER)
    await running.wait(days=7)
    assert len(running.posted("meeting")) == 1


async def test_a_post_that_finds_the_channel_gone_leads_to_the_same_rest(running: Weekly) -> None:
    await running.say("Ben", "done r1")
    running.platform.refused[STUDY.channel] = DeliveryError(
        "the channel is gone", permanent=True, gone="channel"
    )
    await running.wait(days=15)
    assert await running.rows(
        "SELECT number, state, short FROM weeks WHERE state <> 'opening'"
    ) == [(1, "closed", 1)]
    told = running.direct("Ann")
    assert ["`group setup` in another channel" in one for one in told] == [True]


async def test_a_thread_that_is_gone_is_no_channel_that_is_gone(weekly: Weekly) -> None:
    async def refuse(address: Address, key: str) -> None:
        if address.thread:
            raise DeliveryError("the channel is gone", permanent=True, gone="channel")

    weekly.platform.before_confirming = refuse
    weekly.use(road(8))
    await weekly.begin("pace:60")
    await weekly.wait_until_week()
    assert await weekly.week_states() == [(1, "open")]
    assert await weekly.next_due() is not None
    assert "could not send the questions for the thread" in weekly.direct("Ann")[-1]


async def test_a_direct_message_that_finds_nobody_says_nothing_of_the_channel(
    running: Weekly,
) -> None:
    gone = DeliveryError("the channel is gone", permanent=True, gone="channel")
    running.platform.refused[f"@{running.user('Ben').id}"] = gone
    await running.wait_until_week()
    assert await running.next_due() is not None


async def test_the_week_that_was_never_posted_is_posted_after_the_return(running: Weekly) -> None:
    running.platform.refused[STUDY.channel] = DeliveryError(
        "removed", permanent=True, gone="workspace"
    )
    await running.wait(days=8)
    running.platform.refused.clear()
    await happens(running, "place restored", SERVER)
    await running.wait_until_week()
    assert await running.week_states() == [(1, "closed"), (2, "open")]


async def test_from_elsewhere_organisers_learn_why_nothing_can_be_steered(running: Weekly) -> None:
    await running.say("Ann", "done r1")
    await happens(running, "place departed", STUDY)
    assert "is gone" in await running.say("Ann", "group skip", OTHER)
    assert "is gone" in await running.say("Ann", "week", OTHER)


async def test_whoever_resumes_in_the_channel_shows_that_it_is_there(running: Weekly) -> None:
    await happens(running, "place departed", STUDY)
    assert "goes on" in await running.say("Ann", "group resume")
    await running.wait_until_week()
    assert await running.week_states() == [(1, "closed"), (2, "open")]


async def test_whoever_sets_up_in_the_channel_shows_that_it_is_there(running: Weekly) -> None:
    await happens(running, "place departed", STUDY)
    await running.begin("pace:60")
    assert await running.rows("SELECT id FROM groups WHERE gone_at IS NOT NULL") == []
    await running.wait_until_week()
    assert await running.week_states() == [(1, "closed"), (2, "open")]


async def test_in_another_channel_everybody_keeps_what_they_have_read(running: Weekly) -> None:
    await running.say("Ben", "done r1")
    await happens(running, "place departed", STUDY)
    await running.begin("pace:60", at=OTHER)
    assert "Title of r2" in await running.say("Ben", "next", OTHER)


async def test_a_group_can_go_on_in_another_channel_with_all_it_had(running: Weekly) -> None:
    await running.say("Ben", "done r1")
    await happens(running, "place departed", STUDY)
    preview = await running.say("Ann", "group setup", OTHER)
    told = await running.press("Ann", preview, "Go on with study here", at=OTHER)
    assert "From now on the group lives here" in told
    await running.wait_until_week(OTHER)
    assert await running.week_states(OTHER) == [(1, "closed"), (2, "open")]
    assert "1 week in a row" in await running.say("Ben", "streak", OTHER)


async def test_only_who_runs_a_group_is_offered_to_carry_it_on(running: Weekly) -> None:
    running.users["Cleo"] = replace(running.user("Cleo"), founds=True)
    await happens(running, "place departed", STUDY)
    offered = await running.say("Ann", "group setup", OTHER)
    preview = await running.say("Cleo", "group setup", OTHER)
    assert "Go on with study here" not in preview.calls
    carried = await running.call("Cleo", offered.calls["Go on with study here"], OTHER)
    assert "for the group's organisers" in carried
    assert await running.next_due(OTHER) is None


async def test_a_group_is_not_carried_to_where_another_lives_nor_twice(running: Weekly) -> None:
    await running.begin("pace:60", at=OTHER)
    third = Address(STUDY.platform, STUDY.workspace, "third")
    await happens(running, "place departed", STUDY)
    assert "Go on with study here" not in (await running.say("Ann", "group setup", OTHER)).calls
    offered = await running.say("Ann", "group setup", third)
    carry = offered.calls["Go on with study here"]
    assert "has a group already" in await running.call("Ann", carry, OTHER)
    assert "From now on" in await running.call("Ann", carry, third)
    assert "has a channel again" in await running.call(
        "Ann", carry, Address(STUDY.platform, STUDY.workspace, "fourth")
    )


async def test_a_group_of_another_server_is_not_offered(running: Weekly) -> None:
    await happens(running, "place departed", STUDY)
    elsewhere = Address(STUDY.platform, "elsewhere", "study")
    assert "Go on with study here" not in (await running.say("Ann", "group setup", elsewhere)).calls


async def test_a_channel_that_has_another_id_keeps_its_group_with_what_is_on_its_way(
    running: Weekly,
) -> None:
    await running.say("Ann", "group post")
    await happens(running, "place moved", STUDY, to=OTHER.channel)
    assert (len(running.posted("weekly")), len(running.posted("weekly", OTHER))) == (1, 1)
    await running.wait_until_week(OTHER)
    assert (len(running.posted("weekly")), len(running.posted("weekly", OTHER))) == (1, 2)


async def test_a_live_round_goes_on_under_the_new_id(weekly: Weekly) -> None:
    await round_play.begin(weekly, "quiz live count:2")
    before = len(round_play.said(weekly))
    await happens(weekly, "place moved", STUDY, to=OTHER.channel)
    await weekly.wait(minutes=3)
    assert {posted.address.channel for posted in round_play.said(weekly)[before:]} == {
        OTHER.channel
    }
    assert await weekly.rows("SELECT channel FROM rounds") == [(OTHER.channel,)]


async def test_a_post_that_missed_the_old_id_is_made_good(running: Weekly) -> None:
    await happens(running, "place departed", STUDY)
    await happens(running, "place moved", STUDY, to=OTHER.channel)
    assert await running.next_due(OTHER) is not None
    assert "Here I am again" in running.newest("back", OTHER)


async def test_where_a_group_lives_no_other_moves_in(running: Weekly) -> None:
    await running.begin("pace:60", at=OTHER)
    await happens(running, "place moved", STUDY, to=OTHER.channel)
    assert await running.rows(
        "SELECT count(DISTINCT channel) FROM groups WHERE channel IN ('study', 'other')"
    ) == [(2,)]


async def test_a_group_is_called_what_its_channel_is_called(running: Weekly) -> None:
    await happens(running, "place renamed", STUDY, name="tea-club")
    assert "tea-club" in await running.say("Ann", "group show")
    assert await running.next_due() is not None
