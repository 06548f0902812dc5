"""What an app is told and must acknowledge: commands, presses, events.

And what becomes of it when it does not.
"""

import asyncio
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from tests.loopback_slack.world import World

Json = dict[str, Any]
Kind = Literal["slash_commands", "interactive", "events_api"]
# Slack's reference, Events API: how a delivery that failed is tried again.
MOST_RETRIES = 3


@dataclass
class Asked:
    """One thing the app was told.

    `answer` is what its acknowledgement carried, `later` what came beside that.
    """

    kind: Kind
    payload: Json
    person: str = ""
    # What the acknowledgement means, and what a person sees if none comes in time.
    on_answer: Callable[["Asked"], None] = lambda asked: None
    on_silence: Callable[["Asked"], None] = lambda asked: None
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    attempt: int = 0
    reason: str = ""
    sent: int = 0
    acknowledgements: int = 0
    answer: Json | str | None = None
    # Bodies sent to its response_url, and views opened with its trigger, oldest first.
    later: list[Json] = field(default_factory=list)
    failed: str = ""
    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    # The person sees something: an answer in the acknowledgement, by response_url, a view, or a
    # failure.
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def data(self) -> Json:
        """What the acknowledgement carried, if it was an object."""
        return self.answer if isinstance(self.answer, dict) else {}

    def say_more(self, body: Json) -> None:
        """Something came that belongs to this, beside the acknowledgement."""
        self.later.append(body)
        self.answered.set()

    def fail(self, words: str) -> None:
        """The person is told that it did not work."""
        self.failed = words
        self.answered.set()


class Carrier(Protocol):
    """How things get to the app: sockets, or signed requests."""

    def carry(self, asked: Asked) -> None:
        """Bring it, now or as soon as there is a way."""
        ...

    def forget(self, asked: Asked) -> None:
        """It needs not be brought any more."""
        ...


class Deliveries:
    """Everything on its way, by its envelope. `patience` is how long Slack waits, in seconds."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.carrier: Carrier | None = None
        self.patience = 3.0
        self.all: dict[str, Asked] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}

    def send(self, asked: Asked) -> Asked:
        """Bring something to the app and wait for its word."""
        self.all[asked.id] = asked
        self._carry(asked)
        return asked

    def again(self, asked: Asked) -> None:
        """Bring it once more, as it is: a duplicate."""
        assert self.carrier
        self.carrier.carry(asked)

    def retry(self, asked: Asked, reason: str = "http_timeout") -> None:
        """Bring an event again, counted, as Slack does when it thinks that it was not heard."""
        asked.attempt, asked.reason = asked.attempt + 1, reason
        self._carry(asked)

    def acknowledge(self, identifier: str, answer: Json | str | None) -> None:
        """The app says that it has heard.

        A second word, or one that comes too late, changes nothing.
        """
        asked = self.all.get(identifier)
        if asked is None:
            return
        asked.acknowledgements += 1
        if not asked.acknowledged.is_set() and not asked.failed:
            asked.answer = answer
            self._stop_waiting(asked)
            asked.acknowledged.set()
            asked.on_answer(asked)
        self._world.stir()

    def close(self) -> None:
        """Wait for nothing any more."""
        for asked in self.unacknowledged():
            self._stop_waiting(asked)

    def unacknowledged(self) -> list[Asked]:
        """What the app has not said a word about, oldest first."""
        return [asked for asked in self.all.values() if not asked.acknowledged.is_set()]

    def of_event(self, name: str) -> list[Asked]:
        """Events of one type that the app was told of."""
        told = [asked for asked in self.all.values() if asked.kind == "events_api"]
        return [asked for asked in told if asked.payload["event"]["type"] == name]

    def _carry(self, asked: Asked) -> None:
        assert self.carrier, "nothing carries to the app"
        self._stop_waiting(asked)
        loop = asyncio.get_running_loop()
        self._timers[asked.id] = loop.call_later(self.patience, self.give_up, asked)
        self.carrier.carry(asked)
        self._world.stir()

    def give_up(
        self, asked: Asked, error: str = "operation_timeout", reason: str = "http_timeout"
    ) -> None:
        """Nothing was heard.

        An event comes again, and of anything else a person is told that it did not work.
        """
        self._stop_waiting(asked)
        if asked.acknowledged.is_set() or asked.failed:
            return
        if asked.kind == "events_api":
            # Then after a minute and after five, which no test waits for: `retry` stands for them.
            if asked.attempt == 0:
                self.retry(asked, reason)
            return
        if self.carrier:
            self.carrier.forget(asked)
        asked.fail(error)
        asked.on_silence(asked)
        self._world.stir()

    def _stop_waiting(self, asked: Asked) -> None:
        if timer := self._timers.pop(asked.id, None):
            timer.cancel()


def envelope(asked: Asked) -> Mapping[str, Any]:
    """How it looks on a socket (Slack docs, Using Socket Mode)."""
    retried = (
        {"retry_attempt": asked.attempt, "retry_reason": asked.reason}
        if asked.kind == "events_api"
        else {}
    )
    return {
        "envelope_id": asked.id,
        "payload": asked.payload,
        "type": asked.kind,
        "accepts_response_payload": asked.kind != "events_api",
        **retried,
    }
