"""Records of live rounds, as the store keeps them. Instants are UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

RoundStyle = Literal["calm", "race", "peer"]
RoundState = Literal["lobby", "running", "paused", "ended"]
AskedState = Literal["waiting", "open", "discussion", "second", "closed"]


@dataclass(frozen=True, slots=True)
class Pacing:
    """How live rounds go.

    Seconds a question, minutes a discussion, percent right between which `peer` discusses.
    """

    seconds: int
    minutes: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Round:
    """A live round. `number`: of the question asked last.

    `silent`: how many in a row nobody answered.

    `starter`: the person who began it; `post` and `thread`: where it stands; `why`: how it ended.
    """

    id: str
    group: str
    starter: str
    pack: str
    section: str
    style: RoundStyle
    count: int
    pacing: Pacing
    channel: str
    made_at: datetime
    starts_at: datetime
    state: RoundState = "lobby"
    post: str = ""
    thread: str = ""
    number: int = 0
    silent: int = 0
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Votes:
    """How many answered, and how many of them rightly."""

    given: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class LiveQuestion:
    """A question of a live round.

    `order`: its choices as shown, by fingerprint; `counted`: the number drawn last.

    `spoilt`: it was changed while it was open, so it counts for nobody.
    """

    round: str
    number: int
    question: str
    order: tuple[str, ...]
    state: AskedState = "waiting"
    message: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    counted: int = 0
    counted_at: datetime | None = None
    spoilt: bool = False
    first: Votes = Votes()
    second: Votes = Votes()

    @property
    def vote(self) -> int:
        """Which vote it is about now, from 1."""
        return 2 if self.state == "second" else 1


@dataclass(frozen=True, slots=True)
class WeeklyRound:
    """A live round that begins by itself.

    `weekday`: 0 is Monday; `minute`: since local midnight.
    """

    weekday: int
    minute: int
    count: int
    style: RoundStyle


@dataclass(frozen=True, slots=True)
class RoundSettings:
    """How a group plays, in the words of `Pacing`, None where it has said nothing.

    `due_at`: to plan the weekly one.
    """

    seconds: int | None = None
    minutes: int | None = None
    low: int | None = None
    high: int | None = None
    weekly: WeeklyRound | None = None
    due_at: datetime | None = None
