"""What befalls the group in a term, written from the seed before anything is played."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Literal

from scheduler.rehearsal.dice import dice
from scheduler.rehearsal.walls import Hour, Turn, comes, turns

Kind = Literal[
    "down", "refused", "vanished", "crash", "flaky", "pause", "skip", "pace", "change", "forget"
]
# Two zones that turn their clocks within the same half year.
ZONES = (
    ("Europe/Berlin", "America/New_York"),
    ("America/New_York", "Europe/Berlin"),
    ("America/Santiago", "Pacific/Easter"),
    ("Europe/Lisbon", "Europe/Helsinki"),
)
USUAL_HOURS = ((0, 18 * 60), (2, 9 * 60), (4, 20 * 60 + 30), (6, 11 * 60))
A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens at an instant, or from it `until` another.

    `line`: what an organiser types.
    """

    at: datetime
    kind: Kind
    until: datetime
    line: str = ""
    hour: Hour | None = None

    def covers(self, instant: datetime) -> bool:
        """Whether it goes on at an instant."""
        return self.at <= instant < self.until


@dataclass(frozen=True, slots=True)
class Script:
    """A term: when it begins and ends, the group's first weekly hour, and all that happens, in
    order.
    """

    seed: int
    begin: datetime
    end: datetime
    hour: Hour
    events: tuple[Event, ...]
    turns: tuple[Turn, ...]

    @property
    def honours_keys(self) -> bool:
        """Whether the platform refuses a key that it has seen.

        Else only its history can be asked.
        """
        return self.seed % 2 == 0

    def of(self, *kinds: Kind) -> tuple[Event, ...]:
        """The events of these kinds."""
        return tuple(event for event in self.events if event.kind in kinds)


def write(seed: int, weeks: int) -> Script:
    """The script of a term of so many weekly hours."""
    chance = dice(seed, "script")
    zones = ZONES[seed % len(ZONES)]
    first, second = _turns_of(zones, datetime(2026 + seed % 7, 1, 1, tzinfo=UTC))
    at_the_turn = (seed // 2) % 2 == 0
    hour = _inside(zones[0], first) if at_the_turn else Hour(zones[0], *chance.choice(USUAL_HOURS))
    other = (
        _inside(zones[1], second) if at_the_turn else Hour(zones[1], *chance.choice(USUAL_HOURS))
    )
    begin = first.at.replace(hour=8, minute=0) - timedelta(days=17)
    writer = _Writer(chance, hour, other, comes(hour, begin), (first, second))
    events = writer.write(weeks)
    return Script(seed, begin, writer.slot - timedelta(days=4), hour, events, (first, second))


class _Writer:
    """Walks from slot to slot and lets something happen at most of them."""

    def __init__(
        self, chance: Random, hour: Hour, other: Hour, slot: datetime, known: tuple[Turn, Turn]
    ) -> None:
        self._chance = chance
        self._hour = hour
        self._other = other
        self._turns = known
        self.slot = slot
        self._quiet_since = slot
        self._pause_between = 12 * AN_HOUR
        self._events: list[Event] = []

    def write(self, weeks: int) -> tuple[Event, ...]:
        """Walk for so many slots. Until the first change of the clocks all is quiet."""
        left = weeks
        waiting = self._round()
        while left > 0:
            if self.slot > self._turns[0].at + A_DAY and (event := self._next(waiting[0])):
                self._events.append(event)
                self._quiet_since = event.until
                waiting = waiting[1:]
            if not waiting:
                # Everything has been once; from now on there are quiet weeks between.
                waiting, self._pause_between = self._round(), 8 * A_DAY
            self.slot = comes(self._hour, self.slot)
            left -= 1
        forgets = self._turns[0].at + timedelta(days=7 * (weeks // 4) + 2, hours=13)
        for event in self._events:
            if event.kind == "down" and event.covers(forgets):
                forgets = event.until + 2 * A_DAY
        self._events.append(Event(forgets, "forget", forgets))
        return tuple(sorted(self._events, key=lambda event: event.at))

    def _round(self) -> list[tuple[Kind, timedelta, timedelta]]:
        """Everything once: what, from how long before its slot, until how long after it."""
        early: list[tuple[Kind, timedelta, timedelta]] = [
            ("crash", AN_HOUR, 6 * AN_HOUR),
            ("down", 4 * A_DAY, 3 * A_DAY),
            ("refused", 2 * A_DAY, 12 * A_DAY),
            ("flaky", AN_HOUR, A_DAY),
            ("pause", 3 * A_DAY, 3 * A_DAY),
        ]
        late: list[tuple[Kind, timedelta, timedelta]] = [
            ("crash", AN_HOUR, 6 * AN_HOUR),
            ("skip", 3 * A_DAY, timedelta()),
            ("vanished", A_DAY, 2 * A_DAY),
            ("down", 3 * AN_HOUR, 9 * AN_HOUR),
            ("pace", AN_HOUR, timedelta()),
        ]
        self._chance.shuffle(early)
        self._chance.shuffle(late)
        return [*early, ("change", 3 * A_DAY + 12 * AN_HOUR, timedelta()), *late]

    def _next(self, what: tuple[Kind, timedelta, timedelta]) -> Event | None:
        """The event at this slot, unless the one before, or a change of the clocks, is too near."""
        kind, before, after = what
        at, until = self.slot - before, self.slot + after
        if at < self._quiet_since + self._pause_between or any(
            at - A_DAY < t.at < until + A_DAY for t in self._turns
        ):
            return None
        match kind:
            case "pause":
                return Event(at, kind, until, f"group pause until:{until.date().isoformat()}")
            case "skip":
                return Event(at, kind, until, "group skip")
            case "pace":
                return Event(
                    at, kind, until, f"group setup pace:{self._chance.choice((60, 120, 150))}"
                )
            case "change":
                return self._change(at)
            case _:
                return Event(at, kind, until)

    def _change(self, at: datetime) -> Event:
        """A move to the other hour, and the next time back."""
        self._hour, self._other = self._other, self._hour
        self.slot = comes(self._hour, max(at, self.slot - timedelta(days=3)))
        return Event(at, "change", self.slot, f"group setup {self._hour}", self._hour)


def _turns_of(zones: tuple[str, str], since: datetime) -> tuple[Turn, Turn]:
    """A turn back in the first zone, and the turn forward that follows within half a year in the
    second.
    """
    until = since + timedelta(days=800)
    for back in turns(zones[0], since, until):
        forward = next(_soon_after(back, turns(zones[1], since, until)), None)
        if forward and not back.forward:
            return back, forward
    raise ValueError(f"no two turns of the clocks in {zones} from {since} on")


def _soon_after(back: Turn, known: list[Turn]) -> Iterator[Turn]:
    return (
        turn for turn in known if turn.forward and back.at < turn.at < back.at + timedelta(weeks=24)
    )


def _inside(zone: str, turn: Turn) -> Hour:
    """The weekly hour that happens twice at a turn back, and is left out at a turn forward."""
    wall = min(turn.before, turn.after) + timedelta(minutes=30)
    return Hour(zone, wall.weekday(), wall.hour * 60 + wall.minute)
