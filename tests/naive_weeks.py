"""The rules of weeks, streaks and points, said once more after the product page, without a thought
for speed.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

Outcome = Literal["active", "excused", "frozen", "missed"]
DAY = timedelta(days=1)


@cache
def when(day: date, minute: int, zone: str) -> datetime:
    """The first instant at which the clock of that day shows the hour, or has gone past it."""
    wall = datetime.combine(day, time(minute // 60, minute % 60))
    instant = wall.replace(tzinfo=UTC) - timedelta(hours=16)
    while instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) < wall:
        instant += timedelta(minutes=15)
    return instant


@dataclass
class NaiveWeek:
    """A week that was posted."""

    number: int
    opens: datetime
    planned_close: datetime
    closed: datetime | None = None
    short: bool = False


@dataclass
class NaiveGroup:
    """One group's weeks. Every reading fills a week, so week 5 reads the fifth one."""

    now: datetime
    zone: str = "UTC"
    weekday: int = 0
    minute: int = 18 * 60
    weeks: list[NaiveWeek] = field(default_factory=list)
    due: datetime | None = None
    skips: int = 0
    paused: bool = False
    outages: list[tuple[datetime, datetime]] = field(default_factory=list)
    done: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    activities: dict[tuple[str, str], int] = field(default_factory=dict)
    points: dict[str, int] = field(default_factory=dict)
    replies: set[tuple[str, int]] = field(default_factory=set)
    forgiven: set[tuple[str, int]] = field(default_factory=set)
    finished: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.due = self.slot_after(self.now)

    # Weeks.

    def slot_after(self, instant: datetime) -> datetime:
        day = instant.astimezone(ZoneInfo(self.zone)).date() - DAY
        while day.weekday() != self.weekday or when(day, self.minute, self.zone) <= instant:
            day += DAY
        return when(day, self.minute, self.zone)

    def distant_slot(self) -> datetime:
        """The first slot to come that is at least four days after the last post."""
        slot = self.slot_after(self.now)
        while self.weeks and slot < self.weeks[-1].opens + 4 * DAY:
            slot = self.slot_after(slot)
        return slot

    def after_skips(self) -> datetime | None:
        """When the coming week is posted."""
        due = self.due
        for _ in range(self.skips):
            due = due and self.slot_after(due)
        return due

    @property
    def open(self) -> NaiveWeek | None:
        return self.weeks[-1] if self.weeks and not self.weeks[-1].closed else None

    def close(self) -> None:
        week = self.open
        if week is None:
            return
        week.closed = self.now
        lost = [(max(a, week.opens), min(b, self.now)) for a, b in self.outages]
        late = [(max(a, week.opens, self.now - DAY), b) for a, b in lost]
        week.short = (
            self.now < week.planned_close
            or total(lost) > timedelta(hours=12)
            or total(late) >= timedelta(hours=2)
        )

    def post(self) -> None:
        self.close()
        self.skips, self.paused = 0, False
        assert self.due
        number = len(self.weeks) + 1
        self.weeks.append(NaiveWeek(number, self.now, self.due))
        self.finished |= {(who, number) for who, reading in self.done if reading == f"r{number}"}

    def lengthen(self, until: datetime | None) -> None:
        if self.open and until:
            self.open.planned_close = max(self.open.planned_close, until)

    def live(self, until: datetime) -> None:
        """Time passes with Roadmate there."""
        while self.due and self.due <= until:
            self.now = self.due
            self.slot_comes()
        self.now = until

    def lose(self, until: datetime) -> None:
        """Time passes without."""
        self.outages.append((self.now, until))
        self.now = until
        while self.due and self.slot_after(self.due) <= until:
            self.due = self.slot_after(self.due)
            self.skips = max(0, self.skips - 1)
            self.paused = False
        if self.due and self.due <= until:
            self.slot_comes()

    def slot_comes(self) -> None:
        slot = self.due
        assert slot
        self.due = self.slot_after(slot)
        self.paused = False
        if self.skips:
            self.skips -= 1
        elif self.now - slot <= DAY:
            self.post()
            return
        self.lengthen(self.due)

    # Members.

    def act(self, name: str, subject: str) -> None:
        if (name, subject) not in self.activities:
            self.activities[name, subject] = self.open.number if self.open else 0

    def read(self, name: str, reading: str) -> None:
        if (name, reading) in self.done:
            return
        day = self.now.astimezone(ZoneInfo(self.zone)).date().isoformat()
        paid = [
            worth
            for (who, _), (on, worth) in self.done.items()
            if (who, on) == (name, day) and worth
        ]
        worth = 10 if len(paid) < 3 else 0
        self.done[name, reading] = (day, worth)
        self.points[name] = self.points.get(name, 0) + worth
        self.act(name, reading)
        if self.open and reading == f"r{self.open.number}":
            self.finished.add((name, self.open.number))

    def unread(self, name: str, reading: str) -> None:
        if (name, reading) not in self.done:
            return
        self.points[name] -= self.done.pop((name, reading))[1]
        if self.open and reading == f"r{self.open.number}":
            self.finished.discard((name, self.open.number))
        week = self.activities.get((name, reading))
        if week == 0 or (self.open and week == self.open.number):
            del self.activities[name, reading]

    def reply(self, name: str, subject: str) -> None:
        assert self.open
        self.act(name, subject)
        if (name, self.open.number) not in self.replies:
            self.replies.add((name, self.open.number))
            self.points[name] = self.points.get(name, 0) + 5

    def outcomes(self, name: str) -> tuple[list[tuple[int, Outcome]], tuple[int, int, int]]:
        """What each closed week did since the first active one, and weeks in a row, the longest
        run, freezes.
        """
        active = {week for (who, _), week in self.activities.items() if who == name}
        active |= {week for who, week in self.finished if who == name}
        told: list[tuple[int, Outcome]] = []
        run = longest = freezes = 0
        for week in (week for week in self.weeks if week.closed):
            if week.number in active:
                run += 1
                freezes = min(2, freezes + (run % 4 == 0))
                told.append((week.number, "active"))
            elif not told:
                continue
            elif week.short or (name, week.number) in self.forgiven:
                told.append((week.number, "excused"))
            elif freezes:
                freezes -= 1
                told.append((week.number, "frozen"))
            else:
                run = 0
                told.append((week.number, "missed"))
            longest = max(longest, run)
        return told, (run, longest, freezes)

    def forgive(self, name: str) -> bool:
        missed = [
            number for number, outcome in self.outcomes(name)[0] if outcome in ("frozen", "missed")
        ]
        self.forgiven |= {(name, number) for number in missed[-1:]}
        return bool(missed)


def total(spans: list[tuple[datetime, datetime]]) -> timedelta:
    return sum((max(timedelta(), end - begin) for begin, end in spans), timedelta())
