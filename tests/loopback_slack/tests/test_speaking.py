"""The loopback server, tried with the real library: messages, threads, history, people, files."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.loopback_slack import fixtures, screen, user_actions
from tests.loopback_slack.bare import Bare, client_of
from tests.loopback_slack.protocol.server import Slack
from tests.play import Clock

Json = dict[str, Any]
KEY: Json = {"event_type": "roadmate_post", "event_payload": {"key": "weekly/1/1"}}


@pytest.fixture
def client(slack: Slack) -> AsyncWebClient:
    return client_of(slack)


def texts(slack: Slack, user: str = "Ann") -> list[str]:
    return [seen.text for seen in screen.look(slack.world, slack.person(user))]


async def test_who_the_app_is(slack: Slack, client: AsyncWebClient) -> None:
    told = await client.auth_test()
    assert (told["team"], told["user"], told["bot_id"]) == (
        "Campus",
        "roadmate",
        slack.world.bot["profile"]["bot_id"],
    )
    assert "chat:write" in told.headers["X-OAuth-Scopes"].split(",")


async def test_metadata_finds_a_message_again(slack: Slack, client: AsyncWebClient) -> None:
    said = await client.chat_postMessage(channel=slack.study["id"], text="*Week 1*", metadata=KEY)
    read = await client.conversations_history(channel=slack.study["id"], include_all_metadata=True)
    (message,) = read["messages"]
    assert (message["ts"], message["metadata"]) == (said["ts"], KEY)
    (bare,) = (await client.conversations_history(channel=slack.study["id"]))["messages"]
    assert "metadata" not in bare
    assert texts(slack) == ["Week 1"]


async def test_replies_stand_in_their_thread(slack: Slack, client: AsyncWebClient) -> None:
    root = (await client.chat_postMessage(channel=slack.study["id"], text="Questions"))["ts"]
    await client.chat_postMessage(channel=slack.study["id"], text="First", thread_ts=root)
    user_actions.say(slack, slack.ben, slack.study, "an answer", root)
    channel = (await client.conversations_history(channel=slack.study["id"]))["messages"]
    thread = (await client.conversations_replies(channel=slack.study["id"], ts=root))["messages"]
    assert [one["text"] for one in channel] == ["Questions"]
    assert [one["text"] for one in thread] == ["Questions", "First", "an answer"]
    assert (channel[0]["reply_count"], thread[2]["user"]) == (2, slack.ben["id"])
    assert [seen.thread for seen in screen.look(slack.world, slack.ann)] == ["", root, root]


async def test_reading_begins_after_an_instant(
    slack: Slack, client: AsyncWebClient, clock: Clock
) -> None:
    """Only what was said after an instant is read."""
    user_actions.say(slack, slack.ben, slack.study, "before")
    clock.advance(hours=1)
    since = str(clock().timestamp() - 60)
    stamps = [
        user_actions.say(slack, slack.ben, slack.study, word).ts for word in ("one", "two", "three")
    ]
    read = await client.conversations_history(channel=slack.study["id"], oldest=since, limit=2)
    assert ([one["text"] for one in read["messages"]], read["has_more"]) == (["three", "two"], True)
    cursor = read["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(
        channel=slack.study["id"], oldest=since, limit=2, cursor=cursor
    )
    assert [one["text"] for one in rest["messages"]] == ["one"]
    newer = await client.conversations_history(channel=slack.study["id"], oldest=stamps[1])
    assert [one["text"] for one in newer["messages"]] == ["three"]


async def test_a_message_changes_and_goes(slack: Slack, client: AsyncWebClient) -> None:
    channel = slack.study["id"]
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "In a block"}}]
    ts = (
        await client.chat_postMessage(channel=channel, text="Short", blocks=blocks, metadata=KEY)
    )["ts"]
    await client.chat_update(channel=channel, ts=ts, text="Another")
    # A text alone takes the place of blocks, and metadata stays.
    assert texts(slack) == ["Another"]
    (kept,) = (await client.conversations_history(channel=channel, include_all_metadata=True))[
        "messages"
    ]
    assert kept["metadata"] == KEY
    await client.chat_delete(channel=channel, ts=ts)
    assert not texts(slack)


async def test_one_person_sees_private_answers(slack: Slack, client: AsyncWebClient) -> None:
    """A private answer is seen by one person and found by nobody in the history."""
    channel = slack.study["id"]
    told = await client.chat_postEphemeral(channel=channel, user=slack.ben["id"], text="psst")
    assert (texts(slack), texts(slack, "Ben")) == ([], ["psst"])
    assert not (await client.conversations_history(channel=channel))["messages"]
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_update(channel=channel, ts=told["message_ts"], text="changed")


async def test_direct_messages_reach_their_conversation(
    slack: Slack, client: AsyncWebClient
) -> None:
    opened = await client.conversations_open(users=slack.ben["id"])
    direct = await client.chat_postMessage(channel=slack.ben["id"], text="Just you")
    assert direct["channel"] == opened["channel"]["id"]
    (seen,) = screen.look(slack.world, slack.ben)
    assert (seen.text, seen.private, texts(slack)) == ("Just you", True, [])


# any part of a message
async def refused(client: AsyncWebClient, channel: str, **parts: Any) -> str:  # noqa: ANN401
    with pytest.raises(SlackApiError) as fault:
        await client.api_call(
            "chat.postMessage", json={"channel": channel, "text": "Hello", **parts}
        )
    return str(fault.value.response["error"])


async def test_what_may_not_be_posted(slack: Slack, client: AsyncWebClient) -> None:
    """There are things that the app may not post and places where it may not."""
    named = {channel["name"]: channel["id"] for channel in slack.world.channels.values()}
    study = named["study"]
    assert await refused(client, "C404") == "channel_not_found"
    assert await refused(client, named["vault"]) == "channel_not_found"
    assert await refused(client, named["attic"]) == "is_archived"
    hall = fixtures.add_channel(slack.world, "hall", slack.olga)
    assert await refused(client, hall["id"]) == "not_in_channel"
    assert await refused(client, study, text="") == "no_text"
    assert await refused(client, study, text="x" * 40_001) == "msg_too_long"
    assert await refused(client, study, thread_ts="1.000001") == "thread_not_found"
    assert await refused(client, study, thread_ts="yesterday") == "invalid_thread_ts"
    assert await refused(client, study, blocks=[{"type": "divider"}] * 51) == "invalid_blocks"
    assert await refused(client, study, metadata={"event_type": "x"}) == "invalid_metadata_format"
    large = {"event_type": "x", "event_payload": {"key": "y" * 16_000}}
    assert await refused(client, study, metadata=large) == "metadata_too_large"
    reply = user_actions.say(
        slack,
        slack.ben,
        slack.study,
        "a reply",
        user_actions.say(slack, slack.ann, slack.study, "a root").ts,
    )
    assert await refused(client, study, thread_ts=reply.ts) == "cannot_reply_to_message"
    assert [
        request.answer["ok"] for request in slack.api.heard if isinstance(request.answer, dict)
    ] == [False] * 12


async def test_the_app_changes_only_its_own(slack: Slack, client: AsyncWebClient) -> None:
    """The app reads only where it is, and changes only what it said."""
    hall = fixtures.add_channel(slack.world, "hall", slack.olga)
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.conversations_history(channel=hall["id"])
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        stranger = slack.world.add_user("Sue", slack.world.team)
        await client.chat_postEphemeral(channel=slack.study["id"], user=stranger["id"], text="psst")
    mine = user_actions.say(slack, slack.ann, slack.study, "mine")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(channel=slack.study["id"], ts=mine.ts, text="yours")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await client.chat_delete(channel=slack.study["id"], ts=mine.ts)


async def test_a_deleted_root_becomes_a_stone(slack: Slack, client: AsyncWebClient) -> None:
    """Of a message with replies a tombstone remains."""
    root = (await client.chat_postMessage(channel=slack.study["id"], text="Questions"))["ts"]
    user_actions.say(slack, slack.ben, slack.study, "an answer", root)
    await client.chat_delete(channel=slack.study["id"], ts=root)
    (stone,) = (await client.conversations_history(channel=slack.study["id"]))["messages"]
    assert (stone["subtype"], stone["reply_count"]) == ("tombstone", 1)
    with pytest.raises(SlackApiError, match="thread_not_found"):
        await client.chat_postMessage(channel=slack.study["id"], text="More", thread_ts=root)


async def test_the_missing_scope_is_named(slack: Slack, client: AsyncWebClient) -> None:
    slack.app.scopes.remove("users:read")
    with pytest.raises(SlackApiError) as fault:
        await client.users_info(user=slack.ann["id"])
    answer = fault.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read")
    assert answer.headers["X-Accepted-OAuth-Scopes"] == "users:read"
    slack.app.scopes.remove("channels:history")
    with pytest.raises(SlackApiError, match="channels:history"):
        await client.conversations_history(channel=slack.study["id"])


@pytest.mark.parametrize(
    ("state", "error"), [("revoked", "token_revoked"), ("uninstalled", "account_inactive")]
)
async def test_a_dead_token_is_refused(
    slack: Slack, client: AsyncWebClient, state: str, error: str
) -> None:
    slack.app.state = state
    with pytest.raises(SlackApiError, match=error):
        await client.auth_test()
    slack.app.state = "installed"
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await client_of(slack, "xoxb-another").auth_test()
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client_of(slack, slack.app.app_token).auth_test()


async def test_people_have_zones_and_ranks(slack: Slack, client: AsyncWebClient) -> None:
    guest = slack.world.add_user("Gus", slack.world.team, "Asia/Kolkata", is_restricted=True)
    stranger = slack.world.add_user("Sue", fixtures.found(slack.world, "Elsewhere"))
    ann, gus, sue = [
        (await client.users_info(user=user["id"]))["user"] for user in (slack.ann, guest, stranger)
    ]
    assert (ann["is_admin"], ann["tz"], "email" in ann["profile"]) == (True, "Europe/London", False)
    assert (gus["is_restricted"], gus["tz_offset"]) == (True, 19_800)
    assert sue["is_stranger"]
    assert sue["team_id"] != ann["team_id"]
    everyone = [
        one["name"] async for page in await client.users_list(limit=2) for one in page["members"]
    ]
    assert everyone == ["roadmate", "olga", "ann", "ben", "gus"]


async def test_mentions_notify_unless_escaped(slack: Slack, client: AsyncWebClient) -> None:
    loud = f"<!channel> <@{slack.ben['id']}>"
    first = (await client.chat_postMessage(channel=slack.study["id"], text=loud))["ts"]
    second = (
        await client.chat_postMessage(channel=slack.study["id"], text="&lt;!channel&gt; &amp;")
    )["ts"]
    assert slack.world.notified[first] == {"channel", slack.ben["id"]}
    assert not slack.world.notified[second]
    assert texts(slack) == ["@channel @Ben", "<!channel> &"]


async def test_a_file_comes_in_three_steps(slack: Slack, client: AsyncWebClient) -> None:
    told = await client.files_upload_v2(
        content="a,b",
        filename="table.csv",
        title="Table",
        channel=slack.study["id"],
        initial_comment="Here",
    )
    assert slack.world.contents[told["file"]["id"]] == b"a,b"
    address = (await client.files_getUploadURLExternal(filename="x", length=2))["upload_url"]
    async with aiohttp.ClientSession() as session, session.post(address, data=b"three") as response:
        assert (response.status, (await response.json())["error"]) == (400, "length_mismatch")
    assert texts(slack) == ["Here\nTable"]


async def test_people_are_heard(slack: Slack, bot: Bare) -> None:
    root = user_actions.say(slack, slack.ann, slack.study, "Hello @roadmate, 1 < 2")
    user_actions.say(slack, slack.ben, slack.study, "an answer", root.ts)
    user_actions.say(slack, slack.ben, slack.world.direct(slack.ben["id"]), "next")
    await slack.world.until(lambda: len(bot.events) == 4)
    found = {(one["type"], one.get("channel_type"), one["user"]): one for one in bot.events}
    mention = found["app_mention", None, slack.ann["id"]]
    assert mention["text"] == f"Hello <@{slack.world.bot['id']}>, 1 &lt; 2"
    assert found["message", "channel", slack.ben["id"]]["thread_ts"] == root.ts
    assert found["message", "im", slack.ben["id"]]["text"] == "next"


async def test_the_app_hears_where_it_is(slack: Slack, bot: Bare) -> None:
    hall = fixtures.add_channel(slack.world, "hall", slack.olga)
    user_actions.say(slack, slack.olga, hall, "Hello @Roadmate")
    assert not slack.deliveries.all


async def test_strangers_are_told_apart(slack: Slack, bot: Bare) -> None:
    """Somebody from another workspace is told apart."""
    elsewhere = fixtures.found(slack.world, "Elsewhere")
    sue = slack.world.add_user("Sue", elsewhere)
    fixtures.share(slack.world, slack.study, elsewhere)
    fixtures.join(slack.world, slack.study, sue)
    user_actions.say(slack, sue, slack.study, "Hello")
    await slack.world.until(lambda: len(bot.events) == 2)
    (body,) = [body for body in bot.heard if body["event"]["type"] == "message"]
    assert (body["is_ext_shared_channel"], body["team_id"]) == (True, slack.world.team["id"])
    assert body["event"]["user_team"] == elsewhere["id"]
    with pytest.raises(AssertionError, match="from elsewhere"):
        user_actions.command(slack, sue, slack.study, "/roadmate next")


async def test_only_subscribed_events_are_told(slack: Slack, bot: Bare) -> None:
    """Only what the manifest asks for is told."""
    slack.app.adopt(
        {
            "display_information": {"name": "Study"},
            "features": {
                "bot_user": {"display_name": "study"},
                "slash_commands": [
                    {"command": "/study", "description": "Study", "should_escape": True}
                ],
            },
            "oauth_config": {"scopes": {"bot": ["chat:write", "commands", "app_mentions:read"]}},
            "settings": {
                "event_subscriptions": {"bot_events": ["app_mention"]},
                "socket_mode_enabled": True,
            },
        }
    )
    user_actions.say(slack, slack.ann, slack.study, "Hello")
    user_actions.say(slack, slack.ann, slack.study, "Hello @Roadmate")
    assert [asked.payload["event"]["type"] for asked in slack.deliveries.all.values()] == [
        "app_mention"
    ]
    assert slack.app.commands == {"/study": True}


async def test_coming_and_going_is_heard(slack: Slack, bot: Bare) -> None:
    hall = fixtures.add_channel(slack.world, "hall", slack.olga)
    await bot.client.conversations_join(channel=hall["id"])
    fixtures.rename(slack.world, hall, "lobby")
    fixtures.archive(slack.world, hall, slack.olga)
    fixtures.unarchive(slack.world, hall, slack.olga)
    fixtures.leave(slack.world, hall, slack.world.bot)
    fixtures.delete(slack.world, hall)
    told = [
        "member_joined_channel",
        *(f"channel_{what}" for what in ("rename", "archive", "unarchive", "left")),
    ]
    told += ["channel_deleted"]
    await slack.world.until(lambda: len(bot.events) == len(told))
    fixtures.uninstall(slack.world, slack.app)
    told += ["tokens_revoked", "app_uninstalled"]
    await slack.world.until(lambda: len(bot.events) == len(told))
    assert sorted(one["type"] for one in bot.events) == sorted(told)
