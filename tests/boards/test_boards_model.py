"""Whatever members do in whatever order, boards say what a plain list of all that happened says."""

import asyncio
import math
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.boards import rebuilding
from bot.database.sqlite import SqliteDatabase
from tests.by_hand import ByHand
from tests.play import STUDY, TEA, Clock, Play, Shown
from tests.quiz.solo_play import answer, asked

NAMES = ("Ann", "Ben", "Cem", "Dee")
MEMBERS = st.sampled_from(NAMES)
READINGS = st.sampled_from([reading.id for reading in TEA.readings])
METRICS = ("points", "accuracy", "readings")


@dataclass(frozen=True)
class Event:
    """Something that counted.

    `day` and `month` are those of the deed, also where this takes it back.
    """

    name: str
    subject: str
    at: float
    day: str
    points: int
    answers: int = 0
    correct: int = 0
    readings: int = 0

    @property
    def month(self) -> str:
        return self.day[:7]


@dataclass
class Naive:
    """The rules of points and boards, said once more over a plain list, without a thought for
    speed.
    """

    events: list[Event] = field(default_factory=list)
    done: dict[tuple[str, str], Event] = field(default_factory=dict)
    visibility: dict[str, str] = field(default_factory=dict)
    made_good: dict[str, list[Event]] = field(default_factory=dict)

    def read(self, name: str, reading: str, at: float, day: str) -> int | None:
        """The points for it, or None if it was read already."""
        if (name, reading) in self.done:
            return None
        paid = [e for e in self.done.values() if e.name == name and e.day == day and e.points]
        event = Event(name, reading, at, day, 10 if len(paid) < 3 else 0, readings=1)
        self.events.append(event)
        self.done[name, reading] = event
        return event.points

    def unread(self, name: str, reading: str, at: float) -> int | None:
        """The points taken back, or None if it was not read."""
        deed = self.done.pop((name, reading), None)
        if deed is None:
            return None
        self.events.append(Event(name, reading, at, deed.day, -deed.points, readings=-1))
        return deed.points

    def answer(
        self, name: str, question: str, at: float, day: str, *, right: bool, due: bool
    ) -> int:
        """The points for it.

        Ten at first, later five once and then two, and those only in a due review.
        """
        before = [e.points for e in self.events if e.name == name and e.subject == question]
        later = 0 if not due else 2 if 5 in before else 5
        points = 0 if not right else later if before else 10
        self.events.append(Event(name, question, at, day, points, answers=1, correct=int(right)))
        return points

    def withdraw(self, question: str, at: float) -> None:
        """Full points for the first answer of each, and no answer counts in accuracy."""
        held: set[str] = set()
        self.made_good[question] = []
        for event in [event for event in self.events if event.subject == question]:
            points = 0 if event.name in held else 10 - event.points
            held.add(event.name)
            gone = Event(
                event.name, f"withdrawn {question}", at, event.day, points, -1, -event.correct
            )
            self.made_good[question].append(gone)
        self.events += self.made_good[question]

    def restore(self, question: str, at: float) -> None:
        """As if it had never been withdrawn."""
        for given in self.made_good.pop(question):
            back = Event(given.name, given.subject, at, given.day, -given.points, 1, -given.correct)
            self.events.append(back)

    def value(self, name: str, by: str, month: str) -> tuple[int, float] | None:
        """What a member has on a board, and since when.

        None where that is too little to stand there.
        """
        own = [e for e in self.events if e.name == name and month in ("", e.month)]
        if by == "accuracy":
            answers = sum(e.answers for e in own)
            value = 1_000_000 * sum(e.correct for e in own) // answers if answers >= 10 else -1
            return (value, max(e.at for e in own if e.answers)) if value >= 0 else None
        changes = [(e.at, e.points if by == "points" else e.readings) for e in own]
        value = sum(change for _, change in changes)
        return (value, max(at for at, change in changes if change)) if value > 0 else None

    def board(self, viewer: str, by: str, month: str) -> list[str]:
        """The lines that a member sees."""
        found = {name: value for name in NAMES if (value := self.value(name, by, month))}
        listed = {
            name: value for name, value in found.items() if self.visibility.get(name) != "hidden"
        }
        lines = [
            f"{_rank(value[0], listed)}. {self._shown(name, viewer)} · {_words(value[0], by)}"
            for name, value in sorted(listed.items(), key=lambda entry: (-entry[1][0], entry[1][1]))
        ]
        if viewer in found and viewer not in listed:
            own = found[viewer][0]
            lines.append(
                f"You are hidden. You would be in place {_rank(own, listed)} with "
                f"{_words(own, by)}."
            )
        return lines

    def _shown(self, name: str, viewer: str) -> str:
        if name == viewer:
            return f"{name} (you)"
        return f"{name[0]}." if self.visibility.get(name) == "initials" else name


class Boards(RuleBasedStateMachine):
    """Members do what they like; after each deed every board is compared."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.naive = Naive()
        self.database = self.runner.run(SqliteDatabase.open(Path(self.folder.name) / "boards.db"))
        self.play = Play(self.database, Clock())
        self.run(self.play.set_up("study", STUDY))

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401  # whatever the work gives
        return self.runner.run(work)

    def say(self, name: str, line: str) -> Shown:
        self.play.clock.advance(seconds=1)
        found: Shown = self.run(self.play.say(name, line))
        return found

    @property
    def at(self) -> float:
        return self.play.clock.now.timestamp()

    @property
    def day(self) -> str:
        return self.play.clock.now.date().isoformat()

    @rule(name=MEMBERS, reading=READINGS)
    def read(self, name: str, reading: str) -> None:
        shown = self.say(name, f"done {reading}")
        points = self.naive.read(name, reading, self.at, self.day)
        assert ("already" in shown) is (points is None)
        assert ("+10 points" in shown) is (points == 10)

    @rule(name=MEMBERS, reading=READINGS)
    def take_back(self, name: str, reading: str) -> None:
        shown = self.say(name, f"undo {reading}")
        points = self.naive.unread(name, reading, self.at)
        assert ("nothing to take back" in shown) is (points is None)
        assert ("10 points for it" in shown) is (points == 10)

    @rule(name=MEMBERS, reading=READINGS)
    def set_aside(self, name: str, reading: str) -> None:
        self.say(name, f"skip {reading}")

    @rule(
        name=MEMBERS,
        section=st.sampled_from(["picking", "drying"]),
        rights=st.lists(st.booleans(), min_size=1, max_size=6),
    )
    def answer(self, name: str, section: str, rights: list[bool]) -> None:
        for right in rights:
            screen = self.say(name, f"quiz solo {section}")
            if (
                "Question " not in screen
            ):  # what was left of the quiz is withdrawn: its result is shown
                screen = self.say(name, f"quiz solo {section}")
            if "still being written" in screen:  # the whole section is withdrawn
                return
            question = asked(self.play, screen)
            assert question.id not in self.naive.made_good
            due = self.is_due(name, question.id)
            told = self.run(answer(self.play, name, screen, right=right))
            points = self.naive.answer(name, question.id, self.at, self.day, right=right, due=due)
            for paid in (10, 5, 2):
                assert (f" +{paid} points." in told) is (points == paid)

    def is_due(self, name: str, question: str) -> bool:
        """Whether the card says so; when that is, is FSRS's to decide, and other tests'."""
        tomorrow = self.play.clock.now.replace(hour=0, minute=0, second=0) + timedelta(days=1)
        cards = self.run(
            self.play.rows(
                "SELECT user_id, question, due_at FROM cards JOIN people ON id = person_id"
            )
        )
        return any(
            (user, card) == (name.casefold(), question) and due < tomorrow.timestamp()
            for user, card, due in cards
        )

    @rule(name=MEMBERS, visibility=st.sampled_from(["visible", "initials", "hidden"]))
    def appear(self, name: str, visibility: str) -> None:
        self.say(name, f"settings boards:{visibility}")
        self.naive.visibility[name] = visibility

    @rule(question=st.sampled_from([question.id for question in TEA.questions]))
    def withdraw_or_restore(self, question: str) -> None:
        if question in self.naive.made_good:
            self.say("Ann", f"flag restore {question}")
            self.naive.restore(question, self.at)
        elif len(self.naive.made_good) < len(TEA.questions) - 1:
            self.say("Ann", f"flag withdraw {question}")
            self.naive.withdraw(question, self.at)

    @rule()
    def rebuild(self) -> None:
        async def work() -> int:
            tx = ByHand(self.play.database)
            _, wrong = await rebuilding.rebuild(tx)
            return wrong

        assert self.run(work()) == 0

    @rule(days=st.sampled_from([0.5, 1, 30]))
    def wait(self, days: float) -> None:
        self.play.clock.advance(days=days)

    @invariant()
    def boards_agree(self) -> None:
        for by in METRICS:
            for window, month in (("month", self.day[:7]), ("all", "")):
                for viewer in NAMES:
                    lines = self.run(self.play.board(viewer, f"leaderboard {window} {by}"))
                    told = [line for line in lines if not line.startswith(("Nobody", "You will"))]
                    assert told == self.naive.board(viewer, by, month), (viewer, window, by)

    def teardown(self) -> None:
        self.run(self.database.close())
        self.runner.close()
        self.folder.cleanup()


def _rank(value: int, listed: dict[str, tuple[int, float]]) -> int:
    return 1 + sum(other > value for other, _ in listed.values())


def _words(value: int, by: str) -> str:
    if by == "accuracy":
        # Half up, never all of what is not all, never none of what is some.
        share = math.floor(value / 10_000 + 0.5)
        return f"{share if value in (0, 1_000_000) else min(99, max(1, share))} %"
    noun = by.removesuffix("s")
    return f"{value} {noun}" if value == 1 else f"{value} {noun}s"


# Not shrunk: with a database for each try that takes minutes, and twenty-five deeds can be read.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
Boards.TestCase.settings = settings(max_examples=12, stateful_step_count=25, phases=QUICK)
TestBoards = Boards.TestCase
