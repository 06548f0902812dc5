"""Keys of deliveries: one class a kind, and the only place that writes and reads their text.

The text stands in databases and in what platforms keep of a message, so the form of a kind never
changes. A delivery that is enqueued twice under one key is sent once. What is said in a place of a
group names the place; its first one leaves no mark in the text.
"""

import re
from dataclasses import dataclass, fields
from typing import Any, ClassVar

from bot.core.records import FIRST_PLACE
from bot.outbox import round_keys
from bot.outbox.key import Key
from bot.outbox.records import AWAITED, DIRECT, FOLLOW_UP, REFRESH, THREAD, DeliveryKind


@dataclass(frozen=True, slots=True)
class WeeklyPost(Key):
    """The post of a group's week, by its number."""

    form: ClassVar[str] = "weekly/{group}/{number}"
    group: str
    number: int
    place: str = FIRST_PLACE


@dataclass(frozen=True, slots=True)
class Recap(Key):
    """How a week went; it is said before the post of the week that follows."""

    form: ClassVar[str] = "recap/{group}/{number}"
    priority: ClassVar[int] = AWAITED
    group: str
    number: int
    place: str = FIRST_PLACE


@dataclass(frozen=True, slots=True)
class WeekThread(Key):
    """The thread under a week's post."""

    form: ClassVar[str] = "thread/{week}"
    priority: ClassVar[int] = THREAD
    kind: ClassVar[DeliveryKind] = "thread"
    week: str
    place: str = FIRST_PLACE


@dataclass(frozen=True, slots=True)
class Questions(Key):
    """The one message with all questions, in a week's thread."""

    form: ClassVar[str] = "questions/{week}"
    priority: ClassVar[int] = FOLLOW_UP
    week: str
    place: str = FIRST_PLACE


@dataclass(frozen=True, slots=True)
class Refresh(Key):
    """A week's post, brought up to date."""

    form: ClassVar[str] = "refresh/{week}/{at}"
    priority: ClassVar[int] = REFRESH
    kind: ClassVar[DeliveryKind] = "edit"
    week: str
    at: int
    place: str = FIRST_PLACE


@dataclass(frozen=True, slots=True)
class MeetingReminder(Key):
    """That a group meets soon."""

    form: ClassVar[str] = "meeting/{group}/{begins}"
    group: str
    begins: int
    place: str = FIRST_PLACE


@dataclass(frozen=True, slots=True)
class Back(Key):
    """That a group goes on where it had been gone."""

    form: ClassVar[str] = "back/{group}/{at}"
    group: str
    at: int
    place: str = FIRST_PLACE


@dataclass(frozen=True, slots=True)
class Hello(Key):
    """How to begin, in a workspace that has no group. `once`: the invitation that it answers."""

    form: ClassVar[str] = "hello/{platform}/{workspace}/{once}"
    priority: ClassVar[int] = AWAITED
    platform: str
    workspace: str
    once: str


@dataclass(frozen=True, slots=True)
class Nudge(Key):
    """A member's reminder of a week."""

    form: ClassVar[str] = "nudge/{member}/{week}"
    priority: ClassVar[int] = DIRECT
    member: str
    week: str


@dataclass(frozen=True, slots=True)
class DailyReview(Key):
    """What is due for a member on a day of theirs (ISO)."""

    form: ClassVar[str] = "daily/{member}/{day}"
    priority: ClassVar[int] = DIRECT
    member: str
    day: str


@dataclass(frozen=True, slots=True)
class NoticeMessage(Key):
    """Something that an organiser should know."""

    form: ClassVar[str] = "notice/{notice}/{at}"
    priority: ClassVar[int] = DIRECT
    notice: str
    at: int


@dataclass(frozen=True, slots=True)
class ReportOutcome(Key):
    """What came of a member's report about a question."""

    form: ClassVar[str] = "settled/{report}/{at}"
    priority: ClassVar[int] = DIRECT
    report: str
    at: int


@dataclass(frozen=True, slots=True)
class RoundReminder(Key):
    """That a group's weekly live round begins soon."""

    form: ClassVar[str] = "round/{group}/{begins}"
    group: str
    begins: int
    place: str = FIRST_PLACE


KINDS: tuple[type[Key], ...] = (
    WeeklyPost, Recap, WeekThread, Questions, Refresh, MeetingReminder, Back, Hello, Nudge,
    DailyReview, NoticeMessage, ReportOutcome, RoundReminder,
    *round_keys.KINDS,
)  # fmt: skip


def text(key: Key) -> str:
    """The text of a key, which `parse` reads back."""
    values = {field.name: getattr(key, field.name) for field in fields(key)}
    place = place_of(key)
    return key.form.format(**values) + (f"/{place}" if place else "")


def parse(written: str) -> Key | None:
    """The key of a text, also of one that an older Roadmate wrote; None for anything else."""
    for kind, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(written):
            whole = {field.name for field in fields(kind) if field.type is int}
            values: dict[str, Any] = {
                name: int(value) if name in whole else value or FIRST_PLACE
                for name, value in found.groupdict().items()
            }
            return kind(**values)
    return None


def place_of(key: Key) -> str:
    """The id of the place in which a key's delivery is said, among its group's."""
    return str(getattr(key, "place", FIRST_PLACE))


def _pattern(kind: type[Key]) -> re.Pattern[str]:
    pattern = kind.form
    for field in fields(kind):
        part = r"\d+" if field.type is int else "[^/]*"
        pattern = pattern.replace(f"{{{field.name}}}", f"(?P<{field.name}>{part})")
    placed = any(field.name == "place" for field in fields(kind))
    return re.compile(pattern + ("(?:/(?P<place>[^/]+))?" if placed else ""))


_PATTERNS = {kind: _pattern(kind) for kind in KINDS}
