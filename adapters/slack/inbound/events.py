"""Which listener of the app hears what."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from adapters.slack.answering.answers import Answers
from adapters.slack.answering.requests import Requests
from adapters.slack.channels.history import written_at
from adapters.slack.channels.places import place
from adapters.slack.channels.workspace import Workspace
from adapters.slack.inbound.interactions import is_reply, is_written
from adapters.slack.inbound.system_events import tell
from bot.core.call import Call
from bot.core.interaction import Interaction
from bot.engine.engine import Engine

_ANY = re.compile(".*", re.DOTALL)

Body = dict[str, Any]


def listen(
    app: AsyncApp,
    answers: Answers,
    requests: Requests,
    engine: Engine,
    workspace: Workspace,
    doubt: Callable[[], None],
) -> None:
    """Register every listener.

    What nobody has use for is acknowledged, or it would come again and again.

    `doubt`: what is called when our token may not be good any more.
    """
    app.command(_ANY)(answers.command)
    app.action(_ANY)(answers.press)
    app.view(_ANY)(answers.form)
    app.view_closed(_ANY)(_unused)
    app.options(_ANY)(answers.suggest)
    app.shortcut(_ANY)(answers.shortcut)
    app.event("app_mention")(answers.words)
    app.event("app_home_opened")(answers.home)
    _listen_to_messages(app, answers, requests, engine, workspace)
    _listen_to_places(app, requests, engine, workspace)
    _listen_to_farewells(app, requests, engine, workspace, doubt)
    app.event(_ANY)(_unused)


def _listen_to_messages(
    app: AsyncApp, answers: Answers, requests: Requests, engine: Engine, workspace: Workspace
) -> None:
    async def said(ack: AsyncAck, body: Body) -> None:
        event = body["event"]
        if event.get("channel_type") == "im":
            await answers.words(ack, body)
        elif is_written(event) and is_reply(event) and not _is_to_us(event, workspace.bot):
            await requests.take_in(_replied(requests, engine, workspace, event))
        await ack()

    app.event({"type": "message", "subtype": None})(said)
    app.event("message")(said)


def _listen_to_places(
    app: AsyncApp, requests: Requests, engine: Engine, workspace: Workspace
) -> None:
    """Acknowledged when it is stored, if that is soon: what fails comes again."""

    def at(body: Body) -> str:
        return str(body["event"]["channel"])

    async def joined(ack: AsyncAck, body: Body) -> None:
        if body["event"]["user"] == workspace.bot:
            await requests.take_in(_joined(engine, workspace, at(body)))
        await ack()

    def reporting(event: str) -> Callable[[AsyncAck, Body], Awaitable[None]]:
        async def report(ack: AsyncAck, body: Body) -> None:
            await requests.take_in(tell(engine, Call(event), workspace.team, at(body)))
            await ack()

        return report

    async def moved(ack: AsyncAck, body: Body) -> None:
        # A private channel that is shared with another workspace (Slack docs, channel_id_changed).
        moved_to = Call("place moved", {"to": body["event"]["new_channel_id"]})
        old = str(body["event"]["old_channel_id"])
        await requests.take_in(tell(engine, moved_to, workspace.team, old))
        await ack()

    async def renamed(ack: AsyncAck, body: Body) -> None:
        channel = body["event"]["channel"]
        named = Call("place renamed", {"name": channel["name"]})
        await requests.take_in(tell(engine, named, workspace.team, channel["id"]))
        await ack()

    app.event("member_joined_channel")(joined)
    app.event("channel_id_changed")(moved)
    for kind in ("channel", "group"):
        for ended in ("archive", "deleted", "left"):
            app.event(f"{kind}_{ended}")(reporting("place departed"))
        app.event(f"{kind}_unarchive")(reporting("place restored"))
        app.event(f"{kind}_rename")(renamed)


def _listen_to_farewells(
    app: AsyncApp,
    requests: Requests,
    engine: Engine,
    workspace: Workspace,
    doubt: Callable[[], None],
) -> None:
    """Whether it is our own token that is gone, and not somebody's or an old one, these do not say
    for certain.
    """

    async def uninstalled(ack: AsyncAck, body: Body) -> None:
        await requests.take_in(tell(engine, Call("place departed"), workspace.team))
        await ack()
        doubt()

    async def revoked(ack: AsyncAck, body: Body) -> None:
        await ack()
        doubt()

    app.event("app_uninstalled")(uninstalled)
    app.event("tokens_revoked")(revoked)


async def _joined(engine: Engine, workspace: Workspace, channel: str) -> None:
    await tell(engine, Call("place restored"), workspace.team, channel)
    await tell(engine, Call("channel joined"), workspace.team, channel)
    # Of a private channel we did not know what it is called before.
    if name := await workspace.name_of(channel):
        await tell(engine, Call("place renamed", {"name": name}), workspace.team, channel)


async def _unused(ack: AsyncAck, body: Body) -> None:
    await ack()


async def _replied(requests: Requests, engine: Engine, workspace: Workspace, event: Body) -> None:
    """That somebody wrote in a thread of a group's; the words are not looked at."""
    where = place(workspace.team, event["channel"], event["user"], event["thread_ts"])
    if not await engine.discusses(where):
        return
    call = Call("replied", {"reply": event["ts"], "at": str(int(written_at(event).timestamp()))})
    await engine.happened(Interaction(call, await workspace.people.who(event["user"]), where))
    requests.homes.changed(event["user"], looking=False)


def _is_to_us(event: Body, bot: str) -> bool:
    """A command is no contribution to a discussion."""
    return str(event.get("text") or "").lstrip().startswith(f"<@{bot}")
