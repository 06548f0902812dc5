"""Pigeons behind our port: a line in for each call, a line out for each message."""

import asyncio
import json
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.errors import SettingsError
from bot.core.interaction import UNKNOWN, Address, Finding, Interaction, Standing, User
from bot.core.message import Form, Message, Text
from bot.engine.engine import Engine
from bot.engine.port import MessageRef, Reply

LOG = logging.getLogger("roadmate.pigeon")
PLACE = Address("pigeon", "town", "square")
ANN = User("pigeon", "ann", "Ann", manager=True)
TAKEN = "ring-of-tin"


@dataclass
class Loft:
    """Everybody who is connected stands on the square, and is Ann."""

    ring: str
    port: int
    posts_a_second: float = 100.0
    connected: set[asyncio.StreamWriter] = field(default_factory=set)
    posted: dict[str, MessageRef] = field(default_factory=dict)

    async def run(self, engine: Engine) -> None:
        if self.ring != TAKEN:
            raise SettingsError("No pigeon wears what stands in ROADMATE_PIGEON_RING.")

        async def visit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.connected.add(writer)
            with suppress(asyncio.CancelledError):  # told to stop: nothing is left to do
                while line := (await reader.readline()).decode().strip():
                    self.show(await engine.handle(Interaction(engine.read(line), ANN, PLACE)))
            self.connected.remove(writer)
            writer.close()

        server = await asyncio.start_server(visit, "127.0.0.1", self.port)
        LOG.info("pigeons arrive at %d", server.sockets[0].getsockname()[1])
        async with server:
            await server.serve_forever()

    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        if key not in self.posted:
            self.posted[key] = MessageRef(address, key)
            self.show(message, key)
        return self.posted[key]

    async def edit(self, ref: MessageRef, message: Message) -> None:
        self.show(message, ref.id)

    async def open_thread(self, ref: MessageRef, title: str) -> Address:
        return replace(ref.address, thread=ref.id)

    async def replies(self, thread: Address, since: datetime) -> Sequence[Reply]:
        return ()

    async def check(self, address: Address) -> Sequence[Finding]:
        return (Finding("coo"),)

    async def standing(self, user: str, address: Address) -> Standing:
        return UNKNOWN

    def show(self, said: Message | Form, key: str = "") -> None:
        """Let all who are connected read it."""
        texts = (
            [said.title]
            if isinstance(said, Form)
            else [block.text for block in said.blocks if isinstance(block, Text)]
        )
        line = json.dumps({"key": key, "text": "\n".join(texts)}) + "\n"
        for writer in self.connected:
            writer.write(line.encode())
