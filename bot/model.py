"""Records: what the store keeps, as frozen data. Instants are UTC; an empty id means: not stored yet."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Visibility = Literal["visible", "initials", "hidden"]
ProgressState = Literal["done", "skipped"]
Metric = Literal["points", "accuracy", "readings"]


@dataclass(frozen=True, slots=True)
class Person:
    """One account on one platform. `zone` is empty until they choose one."""

    id: str
    name: str
    zone: str = ""
    last_group: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """People studying one pack in one place. `founder` is the person who set it up."""

    id: str
    platform: str
    workspace: str
    channel: str
    name: str
    pack: str
    zone: str
    track: Literal["essential", "core"] = "essential"
    season: str = "1"
    founder: str = ""

    @property
    def solo(self) -> bool:
        """Whether this is one person's private group: no weeks, no boards."""
        return self.channel.startswith("@")


@dataclass(frozen=True, slots=True)
class Member:
    """A person in one group."""

    id: str
    group: str
    person: str
    name: str
    visibility: Visibility = "visible"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A question asked of a person in a solo quiz. `order`: the choices as shown, each by its fingerprint.

    `number` counts from 1 within the quiz, `trial` from 1 over all times this person was asked this question.
    """

    quiz: str
    number: int
    question: str
    trial: int
    order: tuple[str, ...] = ()
    answered_at: datetime | None = None
    answer: str = ""
    correct: bool = False
    points: int = 0


@dataclass(frozen=True, slots=True)
class Quiz:
    """A solo quiz. `section` is empty where questions may come from anywhere."""

    id: str
    group: str
    person: str
    pack: str
    section: str
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Award:
    """A row of the record from which boards are made; what was taken back is a row with the opposite numbers.

    `day` is the member's local date, `month` the group's (`2026-11`).
    """

    group: str
    member: str
    kind: Literal["reading", "question"]
    subject: str
    at: datetime
    day: str
    month: str
    season: str
    points: int = 0
    answers: int = 0
    correct: int = 0
    readings: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """A line of a board. `value` is points, readings, or correct answers in a million."""

    rank: int
    member: str
    name: str
    visibility: Visibility
    value: int
