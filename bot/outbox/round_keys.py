"""Keys of what a live round says; see keys.py."""

from dataclasses import dataclass
from typing import ClassVar

from bot.outbox.key import Key
from bot.outbox.records import AWAITED, REFRESH, DeliveryKind


@dataclass(frozen=True, slots=True)
class RoundStep(Key):
    """A step of a live round, for which people wait. A round is played in one place."""

    priority: ClassVar[int] = AWAITED
    round: str


@dataclass(frozen=True, slots=True)
class RoundLobby(RoundStep):
    """The announcement."""

    form: ClassVar[str] = "live/{round}/lobby"


@dataclass(frozen=True, slots=True)
class RoundThread(RoundStep):
    """The thread in which it is played."""

    form: ClassVar[str] = "live/{round}/thread"
    kind: ClassVar[DeliveryKind] = "thread"


@dataclass(frozen=True, slots=True)
class RoundQuestion(RoundStep):
    """A question."""

    form: ClassVar[str] = "live/{round}/{number}"
    number: int


@dataclass(frozen=True, slots=True)
class RoundSecond(RoundStep):
    """A question again, for the second vote."""

    form: ClassVar[str] = "live/{round}/{number}/second"
    number: int


@dataclass(frozen=True, slots=True)
class RoundVote(RoundStep):
    """A step about one vote on a question: the first, or the second after a discussion."""

    number: int
    vote: int


@dataclass(frozen=True, slots=True)
class RoundCount(RoundVote):
    """How many have answered so far, on the question's own message."""

    form: ClassVar[str] = "live/{round}/{number}/{vote}/count"
    priority: ClassVar[int] = REFRESH
    kind: ClassVar[DeliveryKind] = "edit"


@dataclass(frozen=True, slots=True)
class RoundClose(RoundVote):
    """What came of a question, on its own message."""

    form: ClassVar[str] = "live/{round}/{number}/close{vote}"
    kind: ClassVar[DeliveryKind] = "edit"


@dataclass(frozen=True, slots=True)
class RoundReveal(RoundVote):
    """The same as a message of its own, where the question's cannot be changed."""

    form: ClassVar[str] = "live/{round}/{number}/reveal{vote}"


@dataclass(frozen=True, slots=True)
class RoundPause(RoundStep):
    """That there is a break."""

    form: ClassVar[str] = "live/{round}/pause/{since}"
    since: int


@dataclass(frozen=True, slots=True)
class RoundForgotten(RoundStep):
    """The end of a round whose break was never ended."""

    form: ClassVar[str] = "live/{round}/forgotten/{since}"
    since: int


@dataclass(frozen=True, slots=True)
class RoundEnd(RoundStep):
    """The result."""

    form: ClassVar[str] = "live/{round}/end"


@dataclass(frozen=True, slots=True)
class RoundState(RoundStep):
    """How a round stands, on its announcement."""

    form: ClassVar[str] = "live/{round}/state"
    kind: ClassVar[DeliveryKind] = "edit"


KINDS: tuple[type[Key], ...] = (
    RoundLobby, RoundThread, RoundQuestion, RoundSecond, RoundCount, RoundClose, RoundReveal,
    RoundPause, RoundForgotten, RoundEnd, RoundState,
)  # fmt: skip
