"""What the doctor should know about a place in Slack."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.faults import TROUBLES, code
from adapters.slack.manifest import SCOPES
from adapters.slack.workspace import Workspace
from bot.core.interaction import Address, Finding
from bot.views import slack as words


async def findings(workspace: Workspace | None, address: Address, *, alive: bool) -> list[Finding]:
    """Whether we hear, have every scope of the manifest, and are in the channel."""
    found = [Finding(words.ALIVE, "" if workspace and alive else words.DEAD)]
    if workspace is None:
        return found
    here = []
    if not address.direct:
        try:
            _, fix = await state_of(workspace.client, address.channel)
        except TROUBLES:
            fix = words.UNTOLD_CHANNEL
        here.append(Finding(words.CHANNEL, fix))
    # After that: every answer tells the scopes anew.
    missing = missing_scopes(workspace.client.scopes)
    return [*found, Finding(words.SCOPES, words.lacking_scopes(missing) if missing else ""), *here]


def missing_scopes(held: str) -> list[str]:
    """The scopes of the manifest that a token lacks. `held`: as Slack's answers tell it, joined by commas."""
    return [scope for scope in SCOPES if scope not in held.split(",")]


async def state_of(client: AsyncWebClient, channel: str) -> tuple[str, str]:
    """A channel's name, where Slack tells it, and what must be done so that we can post there."""
    try:
        about = (await client.conversations_info(channel=channel))["channel"]
    except SlackApiError as fault:
        if code(fault) == "channel_not_found":
            return "", words.GONE
        if code(fault) == "missing_scope":
            return "", words.lacking_scopes(["channels:read", "groups:read"])
        raise
    fix = words.ARCHIVED if about.get("is_archived") else "" if about.get("is_member") else words.INVITE
    return str(about.get("name") or ""), fix
