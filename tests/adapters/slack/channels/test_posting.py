"""A post on Slack shows exactly once, whatever happens on the way there."""

import asyncio

import pytest

from adapters.slack import texts as slack_texts
from adapters.slack.adapter import SlackAdapter
from adapters.slack.connection.rate_limit import SPACING
from bot.core.errors import DeliveryError
from bot.core.interaction import Address
from bot.core.markup import person, plain
from bot.core.message import File, say
from bot.engine.port import MessageRef
from tests.adapters.slack.driver import PLACE
from tests.adapters.slack.home import SlackHome
from tests.gallery import HOSTILE
from tests.loopback_slack import fixtures, user_actions
from tests.loopback_slack.faults import POST

WEEK = say("Week 1")
EDIT, HISTORY = "chat.update", "conversations.history"


async def refused(
    campus: SlackHome, *, doubtful: bool = False, place: Address = PLACE
) -> DeliveryError:
    with pytest.raises(DeliveryError) as fault:
        await campus.adapter.post(place, WEEK, key="weekly/1", doubtful=doubtful)
    return fault.value


async def again(campus: SlackHome) -> MessageRef:
    return await campus.adapter.post(campus.place, WEEK, key="weekly/1", doubtful=True)


async def test_a_reset_before_acting_loses_nothing(
    campus: SlackHome,
) -> None:
    """A post whose connection broke before Slack acted is not lost."""
    campus.faults.reset(POST)
    assert not (await refused(campus)).permanent
    assert campus.said() == []
    await again(campus)
    assert campus.said() == ["Week 1"]


async def test_the_library_repeats_no_post(campus: SlackHome) -> None:
    """Nothing but us tries a post again: the library does not."""
    campus.faults.reset(POST, after=True)
    await refused(campus)
    assert len(campus.slack.api.requests(POST)) == 1


@pytest.mark.parametrize("hours", [0, 30])
async def test_a_reset_post_is_found_later(campus: SlackHome, hours: int) -> None:
    """A post whose connection broke after Slack acted is found in history."""
    campus.faults.reset(POST, after=True)
    await refused(campus)
    campus.stage.clock.advance(hours=hours)
    for number in range(450):
        user_actions.say(campus.slack, campus.slack.ben, campus.slack.study, f"Talk {number}")
    ref = await again(campus)
    assert campus.said() == ["Week 1"]
    assert ref.id in campus.slack.world.said


async def test_posts_in_threads_are_found(campus: SlackHome) -> None:
    """A post in a thread is found again under hundreds of replies."""
    root = await campus.adapter.post(campus.place, WEEK, key="weekly/1")
    thread = await campus.adapter.open_thread(root, "Questions")
    campus.faults.fail(POST, after=True)
    with pytest.raises(DeliveryError):
        await campus.adapter.post(thread, say("Why?"), key="thread/1")
    for number in range(250):
        user_actions.say(
            campus.slack, campus.slack.ben, campus.slack.study, f"Talk {number}", root.id
        )
    await campus.adapter.post(thread, say("Why?"), key="thread/1", doubtful=True)
    assert campus.said() == ["Week 1", "Why?"]


async def test_direct_messages_are_found(campus: SlackHome) -> None:
    """A post in a direct message is found again there."""
    ben = Address("slack", "", f"@{PLACE.workspace}-{campus.slack.ben['id']}")
    campus.faults.fail(POST, after=True)
    await refused(campus, place=ben)
    await campus.adapter.post(ben, WEEK, key="weekly/1", doubtful=True)
    assert campus.said(campus.direct(campus.slack.ben)["id"]) == ["Week 1"]


async def test_an_edit_keeps_the_key(campus: SlackHome) -> None:
    ref = await campus.adapter.post(campus.place, WEEK, key="weekly/1")
    campus.faults.reset(EDIT, after=True)
    with pytest.raises(DeliveryError):
        await campus.adapter.edit(ref, say("Week 1, two done"))
    await campus.adapter.edit(ref, say("Week 1, two done"))
    assert await again(campus) == ref
    assert campus.said() == ["Week 1, two done"]


async def test_much_chatter_leaves_it_uncertain(campus: SlackHome) -> None:
    """Where too much was said since, whether a post was made stays uncertain."""
    campus.faults.reset(POST, after=True)
    await refused(campus)
    for number in range(2000):
        user_actions.say(campus.slack, campus.slack.ben, campus.slack.study, f"Talk {number}")
    assert (await refused(campus, doubtful=True)).uncertain
    assert campus.said() == ["Week 1"]


async def test_an_unreadable_history_leaves_it_uncertain(campus: SlackHome) -> None:
    """Where history may not be read, whether a post was made stays uncertain."""
    campus.faults.refuse(HISTORY, "missing_scope")
    assert (await refused(campus, doubtful=True)).uncertain
    assert campus.said() == []


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("method", [POST, HISTORY])
async def test_a_server_error_is_passing(campus: SlackHome, status: int, method: str) -> None:
    campus.faults.fail(method, status)
    fault = await refused(campus, doubtful=True)
    assert (fault.permanent, fault.uncertain, fault.unreached) == (False, False, False)


@pytest.mark.parametrize("method", [POST, HISTORY])
async def test_a_429_returns_the_post(campus: SlackHome, method: str) -> None:
    """A 429 gives the post back with the seconds to wait, and nobody asks until then."""
    campus.faults.limit(method, 30)
    fault = await asyncio.wait_for(refused(campus, doubtful=True), 5)
    assert (fault.permanent, fault.retry_after) == (False, 30)
    # Until then nobody asks.
    fault = await asyncio.wait_for(refused(campus, doubtful=True), 5)
    assert fault.retry_after is not None
    assert 25 < fault.retry_after <= 30
    assert len(campus.slack.api.requests(method)) == 1


@pytest.mark.parametrize("method", [POST, HISTORY])
async def test_a_short_429_is_waited_for(campus: SlackHome, method: str) -> None:
    """A 429 that asks for a moment is waited for, and the post lands."""
    campus.faults.limit(method, 1)
    begun = asyncio.get_running_loop().time()
    await again(campus)
    assert asyncio.get_running_loop().time() - begun >= 0.99
    assert campus.said() == ["Week 1"]


async def test_edits_and_reads_tell_their_429(campus: SlackHome) -> None:
    """A 429 on edits and on reading replies comes out with its seconds."""
    ref = await campus.adapter.post(campus.place, WEEK, key="weekly/1")
    campus.faults.limit(EDIT, 37)
    campus.faults.limit("conversations.replies", 39)
    with pytest.raises(DeliveryError) as edit:
        await campus.adapter.edit(ref, WEEK)
    with pytest.raises(DeliveryError) as reading:
        await campus.adapter.replies(
            await campus.adapter.open_thread(ref, ""), campus.stage.clock()
        )
    assert (edit.value.retry_after, reading.value.retry_after) == (37, 39)


@pytest.mark.parametrize(
    ("error", "words_told"),
    [
        ("is_archived", "archived"), ("not_in_channel", "/invite"), ("channel_not_found", "gone"),
        ("restricted_action", "admins"), ("missing_scope", "scope"), ("no_permission", "/invite"),
        ("msg_too_long", "msg_too_long"), ("invalid_blocks", "invalid_blocks"),
    ],
)  # fmt: skip
async def test_lasting_faults_are_permanent_and_named(
    campus: SlackHome, error: str, words_told: str
) -> None:
    """What will not pass is permanent, and is told in the right words."""
    campus.faults.refuse(POST, error)
    fault = await refused(campus)
    assert fault.permanent
    assert words_told in str(fault)
    assert fault.gone == (
        "channel" if error in {"is_archived", "not_in_channel", "channel_not_found"} else ""
    )


@pytest.mark.parametrize(
    "error", ["internal_error", "fatal_error", "service_unavailable", "request_timeout"]
)
async def test_what_passes_is_not_permanent(campus: SlackHome, error: str) -> None:
    campus.faults.refuse(POST, error)
    assert not (await refused(campus)).permanent


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive"])
async def test_a_refused_token_loses_no_post(campus: SlackHome, error: str) -> None:
    """A token that Slack does not take any more loses no post."""
    campus.faults.refuse(POST, error)
    fault = await refused(campus)
    assert (fault.permanent, fault.unreached) == (False, True)


async def test_without_a_connection_nothing_was_tried(campus: SlackHome) -> None:
    """Where no connection comes about, the post counts as not tried."""
    idle = SlackAdapter("xoxb-idle", "xapp-idle", campus.slack.api_url)
    with pytest.raises(DeliveryError) as fault:
        await idle.post(campus.place, WEEK, key="weekly/1")
    assert fault.value.unreached


async def test_an_archived_channel_is_permanent(
    campus: SlackHome,
) -> None:
    """An archived channel is a permanent fault, and another channel goes on."""
    world = campus.slack.world
    other = fixtures.add_channel(world, "other", campus.slack.ann)
    fixtures.join(world, other, world.bot)
    fixtures.archive(world, campus.slack.study, campus.slack.olga)
    assert (await refused(campus)).permanent
    await campus.adapter.post(Address("slack", PLACE.workspace, other["id"]), WEEK, key="weekly/2")
    assert campus.said(other["id"])[-1] == "Week 1"


async def test_only_the_same_channel_waits(
    campus: SlackHome,
) -> None:
    """Posts in one channel are a second apart, and another channel does not wait."""
    other = fixtures.add_channel(campus.slack.world, "other", campus.slack.ann)
    fixtures.join(campus.slack.world, other, campus.slack.world.bot)
    await campus.heard()
    campus.adapter._limits._spacing = 1.0
    elsewhere = Address("slack", PLACE.workspace, other["id"])
    begun = asyncio.get_running_loop().time()
    posting = [
        asyncio.create_task(campus.adapter.post(PLACE, WEEK, key=f"weekly/{n}")) for n in range(3)
    ]
    await campus.adapter.post(elsewhere, WEEK, key="weekly/4")
    assert asyncio.get_running_loop().time() - begun < 1.0
    await asyncio.gather(*posting)
    assert asyncio.get_running_loop().time() - begun >= 1.99


async def test_slacks_limits_bring_no_429(campus: SlackHome) -> None:
    """Slack's own limits are kept without a single 429."""
    # What is sent a second apart may arrive closer together; test_slack_pace.py counts exactly.
    campus.slack.api.limits.strict, campus.slack.api.limits.burst = True, 2
    campus.adapter._limits._spacing = SPACING
    await asyncio.gather(*(campus.adapter.post(PLACE, WEEK, key=f"weekly/{n}") for n in range(3)))
    assert campus.slack.api.limits.refused == {}


async def test_only_the_addressed_is_notified(campus: SlackHome) -> None:
    """Only the one who is addressed is notified, whatever else the text says."""
    ben = campus.slack.ben["id"]
    hostile = "\n".join(plain(one) for one in (*HOSTILE, f"<@{ben}>", "<!everyone>", "@channel"))
    ref = await campus.adapter.post(PLACE, say(hostile), key="weekly/1")
    assert campus.slack.world.notified[ref.id] == set()
    addressed = say(f"{person(f'{PLACE.workspace}-{ben}', 'Ben')}, well done.")
    ref = await campus.adapter.post(PLACE, addressed, key="weekly/2")
    assert campus.slack.world.notified[ref.id] == {ben}


async def test_a_post_carries_its_files(campus: SlackHome) -> None:
    await campus.adapter.post(
        PLACE, say("Look", File("notes.txt", b"notes", "Some notes")), key="weekly/1"
    )
    assert list(campus.slack.world.contents.values()) == [b"notes"]


async def test_replies_come_oldest_first(campus: SlackHome) -> None:
    """Replies come page by page, the oldest first, without those of programs."""
    ref = await campus.adapter.post(PLACE, WEEK, key="weekly/1")
    thread = await campus.adapter.open_thread(ref, "")
    user_actions.say(campus.slack, campus.slack.ann, campus.slack.study, "Early", ref.id)
    campus.stage.clock.advance(minutes=1)
    since = campus.stage.clock()
    campus.stage.clock.advance(minutes=1)
    for number in range(450):
        user_actions.say(
            campus.slack, campus.slack.ben, campus.slack.study, f"Reply {number}", ref.id
        )
    await campus.adapter.post(thread, say("From a program"), key="thread/1")
    found = list(await campus.adapter.replies(thread, since))
    assert len(found) == 450
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert {(one.user.id, one.user.name) for one in found} == {
        (f"{PLACE.workspace}-{campus.slack.ben['id']}", "Ben")
    }


async def test_the_doctor_names_a_channels_fault(campus: SlackHome) -> None:
    """The doctor names what is missing in a channel: an invitation, or that it is gone."""
    world = campus.slack.world
    fixtures.leave(world, campus.slack.study, world.bot)
    assert (await campus.adapter.check(PLACE))[-1].fix == slack_texts.INVITE
    attic = next(one for one in world.channels.values() if one.get("name") == "attic")
    assert (await campus.adapter.check(Address("slack", PLACE.workspace, attic["id"])))[
        -1
    ].fix == slack_texts.ARCHIVED
    assert (await campus.adapter.check(Address("slack", PLACE.workspace, "C404")))[
        -1
    ].fix == slack_texts.GONE


async def test_the_doctor_names_a_missing_scope(
    campus: SlackHome,
) -> None:
    """The doctor names a scope that is missing until the app is reinstalled."""
    campus.slack.app.scopes.remove("files:write")
    assert "files:write" in (await campus.adapter.check(PLACE))[1].fix
    campus.slack.app.scopes.append("files:write")
    assert (await campus.adapter.check(PLACE))[1].ok
