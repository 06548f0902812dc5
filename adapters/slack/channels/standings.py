"""What Slack says of somebody and a channel: whether they are in it, and who runs the workspace."""

from dataclasses import replace

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.channels.places import slack_id
from adapters.slack.channels.workspace import Workspace
from adapters.slack.connection.faults import TROUBLES, code
from bot.core.interaction import LEFT, UNKNOWN, Address, Standing

# The most that one page of users.conversations holds (Slack's reference).
_PAGE = 999
_NOT_THERE = frozenset(("user_not_found", "users_not_found", "user_not_visible"))


async def standing_of(workspace: Workspace, user: str, address: Address) -> Standing:
    """Asked anew: users.info for the rights, users.conversations for the channel.

    Both or nothing: of a Slack that answers only half, nothing is believed. Who could look into a
    public channel sees it when they have joined it.
    """
    if address.workspace != workspace.team:
        return UNKNOWN
    who = slack_id(user)
    try:
        rights = await workspace.people.rights(who)
        if rights == LEFT:
            return LEFT
        return replace(rights, sees=await _sees(workspace.client, who, address.channel))
    except SlackApiError as fault:
        return LEFT if code(fault) in _NOT_THERE else UNKNOWN
    except TROUBLES:
        return UNKNOWN


async def _sees(client: AsyncWebClient, user: str, channel: str) -> bool | None:
    """None for a channel that is not there any more, or a private one without us.

    Whose members we are not told.
    """
    cursor = ""
    while True:
        answer = await client.users_conversations(
            user=user, types="public_channel,private_channel", limit=_PAGE, cursor=cursor
        )
        if any(one["id"] == channel for one in answer["channels"]):
            return True
        cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
        if not cursor:
            return False if await _is_open_to_us(client, channel) else None


async def _is_open_to_us(client: AsyncWebClient, channel: str) -> bool:
    try:
        about = (await client.conversations_info(channel=channel))["channel"]
    except SlackApiError as fault:
        if code(fault) == "channel_not_found":
            return False
        raise
    return bool(about.get("is_member")) or not about.get("is_private")
