"""Ann at Slack: the kit's hands and eyes on the loopback server, with the real library in
between.
"""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from adapters.slack.adapter import SlackAdapter
from adapters.slack.answering.requests import BESIDE
from adapters.slack.channels.places import account
from adapters.slack.drawing.mrkdwn import LIKE_A_TICK
from adapters.slack.manifest import manifest
from bot.core.interaction import Address
from bot.core.message import Message
from tests.driver import Ability, Shown, Stage
from tests.loopback_slack import faults, fixtures, screen, user_actions
from tests.loopback_slack.protocol.deliveries import Asked
from tests.loopback_slack.protocol.server import CAMPUS, STUDY, Slack
from tests.loopback_slack.rules import elements
from tests.loopback_slack.screen import Seen
from tests.loopback_slack.world import Said

Json = dict[str, Any]
PLACE = Address("slack", CAMPUS, STUDY)
SECONDS = 10


async def all_said() -> None:
    """Return when all that the adapter has to say beside its acknowledgements is said."""
    while telling := [task for task in asyncio.all_tasks() if task.get_name() == BESIDE]:
        await asyncio.wait(telling)


class SlackDriver:
    """Ann at Slack's client, in #study of the workspace Campus."""

    lacks: Mapping[Ability, str] = {
        "thread titles": "a thread has no title, it is known by the message it hangs under",
    }

    def __init__(self, stage: Stage, slack: Slack) -> None:
        self.slack = slack
        self._stage = stage
        self._user = slack.ann
        self._asked: Asked | None = None
        slack.app.adopt(manifest(stage.engine.commands))
        self._start()

    def _start(self) -> None:
        app = self.slack.app
        # A test that posts three times need not take two seconds; that posts are spaced has a test
        # of its own.
        self.adapter = SlackAdapter(app.bot_token, app.app_token, self.slack.api_url, spacing=0.0)
        self.adapter.posts_a_second = 1000.0
        self._running = asyncio.create_task(self.adapter.run(self._stage.engine))

    async def ready(self) -> None:
        """Return when the adapter is connected."""
        waiting = asyncio.create_task(self.slack.sockets.ready(SECONDS, count=2))
        await asyncio.wait([waiting, self._running], return_when=asyncio.FIRST_COMPLETED)
        if self._running.done():
            waiting.cancel()
            await self._running
        await waiting
        await asyncio.wait_for(
            asyncio.gather(*(socket.alive.wait() for socket in self.adapter._sockets)), SECONDS
        )

    async def stop(self) -> None:
        """Stop the adapter as SIGTERM does; a fault that it ended with comes out."""
        self._running.cancel()
        with suppress(asyncio.CancelledError):
            await self._running
        await self.slack.world.until(lambda: not self.slack.sockets.lines)

    async def turn_to(self, name: str) -> None:
        self._user = self.slack.person(name)

    async def type(self, line: str) -> None:
        await self._see(
            user_actions.command(self.slack, self._user, self.slack.study, f"/roadmate {line}")
        )

    async def fill(self, values: Mapping[str, str]) -> None:
        await self._see(
            user_actions.submit(
                self.slack, self._user, {name: value for name, value in values.items() if value}
            )
        )

    async def press(self, label: str) -> None:
        seen, control = user_actions.labelled(self._seen(), label)
        await self._see(user_actions.press(self.slack, self._user, seen.place, control))

    async def pick(self, *labels: str) -> None:
        found = [user_actions.labelled(self._seen(), label) for label in labels]
        seen = found[0][0]
        several = elements.is_several(found[0][1].element)
        await self._see(
            user_actions.pick(
                self.slack, self._user, seen.place, *(control for _, control in found)
            )
        )
        if several:
            # A list of several tells of each pick; a button says that these are all.
            await self.press("OK, these")

    async def forge(self, call: str) -> None:
        button = {
            "type": "button",
            "action_id": "0-0",
            "text": {"type": "plain_text", "text": "Go"},
            "value": call,
        }
        block = {"type": "actions", "block_id": "forged", "elements": [button]}
        # On a message that is far above the screen by now, or that another program makes believe
        # there is.
        above = Said(STUDY, {"ts": self.slack.world.stamp(), "blocks": [block]}, self._user["id"])
        await self._see(self.slack.interactions.act(self._user, above, block, button, {}, {}))

    def screen(self) -> list[Shown]:
        # Slack cannot show a backtick outside of code; to a person, the letter that stands for it
        # looks the same.
        seen = self._seen()
        return [
            Shown(one.text.replace(LIKE_A_TICK, "`"), one.labels, one.private, one.thread)
            for one in seen
        ]

    def asked(self) -> str:
        modal = screen.modal(self.slack.world, self.slack.interactions, self._user)
        if modal is None or not any(block["type"] == "input" for block in self._blocks(modal)):
            return ""
        return "\n".join((modal.text, *modal.labels)).replace(LIKE_A_TICK, "`")

    async def told_to_wait(self) -> None:
        await self.slack.world.until(lambda: self._asked and self._asked.acknowledged.is_set())

    async def restart(self) -> None:
        await self.stop()
        self._start()
        await self.ready()

    async def manifest(self) -> list[str]:
        about = manifest(self._stage.engine.commands)["display_information"]["long_description"]
        lines = [
            line.removeprefix("/roadmate ")
            for line in about.splitlines()
            if line.startswith("/roadmate ")
        ]
        return [line.partition(":")[0] for line in lines]

    def fail_next(self, *, permanent: bool) -> None:
        if permanent:
            self.slack.faults.refuse(faults.POST, "not_in_channel")
        else:
            self.slack.faults.fail(faults.POST)

    def account(self, name: str) -> str:
        known = {"Ann": self.slack.ann, "Ben": self.slack.ben}
        user = known.get(name) or self.slack.world.add_user(name, self.slack.world.team)
        return account(CAMPUS, user["id"])

    async def leave(self, name: str) -> None:
        fixtures.leave(self.slack.world, self.slack.study, self.slack.person(name))
        await self.slack.world.until(lambda: not self.slack.deliveries.unacknowledged())

    def fall_silent(self) -> None:
        self.slack.faults.fail("users.info", times=100)

    async def drawing(self, message: Message) -> str:
        posts = self.slack.api.requests(faults.POST)
        await self.adapter.post(PLACE, message, key=f"drawing/{len(posts)}")
        sent = self.slack.api.requests(faults.POST)[-1]
        body = {"text": sent.args["text"], "blocks": sent.structure("blocks")}
        files = [content.decode() for content in self.slack.world.contents.values()]
        self.slack.world.contents.clear()
        return "\n".join([json.dumps(body, indent=2, ensure_ascii=False, sort_keys=True), *files])

    def _seen(self) -> list[Seen]:
        """Messages, and on top of them the modal that shows an answer."""
        seen = screen.look(self.slack.world, self._user)
        modal = screen.modal(self.slack.world, self.slack.interactions, self._user)
        if modal and not any(block["type"] == "input" for block in self._blocks(modal)):
            seen.append(modal)
        return seen

    @staticmethod
    def _blocks(modal: Seen) -> list[Json]:
        assert isinstance(modal.place, dict)
        return list(modal.place["blocks"])

    async def _see(self, asked: Asked | None) -> None:
        """Wait until the bot has said all that it has to say to this."""
        assert asked
        self._asked = asked
        async with asyncio.timeout(SECONDS):
            await asked.acknowledged.wait()
            await all_said()
        assert not asked.failed, asked.failed
