"""Whatever a pack holds, a group does on its courses and a person reads, a private quiz asks on
what was given or read, and at most half of it again while something is unseen.
"""

import asyncio
import re
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.call import Call
from bot.database.sqlite import SqliteDatabase
from content.model import Question, Section, Trap
from tests.plan.made_packs import COURSES, LISTED, Made, made_packs
from tests.play import MONDAY, STUDY
from tests.quiz.solo_play import answer
from tests.weekly.group_play import Weekly

STEPS = 10
_TITLE = re.compile(r"Title of (r\d+-\d+)")
READING = st.builds("r{}-{}".format, st.integers(0, 3), st.integers(0, 5))
GROUPS = st.one_of(
    st.just(""),
    st.just(""),
    st.sampled_from([f"group setup course:{name}" for name in COURSES]),
    st.sampled_from(["group setup pace:30", "group setup pace:1200", "group pause"]),
    st.sampled_from(["group repeat", "group insert catch-up"]),
    st.builds("group insert {}".format, READING),
)
QUIZZES = st.one_of(
    st.tuples(st.just("solo"), st.just(""), st.integers(1, 8)),
    st.tuples(st.just("week"), st.integers(1, STEPS), st.integers(1, 8)),
    st.tuples(st.just("reading"), READING, st.just(3)),
)
DEEDS = st.tuples(
    GROUPS,
    st.lists(READING, max_size=2),
    st.lists(st.tuples(QUIZZES, st.lists(st.booleans(), min_size=8, max_size=8)), max_size=3),
)


@st.composite
def quizzed(draw: st.DrawFn) -> Made:
    """A made pack with quiz questions that rest on readings anywhere."""
    made = draw(made_packs())
    names = [reading.id for reading in made.pack.readings]

    def quiz(section: Section) -> tuple[Question, ...]:
        return tuple(
            Question(
                f"z{section.id}-{n}",
                "true-false",
                f"Is z{section.id}-{n} so?",
                "It is.",
                Trap("False", "No.", 1),
                draw(st.sampled_from(names)),
                ("True", "False"),
                (0,),
                difficulty=draw(st.integers(1, 3)),
                needs=draw(st.lists(st.sampled_from(names), max_size=2, unique=True).map(tuple)),
                retired=draw(st.sampled_from(["", "", "", "2026-01-01"])),
            )
            for n in range(draw(st.integers(1, 5)))
        )

    chapters = tuple(
        replace(c, sections=tuple(replace(s, quiz=quiz(s)) for s in c.sections))
        for c in made.pack.chapters
    )
    pack = replace(made.pack, chapters=chapters)
    homes = {q.id: s.id for s in pack.sections for q in s.quiz}
    return replace(made, pack=pack, sections={**made.sections, **homes})


@dataclass
class Naive:
    """What Ben was given and has read, answered and may be asked, counted by hand."""

    made: Made
    course: str = ""
    weeks: dict[int, tuple[str, str, set[str]]] = field(default_factory=dict)
    open_week: int = 0
    read: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)

    def needs(self, question: Question, course: str) -> set[str]:
        source = set() if question.needs else {question.reading}
        held = {name for name, home in self.made.sections.items() if name.startswith("r")
                and home == self.made.sections[question.id]}  # fmt: skip
        return set(question.needs) or (held & set(self.made.planned[course]) or held) | source

    def had(self, number: int) -> set[str]:
        given = [items for n, (_, _, items) in self.weeks.items() if n <= number]
        return self.read.union(*given, set() if self.weeks else self.shown)

    def pool(self, kind: str, subject: str | int) -> set[str]:
        questions = [q for q in self.made.pack.questions if not q.retired]
        if kind == "week":
            _, course, own = self.weeks[int(subject)]
            had = self.had(int(subject))
            needs = {q.id: self.needs(q, course) for q in questions}
            return {name for name, of in needs.items() if of <= had and of & own}
        needs = {q.id: self.needs(q, self.course) for q in questions}
        had = self.had(max(self.weeks, default=0))
        allowed = {name for name, of in needs.items() if of <= had}
        if kind == "reading":
            return {name for name in allowed if subject in needs[name]}
        planned = set(self.made.planned[self.course])
        own = self.own()
        return {name for name in allowed if needs[name] <= planned or needs[name] & own}

    def own(self) -> set[str]:
        return self.weeks[self.open_week][2] if self.open_week else set()

    def opening(self) -> set[str]:
        if self.course in LISTED:
            [course] = [c for c in self.made.pack.courses if c.id == self.course]
            return {entry.reading for entry in course.weeks[0].readings}
        return set(list(self.made.planned[self.course])[:1])

    def judge(self, kind: str, subject: str | int, asked: list[str], count: int) -> None:
        pool = self.pool(kind, subject)
        assert set(asked) <= pool, "Ben was asked what he was not given"
        assert len(asked) == len(set(asked)) == min(count, len(pool))
        unseen = pool - self.answered
        assert 2 * len(self.answered & set(asked)) <= len(asked) or unseen <= set(asked)
        known = {q.id: q for q in self.made.pack.questions}
        if not self.answered:
            easy = {name for name in pool if known[name].difficulty == 1}
            if easy:
                assert asked[0] in easy, "the first question of all is not an easy one"
            course = self.weeks[int(subject)][1] if kind == "week" else self.course
            if kind != "week":
                first = {n for n in easy if self.needs(known[n], course) <= self.opening()}
                assert not first or asked[0] in first
        if kind == "solo":
            fresh = [name for name in asked if name in unseen]
            new = [bool(self.needs(known[name], self.course) & self.own()) for name in fresh]
            begun = 0 if self.answered else 1
            assert new[begun:] == sorted(new[begun:], reverse=True), "this week's come later"


class Walk:
    """Ben in a group on its way."""

    def __init__(self, made: Made, play: Weekly) -> None:
        self.naive = Naive(made)
        self.play = play

    async def live(
        self,
        deed: str,
        read: list[str],
        quizzes: list[tuple[tuple[str, str | int, int], list[bool]]],
    ) -> None:
        if deed:
            shown = await self.play.say("Ann", deed)
            if "Confirm" in shown.calls:
                await self.play.press("Ann", shown, "Confirm")
        if deed == "group pause":
            await self.play.wait(days=9)
            await self.play.say("Ann", "group resume")
        if await self.play.next_due():
            await self.play.wait_until_week()
        for name in read:
            if "found no" not in await self.play.say("Ben", f"done {name}"):
                self.naive.read.add(name)
        for (kind, subject, count), rights in quizzes:
            await self.look()
            await self.quiz(kind, subject, count, rights)

    async def look(self) -> None:
        """What the group has, by its rows; and what `next` shows."""
        self.naive.weeks = {}
        for week, number, course in await self.play.rows("SELECT id, number, course FROM weeks"):
            items = await self.play.rows(
                f"SELECT reading FROM week_readings WHERE week_id = '{week}' AND part = parts"
                " AND title = ''"
            )
            given = {str(name) for (name,) in items}
            self.naive.weeks[int(number)] = (str(week), str(course), given)
        running = await self.play.rows("SELECT number FROM weeks WHERE state <> 'closed'")
        self.naive.open_week = int(running[0][0]) if running else 0
        [(course,)] = await self.play.rows("SELECT course FROM groups WHERE channel = 'study'")
        self.naive.course = str(course) or "one"
        found = _TITLE.search((await self.play.say("Ben", "next")).text)
        self.naive.shown = {found[1]} if found else set()

    async def quiz(self, kind: str, subject: str | int, count: int, rights: list[bool]) -> None:
        naive, args = self.naive, {} if kind == "reading" else {"count": str(count)}
        if kind == "week":
            if subject not in naive.weeks:
                return
            args["week"] = naive.weeks[int(subject)][0]
        if kind == "reading":
            if subject not in naive.made.sections:
                return
            args["reading"] = str(subject)
        screen = await self.play.call("Ben", Call("quiz solo", args))
        rows = await self.play.rows(
            "SELECT question FROM attempts a JOIN quizzes q ON q.id = a.quiz_id"
            " WHERE ended_at IS NULL ORDER BY number"
        )
        asked = [str(name) for (name,) in rows]
        naive.judge(kind, subject, asked, count)
        assert ("Question 1" in screen) is bool(asked)
        pool = naive.pool(kind, subject)
        assert ("met all of these" in screen) is bool(pool and pool <= naive.answered)
        for name, right in zip(asked, rights, strict=False):
            told = await answer(self.play, "Ben", screen, right=right)
            naive.answered.add(name)
            if "Next question" in told.calls:
                screen = await self.play.press("Ben", told, "Next question")


@given(quizzed(), st.lists(DEEDS, min_size=STEPS, max_size=STEPS))
@settings(max_examples=40)
def test_nobody_is_asked_what_they_were_not_given(
    made: Made,
    deeds: list[tuple[str, list[str], list[tuple[tuple[str, str | int, int], list[bool]]]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        database = runner.run(SqliteDatabase.open(Path(folder) / "walk.db"))
        try:
            play = Weekly(database, made.pack, MONDAY)
            runner.run(play.set_up("study", STUDY))
            walk = Walk(made, play)
            for deed, read, quizzes in deeds:
                runner.run(walk.live(deed, read, quizzes))
        finally:
            runner.run(database.close())
