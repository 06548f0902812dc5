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


async def test_lost_channels_fall_silent(
    running: Weekly,
) -> None:
    """Where the channel is gone nothing is posted and nobody is reminded."""
    await running.say("Ann", "group meeting weekday:friday hour:19:00")
    await happens(running, "place departed", STUDY)
    before = len(running.platform.posts)
    await running.wait(days=40)
    assert len(running.platform.posts) == before
    assert (
        await running.rows("SELECT key FROM deliveries WHERE state IN ('waiting', 'claimed')") == []
    )
    assert running.direct("Ben") == []


async def test_its_week_closes_short(running: Weekly) -> None:
    """When the channel is gone its week closes as a short one, and streaks hold."""
    await running.say("Ben", "done r1")
    await happens(running, "place departed", STUDY)
    assert await running.rows("SELECT number, state, short FROM weeks") == [(1, "closed", 1)]
    assert "1 week in a row" in await running.say("Ben", "streak")


async def test_organisers_hear_remedy_and_deadline(running: Weekly) -> None:
    """An organiser is told what to do about a lost channel, and until when."""
    await happens(running, "place departed", STUDY)
    told = running.direct("Ann")
    assert len(told) == 1
    assert "`group setup` in another channel" in told[0]
    last = running.clock() + timedelta(days=90)
    assert f"On {last.day} {last:%B %Y} I erase" in told[0]
    assert "no longer where" not in told[0]


async def test_live_rounds_end_but_count(
    weekly: Weekly,
) -> None:
    """A live round ends with its channel, and what was answered counts."""
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


async def test_servers_take_their_own_groups(running: Weekly) -> None:
    """A server that is left takes all its groups along, and no other."""
    elsewhere = Address(STUDY.platform, "elsewhere", "study")
    await running.begin("pace:60", at=OTHER)
    await running.begin("pace:60", at=elsewhere)
    await happens(running, "place departed", SERVER)
    assert await running.next_due(STUDY) is None
    assert await running.next_due(OTHER) is None
    assert await running.next_due(elsewhere) is not None
    assert "Invite me again before" in running.direct("Ann")[-1]


async def test_channels_take_their_own_group(running: Weekly) -> None:
    """A channel that is lost takes only its own group along."""
    await running.begin("pace:60", at=OTHER)
    await happens(running, "place departed", STUDY)
    assert await running.next_due(OTHER) is not None


async def test_private_studies_go_on(running: Weekly) -> None:
    await running.engine.happened(
        Interaction(Call("place departed"), NOBODY, Address(STUDY.platform, "", ""))
    )
    assert await running.rows("SELECT id FROM groups WHERE gone_at IS NOT NULL") == []


async def test_returning_is_told_once(running: Weekly) -> None:
    """Back in the server the group goes on and says so, once."""
    await happens(running, "place departed", SERVER)
    await running.wait(days=20)
    await happens(running, "place restored", SERVER)
    await happens(running, "place restored", SERVER)
    assert len(running.posted("back")) == 1
    assert "Here I am again" in running.newest("back")
    await running.wait_until_week()
    assert await running.week_states() == [(1, "closed"), (2, "open")]


async def test_the_platforms_list_brings_back(running: Weekly) -> None:
    """A group is back when the platform names its server among all that we are in."""
    await happens(running, "place departed", SERVER)
    nowhere = Address(STUDY.platform, "", "")
    await happens(running, "place restored", nowhere, workspaces="elsewhere")
    assert await running.next_due() is None
    await happens(running, "place restored", nowhere, workspaces=f"elsewhere {STUDY.workspace}")
    assert await running.next_due() is not None


async def test_returned_the_notice_is_dropped(
    running: Weekly,
) -> None:
    """What no organiser could be told about a loss is not told after the return."""
    running.platform.refused["@ann"] = DeliveryError("she shares no server with me", permanent=True)
    await happens(running, "place departed", SERVER)
    await happens(running, "place restored", SERVER)
    assert "no longer where" not in await running.say("Ann", "group skip")


async def test_untold_the_next_command_tells(
    running: Weekly,
) -> None:
    """What no organiser could be told stands under their next command."""
    await running.say("Ann", "done r1")
    running.platform.refused["@ann"] = DeliveryError("she takes none", permanent=True)
    await happens(running, "place departed", SERVER)
    await running.wait(days=30)
    assert len(running.direct("Ann")) == 0
    assert "no longer where" in await running.say("Ann", "group lead", OTHER)


async def test_deleted_channels_stay_gone(running: Weekly) -> None:
    """A deleted channel does not come back with its server."""
    await happens(running, "place departed", STUDY)
    await happens(running, "place restored", SERVER)
    assert await running.next_due() is None
    await happens(running, "place restored", STUDY)
    assert await running.next_due() is not None


async def test_an_organisers_break_stays(running: Weekly) -> None:
    """A break that an organiser made outlasts the loss and return of the place."""
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


async def test_a_refused_post_rests_likewise(running: Weekly) -> None:
    """A post that finds the channel gone lets the group rest in the same way."""
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


async def test_a_lost_thread_rests_nothing(weekly: Weekly) -> None:
    """A thread that is gone is no channel that is gone: the group goes on."""

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


async def test_a_lost_person_rests_nothing(
    running: Weekly,
) -> None:
    """A direct message that finds nobody says nothing of the channel: the group goes on."""
    gone = DeliveryError("the channel is gone", permanent=True, gone="channel")
    running.platform.refused[f"@{running.user('Ben').id}"] = gone
    await running.wait_until_week()
    assert await running.next_due() is not None


async def test_the_unposted_week_comes_after(running: Weekly) -> None:
    """A week that was never posted is posted after the return."""
    running.platform.refused[STUDY.channel] = DeliveryError(
        "removed", permanent=True, gone="workspace"
    )
    await running.wait(days=8)
    running.platform.refused.clear()
    await happens(running, "place restored", SERVER)
    await running.wait_until_week()
    assert await running.week_states() == [(1, "closed"), (2, "open")]


async def test_elsewhere_commands_name_the_loss(running: Weekly) -> None:
    """From another channel organisers learn why nothing can be steered."""
    await running.say("Ann", "done r1")
    await happens(running, "place departed", STUDY)
    assert "is gone" in await running.say("Ann", "group skip", OTHER)
    assert "is gone" in await running.say("Ann", "week", OTHER)


async def test_resuming_there_brings_it_back(running: Weekly) -> None:
    """Whoever resumes in the channel shows that it is there."""
    await happens(running, "place departed", STUDY)
    assert "goes on" in await running.say("Ann", "group resume")
    await running.wait_until_week()
    assert await running.week_states() == [(1, "closed"), (2, "open")]


async def test_setting_up_there_brings_it_back(running: Weekly) -> None:
    """Whoever sets up in the channel shows that it is there."""
    await happens(running, "place departed", STUDY)
    await running.begin("pace:60")
    assert await running.rows("SELECT id FROM groups WHERE gone_at IS NOT NULL") == []
    await running.wait_until_week()
    assert await running.week_states() == [(1, "closed"), (2, "open")]


async def test_progress_survives_a_new_channel(running: Weekly) -> None:
    """In another channel everybody keeps what they have read."""
    await running.say("Ben", "done r1")
    await happens(running, "place departed", STUDY)
    await running.begin("pace:60", at=OTHER)
    assert "Title of r2" in await running.say("Ben", "next", OTHER)


async def test_another_channel_can_carry_on(running: Weekly) -> None:
    """A group can go on in another channel with all it had."""
    await running.say("Ben", "done r1")
    await happens(running, "place departed", STUDY)
    preview = await running.say("Ann", "group setup", OTHER)
    told = await running.press("Ann", preview, "Go on with study here", at=OTHER)
    assert "From now on the group lives here" in told
    await running.wait_until_week(OTHER)
    assert await running.week_states(OTHER) == [(1, "closed"), (2, "open")]
    assert "1 week in a row" in await running.say("Ben", "streak", OTHER)


async def test_only_organisers_carry_it_on(running: Weekly) -> None:
    """Only who runs a group is offered, and allowed, to carry it to another channel."""
    running.users["Cleo"] = replace(running.user("Cleo"), founds=True)
    await happens(running, "place departed", STUDY)
    offered = await running.say("Ann", "group setup", OTHER)
    preview = await running.say("Cleo", "group setup", OTHER)
    assert "Go on with study here" not in preview.calls
    carried = await running.call("Cleo", offered.calls["Go on with study here"], OTHER)
    assert "for the group's organisers" in carried
    assert await running.next_due(OTHER) is None


async def test_carried_once_to_free_channels(running: Weekly) -> None:
    """A group is not carried to where another lives, nor carried twice."""
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


async def test_other_servers_groups_stay_away(running: Weekly) -> None:
    """A group of another server is not offered to be carried here."""
    await happens(running, "place departed", STUDY)
    elsewhere = Address(STUDY.platform, "elsewhere", "study")
    assert "Go on with study here" not in (await running.say("Ann", "group setup", elsewhere)).calls


async def test_a_new_id_keeps_everything(
    running: Weekly,
) -> None:
    """A channel that gets another id keeps its group, with what is on its way."""
    await running.say("Ann", "group post")
    await happens(running, "place moved", STUDY, to=OTHER.channel)
    assert (len(running.posted("weekly")), len(running.posted("weekly", OTHER))) == (1, 1)
    await running.wait_until_week(OTHER)
    assert (len(running.posted("weekly")), len(running.posted("weekly", OTHER))) == (1, 2)


async def test_live_rounds_survive_new_ids(weekly: Weekly) -> None:
    await round_play.begin(weekly, "quiz live count:2")
    before = len(round_play.said(weekly))
    await happens(weekly, "place moved", STUDY, to=OTHER.channel)
    await weekly.wait(minutes=3)
    assert {posted.address.channel for posted in round_play.said(weekly)[before:]} == {
        OTHER.channel
    }
    assert await weekly.rows("SELECT channel FROM rounds") == [(OTHER.channel,)]


async def test_a_move_wakes_resting_groups(running: Weekly) -> None:
    """A move told after the channel was taken for gone wakes the group at its new id."""
    await happens(running, "place departed", STUDY)
    await happens(running, "place moved", STUDY, to=OTHER.channel)
    assert await running.next_due(OTHER) is not None
    assert "Here I am again" in running.newest("back", OTHER)


async def test_no_move_onto_another_group(running: Weekly) -> None:
    """A channel cannot move to an id where another group lives."""
    await running.begin("pace:60", at=OTHER)
    await happens(running, "place moved", STUDY, to=OTHER.channel)
    assert await running.rows(
        "SELECT count(DISTINCT channel) FROM groups WHERE channel IN ('study', 'other')"
    ) == [(2,)]


async def test_renaming_the_channel_renames_it(running: Weekly) -> None:
    """A group is called what its channel is called."""
    await happens(running, "place renamed", STUDY, name="tea-club")
    assert "tea-club" in await running.say("Ann", "group show")
    assert await running.next_due() is not None
