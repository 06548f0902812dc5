"""Whatever people and the machine do in whatever order, weeks, streaks and points are what a naive
model says.
"""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.core.calendar.slots import WEEKDAYS
from bot.database.sqlite import SqliteDatabase
from tests.naive_weeks import NaiveGroup
from tests.play import STUDY, Shown
from tests.roads import road
from tests.weekly.group_play import Weekly

MEMBERS = st.sampled_from(["Ann", "Ben"])
# A fortnight before the clocks change in New York, and a month before they do in Berlin.
BEGIN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
ROAD = road(120)
OF_AWARDS = (
    "SELECT member_id, group_id, month, season, week, points, answers, correct, readings"
    " FROM awards"
)
OF_SCORES = "SELECT member_id, group_id, period, points, answers, correct, readings FROM scores"


class Rhythm(RuleBasedStateMachine):
    """A group that anything may happen to."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.database = self.runner.run(SqliteDatabase.open(Path(self.folder.name) / "weeks.db"))
        self.play = Weekly(self.database, ROAD, BEGIN)
        self.naive = NaiveGroup(BEGIN)
        self.written = 0
        self.run(self.play.set_up("study", STUDY))
        self.run(self.play.begin("pace:60 hour:18:00 weekday:Monday zone:UTC"))
        self.wait(timedelta())

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401  # whatever the work gives
        return self.runner.run(work)

    def say(self, name: str, line: str) -> Shown:
        found: Shown = self.run(self.play.say(name, line))
        assert "went wrong" not in found, line
        return found

    @property
    def running(self) -> bool:
        return not self.naive.paused

    @rule(length=st.sampled_from([timedelta(hours=h) for h in (1, 20, 60, 100, 24 * 7, 24 * 15)]))
    def wait(self, length: timedelta) -> None:
        self.naive.live(self.naive.now + length)
        self.run(self.play.wait_until(self.naive.now))

    @rule()
    def wait_for_the_post(self) -> None:
        if self.naive.due:
            self.naive.live(self.naive.due)
            self.run(self.play.wait_until(self.naive.now))

    @rule(hours=st.sampled_from([1, 3, 13, 30, 24 * 6, 24 * 16]))
    def be_lost(self, hours: int) -> None:
        self.naive.lose(self.naive.now + timedelta(hours=hours))
        self.run(self.play.be_lost(hours=hours))

    @rule(hours=st.sampled_from([1, 3, 13, 23, 25]))
    def be_lost_over_the_slot(self, hours: int) -> None:
        """Away an hour before the post is due, and back late."""
        if self.naive.due and self.naive.due - timedelta(hours=1) > self.naive.now:
            self.wait(self.naive.due - timedelta(hours=1) - self.naive.now)
            self.be_lost(hours + 1)

    @rule(
        name=MEMBERS,
        which=st.sampled_from(["this", "this", "this", "next", "r1", "r100", "r101", "r102"]),
    )
    def read(self, name: str, which: str) -> None:
        ahead = which == "next"
        number = (len(self.naive.weeks) or 1) + ahead
        reading = f"r{number}" if which in ("this", "next") else which
        self.naive.read(name, reading)
        self.say(name, f"done {reading}")

    @rule(name=MEMBERS, back=st.sampled_from([0, 0, 1, 2]))
    def undo(self, name: str, back: int) -> None:
        reading = f"r{max(1, len(self.naive.weeks) - back)}"
        self.naive.unread(name, reading)
        self.say(name, f"undo {reading}")

    @rule(name=MEMBERS)
    def read_much_at_once(self, name: str) -> None:
        for number in range(104, 109):
            self.read(name, f"r{number}")

    @rule(name=MEMBERS)
    def think_better_of_it_a_week_later(self, name: str) -> None:
        self.read(name, "this")
        self.wait_for_the_post()
        self.undo(name, 1)

    @precondition(lambda self: self.naive.open)
    @rule(name=MEMBERS)
    def reply(self, name: str) -> None:
        self.written += 1
        self.naive.reply(name, f"reply {self.written}")
        self.run(self.play.reply(name, self.written, self.run(self.play.thread())))

    @precondition(lambda self: self.running)
    @rule(days=st.sampled_from([0, 1, 5, 12]))
    def pause(self, days: int) -> None:
        naive = self.naive
        day = (
            (naive.now.astimezone(ZoneInfo(naive.zone)) + timedelta(days=days)).date()
            if days
            else None
        )
        naive.close()
        naive.paused = True
        naive.due = None
        if day:
            midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(naive.zone))
            naive.due = naive.slot_after(midnight - timedelta(seconds=1))
        self.say("Ann", f"group pause {day or ''}")
        self.wait(timedelta())

    @precondition(lambda self: self.naive.paused)
    @rule()
    def resume(self) -> None:
        self.naive.paused = False
        self.naive.due = self.naive.distant_slot()
        self.say("Ann", "group resume")

    @precondition(lambda self: self.running)
    @rule()
    def skip(self) -> None:
        self.naive.skips += 1
        self.naive.lengthen(self.naive.after_skips())
        self.say("Ann", "group skip")

    @rule()
    def post(self) -> None:
        naive = self.naive
        naive.due = naive.slot_after(naive.now + timedelta(days=4, seconds=-1))
        naive.post()
        self.say("Ann", "group post")
        self.wait(timedelta())

    @precondition(lambda self: self.running)
    @rule(
        weekday=st.integers(0, 6),
        minute=st.sampled_from([0, 150, 1080, 1425]),
        zone=st.sampled_from(ZONES),
    )
    def change(self, weekday: int, minute: int, zone: str) -> None:
        naive = self.naive
        if (weekday, minute, zone) != (naive.weekday, naive.minute, naive.zone):
            naive.weekday, naive.minute, naive.zone = weekday, minute, zone
            naive.due = naive.distant_slot()
            naive.lengthen(naive.after_skips())
        hour = f"{minute // 60}:{minute % 60:02}"
        self.run(self.play.begin(f"weekday:{WEEKDAYS[weekday]} hour:{hour} zone:{zone}"))

    @rule(name=MEMBERS)
    def forgive(self, name: str) -> None:
        known = any(who == name for who, _ in self.naive.activities)
        excused = self.naive.forgive(name)
        told = self.say("Ann", f"group forgive {name.casefold()}")
        assert ("is excused" in told) is (known and excused)

    @invariant()
    def weeks_agree(self) -> None:
        kept = self.run(
            self.play.rows(
                "SELECT number, opens_at, planned_close, closed_at, short FROM weeks"
                " ORDER BY number"
            )
        )
        assert [tuple(row) for row in kept] == [
            (w.number, stamp(w.opens), stamp(w.planned_close), stamp(w.closed), int(w.short))
            for w in self.naive.weeks
        ]
        assert self.run(self.play.next_due()) == self.naive.due

    @invariant()
    def every_week_is_posted_once_and_reads_what_comes_next(self) -> None:
        posted = self.play.posted("weekly")
        assert [post.at for post in posted] == [week.opens for week in self.naive.weeks]
        read = self.run(
            self.play.rows(
                "SELECT w.number, r.reading FROM weeks w JOIN week_readings r"
                " ON r.week_id = w.id ORDER BY 1"
            )
        )
        assert [tuple(row) for row in read] == [(n, f"r{n}") for n in range(1, len(posted) + 1)]
        assert f"{len(posted) + 1}. " in self.say("Ben", "plan")

    @invariant()
    def streaks_agree(self) -> None:
        for name in ("Ann", "Ben"):
            told = self.say(name, "streak")
            weeks, longest, freezes = self.naive.outcomes(name)[1]
            assert told.text.startswith(f"{weeks} week{'s' * (weeks != 1)} in a row"), told.text
            assert f"Longest: {longest} week" in told
            assert f" {freezes} freeze" in told
            kept = self.run(
                self.play.rows(
                    "SELECT m.streak, m.longest FROM members m JOIN people p ON p.id = m.person_id"
                    f" WHERE p.name = '{name}'"
                )
            )
            assert [tuple(row) for row in kept] in ([], [(weeks, longest)])

    @invariant()
    def points_agree_and_boards_can_be_made_anew(self) -> None:
        rebuilt: dict[tuple[str, str, str], Counter[str]] = {}
        for member, group, month, season, week, *numbers in self.run(self.play.rows(OF_AWARDS)):
            periods = ["all", f"season:{season}", month, *([f"week:{week}"] if week else [])]
            for period in periods:
                line = rebuilt.setdefault((member, group, period), Counter())
                for what, number in zip(
                    ("points", "answers", "correct", "readings"), numbers, strict=True
                ):
                    line[what] += number
        kept = {tuple(row[:3]): list(row[3:]) for row in self.run(self.play.rows(OF_SCORES))}
        assert kept == {
            key: [line[what] for what in ("points", "answers", "correct", "readings")]
            for key, line in rebuilt.items()
        }
        board = [
            line
            for line in self.run(self.play.board("Cem", "leaderboard all"))
            if line[:1].isdigit()
        ]
        naive = [(name, worth) for name, worth in self.naive.points.items() if worth]
        assert sorted(line.split(". ")[1] for line in board) == sorted(
            f"{name} · {w} points" for name, w in naive
        )

    def teardown(self) -> None:
        self.run(self.database.close())
        self.runner.close()
        self.folder.cleanup()


def stamp(instant: datetime | None) -> int | None:
    return int(instant.timestamp()) if instant else None


Rhythm.TestCase.settings = settings(max_examples=12, stateful_step_count=25)
TestRhythm = Rhythm.TestCase
