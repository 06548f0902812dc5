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


async def test_a_post_whose_connection_broke_before_slack_acted_is_not_lost(
    campus: SlackHome,
) -> None:
    campus.faults.reset(POST)
    assert not (await refused(campus)).permanent
    assert campus.said() == []
    await again(campus)
    assert campus.said() == ["Week 1"]


async def test_nothing_but_us_tries_a_post_again(campus: SlackHome) -> None:
    campus.faults.reset(POST, after=True)
    await refused(campus)
    assert len(campus.slack.api.requests(POST)) == 1


@pytest.mark.parametrize("hours", [0, 30])
async def test_a_post_whose_connection_broke_after_slack_acted_is_found_in_history(
    campus: SlackHome, hours: int
) -> None:
    campus.faults.reset(POST, after=True)
    await refused(campus)
    campus.stage.clock.advance(hours=hours)
    for number in range(450):
        user_actions.say(campus.slack, campus.slack.ben, campus.slack.study, f"Talk {number}")
    ref = await again(campus)
    assert campus.said() == ["Week 1"]
    assert ref.id in campus.slack.world.said


async def test_a_post_in_a_thread_is_found_there(campus: SlackHome) -> None:
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


async def test_a_post_in_a_direct_message_is_found_there(campus: SlackHome) -> None:
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


async def test_too_much_said_since_leaves_it_uncertain(campus: SlackHome) -> None:
    campus.faults.reset(POST, after=True)
    await refused(campus)
    for number in range(2000):
        user_actions.say(campus.slack, campus.slack.ben, campus.slack.study, f"Talk {number}")
    assert (await refused(campus, doubtful=True)).uncertain
    assert campus.said() == ["Week 1"]


async def test_a_history_that_may_not_be_read_leaves_it_uncertain(campus: SlackHome) -> None:
    campus.faults.refuse(HISTORY, "missing_scope")
    assert (await refused(campus, doubtful=True)).uncertain
    assert campus.said() == []


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("method", [POST, HISTORY])
async def test_a_server_error_comes_out_as_passing(
    campus: SlackHome, status: int, method: str
) -> None:
    campus.faults.fail(method, status)
    fault = await refused(campus, doubtful=True)
    assert (fault.permanent, fault.uncertain, fault.unreached) == (False, False, False)


@pytest.mark.parametrize("method", [POST, HISTORY])
async def test_a_429_gives_the_post_back_with_the_seconds_to_wait(
    campus: SlackHome, method: str
) -> None:
    campus.faults.limit(method, 30)
    fault = await asyncio.wait_for(refused(campus, doubtful=True), 5)
    assert (fault.permanent, fault.retry_after) == (False, 30)
    # Until then nobody asks.
    fault = await asyncio.wait_for(refused(campus, doubtful=True), 5)
    assert fault.retry_after is not None
    assert 25 < fault.retry_after <= 30
    assert len(campus.slack.api.requests(method)) == 1


@pytest.mark.parametrize("method", [POST, HISTORY])
async def test_a_429_that_asks_for_a_moment_is_waited_for_and_the_post_lands(
    campus: SlackHome, method: str
) -> None:
    campus.faults.limit(method, 1)
    begun = asyncio.get_running_loop().time()
    await again(campus)
    assert asyncio.get_running_loop().time() - begun >= 0.99
    assert campus.said() == ["Week 1"]


async def test_a_429_on_edits_and_replies_comes_out_with_its_seconds(campus: SlackHome) -> None:
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
async def test_what_will_not_pass_is_permanent_in_the_right_words(
    campus: SlackHome, error: str, words_told: str
) -> None:
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
async def test_a_token_that_is_not_taken_any_more_loses_no_post(
    campus: SlackHome, error: str
) -> None:
    campus.faults.refuse(POST, error)
    fault = await refused(campus)
    assert (fault.permanent, fault.unreached) == (False, True)


async def test_where_no_connection_comes_about_nothing_was_tried(campus: SlackHome) -> None:
    idle = SlackAdapter("xoxb-idle", "xapp-idle", campus.slack.api_url)
    with pytest.raises(DeliveryError) as fault:
        await idle.post(campus.place, WEEK, key="weekly/1")
    assert fault.value.unreached


async def test_a_channel_that_is_really_archived_or_left_is_permanent_and_another_goes_on(
    campus: SlackHome,
) -> None:
    world = campus.slack.world
    other = fixtures.add_channel(world, "other", campus.slack.ann)
    fixtures.join(world, other, world.bot)
    fixtures.archive(world, campus.slack.study, campus.slack.olga)
    assert (await refused(campus)).permanent
    await campus.adapter.post(Address("slack", PLACE.workspace, other["id"]), WEEK, key="weekly/2")
    assert campus.said(other["id"])[-1] == "Week 1"


async def test_posts_in_one_channel_are_a_second_apart_and_another_channel_does_not_wait(
    campus: SlackHome,
) -> None:
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


async def test_slacks_own_limits_are_kept_without_a_single_429(campus: SlackHome) -> None:
    # What is sent a second apart may arrive closer together; test_slack_pace.py counts exactly.
    campus.slack.api.limits.strict, campus.slack.api.limits.burst = True, 2
    campus.adapter._limits._spacing = SPACING
    await asyncio.gather(*(campus.adapter.post(PLACE, WEEK, key=f"weekly/{n}") for n in range(3)))
    assert campus.slack.api.limits.refused == {}


async def test_only_the_one_who_is_addressed_is_notified(campus: SlackHome) -> None:
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


async def test_replies_come_page_by_page_oldest_first_without_programs(campus: SlackHome) -> None:
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


async def test_the_doctor_names_what_is_missing_in_a_channel(campus: SlackHome) -> None:
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


async def test_the_doctor_names_a_scope_that_is_missing_until_the_app_is_reinstalled(
    campus: SlackHome,
) -> None:
    campus.slack.app.scopes.remove("files:write")
    assert "files:write" in (await campus.adapter.check(PLACE))[1].fix
    campus.slack.app.scopes.append("files:write")
    assert (await campus.adapter.check(PLACE))[1].ok
