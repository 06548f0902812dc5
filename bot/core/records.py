"""Records: what the store keeps, as frozen data.

Instants are UTC; an empty id means: not stored yet.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Visibility = Literal["visible", "initials", "hidden"]
ProgressState = Literal["done", "known", "skipped"]
AwardKind = Literal["reading", "question", "reply"]
WeekState = Literal["opening", "open", "closed"]
QuizKind = Literal["solo", "review", "placement"]
# What is gone when a group has no place any more.
PlaceKind = Literal["channel", "workspace"]
Metric = Literal["points", "accuracy", "readings", "streak"]
# The id of a group's first place, among its places.
FIRST_PLACE = ""


@dataclass(frozen=True, slots=True)
class Person:
    """One account on one platform. `zone` is empty until they choose one."""

    id: str
    name: str
    zone: str = ""
    last_group: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A channel in which a group speaks. `id` stays, also where the channel moves."""

    platform: str
    workspace: str
    channel: str
    id: str = FIRST_PLACE


@dataclass(frozen=True, slots=True)
class Group:
    """People studying one pack. `founder` is the person who set it up.

    `course`: the id of the one they walk; empty where nobody chose one.

    `platform`, `workspace` and `channel` are its first place; `elsewhere`: the others, of which
    none is stored yet.
    """

    id: str
    platform: str
    workspace: str
    channel: str
    name: str
    pack: str
    zone: str
    course: str = ""
    season: str = "1"
    founder: str = ""
    elsewhere: tuple[Place, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the group speaks, its first place first."""
        return (Place(self.platform, self.workspace, self.channel), *self.elsewhere)

    def place(self, identifier: str) -> Place:
        """One of the group's places by its id."""
        return {place.id: place for place in self.places}[identifier]

    @property
    def solo(self) -> bool:
        """Whether this is one person's private group: no weeks, no boards."""
        return self.channel.startswith("@")


@dataclass(frozen=True, slots=True)
class Member:
    """A person in one group.

    `unreachable`: a reminder could not be delivered, and they have not been told yet. `daily`: the
    minute of their day at which they hear what is due for review; None for never.
    """

    id: str
    group: str
    person: str
    name: str
    visibility: Visibility = "visible"
    reminders: bool = False
    unreachable: bool = False
    joined_at: datetime | None = None
    daily: int | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A question asked of a person in a solo quiz.

    `order`: the choices as shown, each by its fingerprint.

    `number` counts from 1 within the quiz, `trial` from 1 over all times this person was asked this
    question.
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
    """A private quiz. `section` is empty where questions may come from anywhere.

    Of a placement it may be a whole chapter (see bot/roadmap/scopes.py).
    """

    id: str
    group: str
    person: str
    pack: str
    section: str
    ended: bool = False
    kind: QuizKind = "solo"


@dataclass(frozen=True, slots=True)
class Card:
    """How well a question sits in a person's memory.

    FSRS's stability in days, and difficulty from 1 to 10.
    """

    question: str
    due_at: datetime
    reviewed_at: datetime
    stability: float
    difficulty: float


@dataclass(frozen=True, slots=True)
class Award:
    """A row of the record from which boards are made.

    What was taken back is a row with the opposite numbers.

    `day`: the member's local date; `month`: the group's (`2026-11`); `week`: the number of the one
    that ran, if any.
    """

    group: str
    member: str
    kind: AwardKind
    subject: str
    at: datetime
    day: str
    month: str
    season: str
    week: int | None = None
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


@dataclass(frozen=True, slots=True)
class Schedule:
    """A group's weekly rhythm.

    `minute`: since local midnight; `pace`: minutes a week, 0: the course's own weeks; `every`: how
    many weeks from one post to the next.

    `next_due_at`: the coming slot; None while paused or ended, or when nothing is left. `skips`:
    numbers of weeks ahead, each for one slot that passes before that week is posted.
    """

    group: str
    weekday: int
    minute: int
    pace: int
    starts_on: str
    next_due_at: datetime | None = None
    last_post_at: datetime | None = None
    paused_at: datetime | None = None
    paused_until: str = ""
    ended_at: datetime | None = None
    warned: bool = False
    skips: tuple[int, ...] = ()
    every: int = 1


@dataclass(frozen=True, slots=True)
class Meeting:
    """A group's weekly meeting; `where` is free text."""

    weekday: int
    minute: int
    where: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A reading, or a part of a long one.

    Something of the group's own has a `title` and an id of ours. `passage`: what of it the course
    gives to read, where that is not what the pack says.
    """

    reading: str
    part: int
    parts: int
    minutes: int
    title: str = ""
    url: str = ""
    passage: str = ""


@dataclass(frozen=True, slots=True)
class Week:
    """A week that was posted, or is being (`opening`).

    `planned_close`: the slot after it, as people are shown. `course`: the one that it was a week
    of, with the `theme`, `questions` and `task` (by id) that it gave this week.
    """

    id: str
    group: str
    number: int
    state: WeekState
    slot_at: datetime
    planned_close: datetime
    opens_at: datetime | None = None
    closed_at: datetime | None = None
    short: bool = False
    late: bool = False
    finished: int = 0
    shown: int = 0
    course: str = ""
    theme: str = ""
    questions: tuple[str, ...] = ()
    task: str = ""


@dataclass(frozen=True, slots=True)
class WeekPost:
    """Where a week stands in one of its group's places, as the platform calls it.

    `seen_until`: up to when the replies in its thread are known.
    """

    week: str
    place: str
    post: str = ""
    thread: str = ""
    seen_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the organisers of a group should know."""

    id: str
    group: str
    kind: str
    detail: str
