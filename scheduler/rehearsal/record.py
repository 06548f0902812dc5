"""What a rehearsal leaves behind for the judge.

What the platform saw, what people did, what they were told.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from scheduler.rehearsal.script import Script

Deed = Literal["read", "quiz", "reply"]


@dataclass(frozen=True, slots=True)
class Said:
    """A message that the platform has taken.

    `channel` begins with @ where only one person reads it.
    """

    at: datetime
    id: str
    key: str
    channel: str
    thread: str
    text: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread that the platform has opened under a message."""

    at: datetime
    id: str
    under: str
    title: str


@dataclass(frozen=True, slots=True)
class Act:
    """Something a person did that counts, as they saw it.

    `reading`: what was read, with its part, of how many.
    """

    at: datetime
    who: str
    deed: Deed
    reading: tuple[str, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everybody's weekly streak and longest streak, as Roadmate had them at an instant."""

    at: datetime
    streaks: Mapping[str, tuple[int, int]]


@dataclass(slots=True)
class Record:
    """Filled while a term is played."""

    script: Script
    said: list[Said] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    forgot: dict[str, datetime] = field(default_factory=dict)
    standings: list[Standing] = field(default_factory=list)
    told: dict[str, int] = field(default_factory=dict)
