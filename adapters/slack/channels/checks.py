"""What the doctor should know about a place in Slack."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import texts
from adapters.slack.channels.workspace import Workspace
from adapters.slack.connection.faults import TROUBLES, code
from adapters.slack.manifest import SCOPES
from bot.core.interaction import Address, Finding


async def findings(workspace: Workspace | None, address: Address, *, alive: bool) -> list[Finding]:
    """Whether we hear, have every scope of the manifest, and are in the channel."""
    found = [Finding(texts.ALIVE, "" if workspace and alive else texts.DEAD)]
    if workspace is None:
        return found
    here = []
    if not address.direct:
        try:
            _, fix = await state_of(workspace.client, address.channel)
        except TROUBLES:
            fix = texts.UNTOLD_CHANNEL
        here.append(Finding(texts.CHANNEL, fix))
    # After that: every answer tells the scopes anew.
    missing = missing_scopes(workspace.client.scopes)
    return [*found, Finding(texts.SCOPES, texts.lacking_scopes(missing) if missing else ""), *here]


def missing_scopes(held: str) -> list[str]:
    """The scopes of the manifest that a token lacks.

    `held`: as Slack's answers tell it, joined by commas.
    """
    return [scope for scope in SCOPES if scope not in held.split(",")]


async def state_of(client: AsyncWebClient, channel: str) -> tuple[str, str]:
    """A channel's name, where Slack tells it, and what must be done so that we can post there."""
    try:
        about = (await client.conversations_info(channel=channel))["channel"]
    except SlackApiError as fault:
        if code(fault) == "channel_not_found":
            return "", texts.GONE
        if code(fault) == "missing_scope":
            return "", texts.lacking_scopes(["channels:read", "groups:read"])
        raise
    fix = (
        texts.ARCHIVED
        if about.get("is_archived")
        else ""
        if about.get("is_member")
        else texts.INVITE
    )
    return str(about.get("name") or ""), fix
