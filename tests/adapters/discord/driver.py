"""Ann at Discord: the kit's hands and eyes on the loopback server, with the real library in
between.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from adapters.discord.adapter import DiscordAdapter
from bot.core.interaction import Address
from bot.core.message import Message
from tests.driver import Ability, Shown, Stage
from tests.loopback_discord import faults, fixtures, screen, user_actions
from tests.loopback_discord.protocol import components, markdown, shapes
from tests.loopback_discord.protocol.interactions import ASK, COMPONENT, WAIT, WAIT_SILENTLY, Asked
from tests.loopback_discord.protocol.server import CAMPUS, STUDY, Discord
from tests.loopback_discord.screen import Seen

Json = dict[str, Any]
PLACE = Address("discord", CAMPUS, STUDY)
_SECONDS = 10


class DiscordDriver:
    """Ann at Discord's client, in #study of the server Campus."""

    lacks: Mapping[Ability, str] = {}

    def __init__(self, stage: Stage, discord: Discord) -> None:
        self.discord = discord
        self._stage = stage
        self._user = discord.ann
        self._asked: Asked | None = None
        self._modal: Asked | None = None
        self._start()

    def _start(self) -> None:
        self.adapter = DiscordAdapter(
            self.discord.token, self.discord.api, self.discord.gateway_url
        )
        self._running = asyncio.create_task(self.adapter.run(self._stage.engine))

    async def ready(self) -> None:
        """Return when the adapter is connected and knows the server."""
        waiting = asyncio.create_task(self.discord.gateway.ready(_SECONDS))
        await asyncio.wait([waiting, self._running], return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            waiting.cancel()
            await self._running
        await waiting

    async def stop(self) -> None:
        """Stop the adapter as SIGTERM does; a fault that it ended with comes out."""
        self._running.cancel()
        with suppress(asyncio.CancelledError):
            await self._running
        await self.discord.world.until(lambda: not self.discord.gateway.connections)

    async def turn_to(self, name: str) -> None:
        self._user = self.discord.person(name)

    async def type(self, line: str) -> None:
        call = self._stage.engine.read(line)
        await self._see(
            user_actions.command(self.discord, self._user, self.discord.study, call.name, call.args)
        )

    async def complete(self, name: str, option: str, typed: str) -> list[str]:
        """The labels that are offered while something is being typed for an option."""
        asked = user_actions.complete(
            self.discord, self._user, self.discord.study, name, option, typed
        )
        await self._see(asked)
        return [choice["name"] for choice in asked.data["choices"]]

    async def fill(self, values: Mapping[str, str]) -> None:
        assert self._modal, "no form is on the screen"
        modal, self._modal = self._modal, None
        await self._see(
            user_actions.submit(
                self.discord, modal, {name: value for name, value in values.items() if value}
            )
        )

    async def press(self, label: str) -> None:
        seen, button, _ = self._find(label)
        await self._see(user_actions.press(self.discord, self._user, seen.message, button))

    async def pick(self, *labels: str) -> None:
        found = [self._find(label) for label in labels]
        seen, select, _ = found[0]
        assert all(other is select for _, other, _ in found)
        values = [value for _, _, value in found]
        await self._see(user_actions.pick(self.discord, self._user, seen.message, select, values))

    async def forge(self, call: str) -> None:
        # On a message that is far above the screen by now, or that another program makes believe
        # there is.
        world = self.discord.world
        above = shapes.message(world.number(), self.discord.study["id"], world.bot, world.now())
        data = {"component_type": components.BUTTON, "custom_id": call, "id": 1}
        await self._see(
            self.discord.interactions.ask(COMPONENT, self._user, self.discord.study, data, above)
        )

    def screen(self) -> list[Shown]:
        return [Shown(one.text, one.controls, one.private, one.thread) for one in self._seen()]

    def asked(self) -> str:
        if self._modal is None:
            return ""
        modal = self._modal.data
        words = [text for one in components.walk(modal["components"]) for text in _words(one)]
        return "\n".join((modal["title"], *words))

    async def told_to_wait(self) -> None:
        await self.discord.world.until(
            lambda: self._asked and self._asked.kind in {WAIT, WAIT_SILENTLY}
        )

    async def restart(self) -> None:
        await self.stop()
        self._start()
        await self.ready()

    async def manifest(self) -> list[str]:
        return [name for one in self.discord.commands.registered for name in _names(one)]

    def fail_next(self, *, permanent: bool) -> None:
        if permanent:
            self.discord.rest.faults.refuse(faults.POST, 50013)
        else:
            # What no library and no adapter tries again by itself, unlike a 503.
            self.discord.rest.faults.ban(faults.POST)

    def account(self, name: str) -> str:
        known = {"Ann": self.discord.ann, "Ben": self.discord.ben}
        return str((known.get(name) or self.discord.world.add_user(name))["id"])

    async def leave(self, name: str) -> None:
        fixtures.leave(self.discord.world, self.discord.campus, self.discord.person(name))

    def fall_silent(self) -> None:
        # What the library does not try again by itself, unlike a 503.
        self.discord.rest.faults.ban(faults.MEMBER, times=100)

    async def drawing(self, message: Message) -> str:
        posts = self.discord.rest.requests(faults.POST)
        await self.adapter.post(PLACE, message, key=f"drawing/{len(posts)}")
        sent = self.discord.rest.requests(faults.POST)[-1]
        body = {key: value for key, value in sent.body.items() if "nonce" not in key}
        uploads = [f"{upload.name}: {upload.content.decode()}" for upload in sent.uploads]
        return "\n".join([json.dumps(body, indent=2, ensure_ascii=False, sort_keys=True), *uploads])

    def _seen(self) -> list[Seen]:
        return screen.look(self.discord.world, self._user, self.discord.campus)

    def _find(self, label: str) -> tuple[Seen, Json, str]:
        """The newest message on which this can be pressed or picked, its component, and the value
        behind a choice.
        """
        for seen in reversed(self._seen()):
            for shown, component, value in screen.pressable(seen.message):
                if shown == label:
                    return seen, component, value
        raise AssertionError(
            f"{label} is on no message: {[seen.controls for seen in self._seen()]}"
        )

    async def _see(self, asked: Asked) -> None:
        """Wait until the bot has said all that it has to say to this."""
        self._asked = asked
        async with asyncio.timeout(_SECONDS):
            await asked.done.wait()
            await _all_said()
        if asked.kind == ASK:
            self._modal = asked


async def _all_said() -> None:
    """The library runs each handler as a task of this name.

    An answer in several parts ends when it ends.
    """
    handlers = [
        task for task in asyncio.all_tasks() if task.get_name() == "discord.py: on_interaction"
    ]
    if handlers:
        await asyncio.wait(handlers)


def _words(one: Json) -> Sequence[str]:
    parts = (one.get(name) for name in ("label", "description", "placeholder"))
    above = [markdown.read(one["content"], {})] if "content" in one else []
    return (
        above
        + [part for part in parts if part]
        + [option["label"] for option in one.get("options") or ()]
    )


def _names(command: Json) -> list[str]:
    """A command's name, or those of its subcommands."""
    subcommands = [one["name"] for one in command.get("options", ()) if one["type"] == 1]
    return [f"{command['name']} {name}" for name in subcommands] or [command["name"]]
