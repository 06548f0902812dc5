"""The gateway: sessions that outlive their connections, events with numbers, and all the ways to be
cut off.
"""

import asyncio
import json
import secrets
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.loopback_discord import fixtures
from tests.loopback_discord.world import World

Json = dict[str, Any]

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, ACK = (
    0,
    1,
    2,
    6,
    7,
    9,
    10,
    11,
)
_GUILDS, _GUILD_MESSAGES, _DIRECT_MESSAGES, _CONTENT = 1 << 0, 1 << 9, 1 << 12, 1 << 15
_PRIVILEGED = 1 << 1 | 1 << 8 | _CONTENT
_NEEDS = {"GUILD": _GUILDS, "CHANNEL": _GUILDS, "THREAD": _GUILDS}
_FATAL = {4004: "Authentication failed.", 4014: "Disallowed intent(s)."}


@dataclass(frozen=True, slots=True)
class Sent:
    """An event as it went out."""

    number: int
    event: str
    text: str


@dataclass
class Session:
    """What a bot identified as: it can go on over a new connection.

    `sent` is kept to be said again.
    """

    shard: int
    shards: int
    intents: int
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    number: int = 0
    heard: int = 0
    sent: list["Sent"] = field(default_factory=list)
    connection: "Connection | None" = None
    resumed: int = 0

    def wants(self, event: str, guild: str) -> bool:
        """Whether an event is for this shard and its intents."""
        if (int(guild) >> 22) % self.shards != self.shard if guild else self.shard:
            return False
        if event.startswith("MESSAGE_"):
            return bool(self.intents & (_GUILD_MESSAGES if guild else _DIRECT_MESSAGES))
        needs = _NEEDS.get(event.split("_", 1)[0], 0)
        return self.intents & needs == needs

    def say(self, event: str, data: Json) -> None:
        """Send an event, or keep it until the bot comes back."""
        self.number += 1
        # Written down now: what it is about may change before it is sent, or sent again.
        text = json.dumps({"op": DISPATCH, "t": event, "s": self.number, "d": data})
        self.sent.append(Sent(self.number, event, text))
        if self.connection:
            self.connection.put(text)


class Connection:
    """One websocket; what is sent goes out in order, compressed as one stream if the client asked
    for that.
    """

    def __init__(self, socket: web.WebSocketResponse, request: web.Request) -> None:
        compressed = request.query.get("compress") == "zlib-stream"
        self.socket = socket
        self._wire = request.transport
        self._stream = zlib.compressobj(1) if compressed else None
        self._out: asyncio.Queue[str] = asyncio.Queue()
        self.session: Session | None = None

    def send(self, payload: Json) -> None:
        self.put(json.dumps(payload))

    def put(self, text: str) -> None:
        self._out.put_nowait(text)

    def cut(self) -> None:
        """End it without a word."""
        if self._wire:
            self._wire.abort()

    async def write(self) -> None:
        """Send what there is to send, until cancelled."""
        with suppress(ConnectionError):
            while True:
                text = await self._out.get()
                if self._stream:
                    whole = self._stream.compress(text.encode()) + self._stream.flush(
                        zlib.Z_SYNC_FLUSH
                    )
                    await self.socket.send_bytes(whole)
                else:
                    await self.socket.send_str(text)


class Gateway:
    """Tells each session what it wants to hear."""

    def __init__(
        self, world: World, token: str, application: str, address: Callable[[], str]
    ) -> None:
        self._world = world
        self.token = token
        self._application = application
        self._address = address
        self.sessions: list[Session] = []
        self.connections: list[Connection] = []
        self.allowed = 0  # privileged intents that are switched on
        self.heartbeat_milliseconds = 41_250
        # Everything that came in, oldest first.
        self.received: list[Json] = []
        world.listener = self.tell

    @property
    def session(self) -> Session:
        """The only session, or the newest."""
        return self.sessions[-1]

    def tell(self, event: str, data: Json, guild: str) -> None:
        """Something has happened."""
        for session in self.sessions:
            if session.wants(event, guild):
                session.say(event, self._as_seen(session, event, data))

    def _as_seen(self, session: Session, event: str, data: Json) -> Json:
        """A message as one may see it who has not the intent for its words."""
        own = data.get("author", {}).get("id") == self._world.bot["id"]
        named = self._world.bot["id"] in [one["id"] for one in data.get("mentions", ())]
        if (
            event not in {"MESSAGE_CREATE", "MESSAGE_UPDATE"}
            or own
            or named
            or "guild_id" not in data
        ):
            return data
        if session.intents & _CONTENT:
            return data
        return data | {"content": "", "embeds": [], "attachments": [], "components": []}

    async def ready(self, seconds: float = 10) -> None:
        """Return when somebody is connected and has heard all that there was to hear so far."""
        await self._world.until(lambda: any(one.connection for one in self.sessions), seconds)
        await self.heard(seconds)

    async def heard(self, seconds: float = 10) -> None:
        """Return when every connected session has taken in what it was told.

        Discord may ask for a heartbeat.
        """
        connected = [one for one in self.sessions if one.connection]
        wanted = [(session, session.number) for session in connected]
        for session in connected:
            if session.connection:
                session.connection.send({"op": HEARTBEAT, "d": None})
        await self._world.until(lambda: all(one.heard >= number for one, number in wanted), seconds)

    def drop(self) -> None:
        """Cut every connection without a word; sessions live on."""
        for connection in list(self.connections):
            connection.cut()
            self._gone(connection)

    def ask_to_reconnect(self) -> None:
        """Op 7, as before each of Discord's own restarts."""
        for connection in self.connections:
            connection.send({"op": RECONNECT, "d": None})

    def invalidate(self, *, resumable: bool = False) -> None:
        """Op 9. What is not resumable is forgotten."""
        for connection in self.connections:
            connection.send({"op": INVALID_SESSION, "d": resumable})
        if not resumable:
            self.sessions = [one for one in self.sessions if not one.connection]

    async def close(self, code: int) -> None:
        """Close every connection with a code; sessions live on unless it is one that ends them."""
        for connection in list(self.connections):
            await connection.socket.close(code=code, message=_FATAL.get(code, "").encode())

    def replay(self, event: str) -> None:
        """Say once more what was last said of a kind, with the same number, as after an unlucky
        resume.
        """
        for session in self.sessions:
            last = [one for one in session.sent if one.event == event][-1:]
            if last and session.connection:
                session.connection.put(last[0].text)

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """One connection, from HELLO to its end."""
        socket = web.WebSocketResponse(max_msg_size=4096 * 1024)
        await socket.prepare(request)
        connection = Connection(socket, request)
        self.connections.append(connection)
        writing = asyncio.create_task(connection.write())
        connection.send({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_milliseconds}})
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                code = self._hear(connection, json.loads(message.data))
                self._world.stir()
                if code:
                    await socket.close(code=code, message=_FATAL.get(code, "").encode())
        if socket.close_code in {1000, 1001} and connection.session in self.sessions:
            self.sessions.remove(connection.session)
        self._gone(connection)
        writing.cancel()
        await asyncio.wait([writing])
        return socket

    def _gone(self, connection: Connection) -> None:
        if connection.session and connection.session.connection is connection:
            connection.session.connection = None
        if connection in self.connections:
            self.connections.remove(connection)
        self._world.stir()

    def _hear(self, connection: Connection, payload: Json) -> int:
        """Take one payload in; the code to close with, if it is one to close for."""
        self.received.append(payload)
        data: Any = payload.get("d")
        match payload["op"]:
            case 1:
                if connection.session:
                    connection.session.heard = data or 0
                connection.send({"op": ACK})
                return 0
            case 2:
                return 4005 if connection.session else self._identify(connection, data)
            case 6:
                return 4005 if connection.session else self._resume(connection, data)
            case _:
                return 0 if connection.session else 4003

    def _identify(self, connection: Connection, data: Json) -> int:
        shard, shards = data.get("shard", [0, 1])
        if data["token"] != self.token:
            return 4004
        if "intents" not in data or not isinstance(data["intents"], int):
            return 4013
        if data["intents"] & _PRIVILEGED & ~self.allowed:
            return 4014
        if not 0 <= shard < shards:
            return 4010
        session = Session(shard, shards, data["intents"], connection=connection)
        self.sessions.append(session)
        connection.session = session
        self._greet(session)
        return 0

    def _greet(self, session: Session) -> None:
        """READY, in which servers are only numbers, and then each of them."""
        mine = [
            guild
            for guild in self._world.guilds.values()
            if self._world.bot["id"] in self._world.members[guild["id"]]
            and session.wants("", guild["id"])
        ]
        ready = {
            "v": 10,
            "user": self._world.bot | {"mfa_enabled": False, "verified": True, "email": None},
            "guilds": [{"id": guild["id"], "unavailable": True} for guild in mine],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self._address(),
            "shard": [session.shard, session.shards],
            "application": {"id": self._application, "flags": 0},
            "private_channels": [],
            "relationships": [],
        }
        session.say("READY", ready)
        for guild in mine:
            if session.intents & _GUILDS:
                session.say("GUILD_CREATE", fixtures.whole(self._world, guild))

    def _resume(self, connection: Connection, data: Json) -> int:
        """Say again all that was missed."""
        if data["token"] != self.token:
            return 4004
        session = next((one for one in self.sessions if one.id == data["session_id"]), None)
        if session is None:
            connection.send({"op": INVALID_SESSION, "d": False})
            return 0
        if data["seq"] > session.number:
            return 4007
        connection.session, session.connection = session, connection
        session.resumed += 1
        for missed in session.sent:
            if missed.number > data["seq"]:
                connection.put(missed.text)
        session.say("RESUMED", {})
        return 0
