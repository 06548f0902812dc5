"""Whatever a pack holds and organisers do on its courses, a group is asked about what it was given
to read, and nothing is lost or comes twice.
"""

import asyncio
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.accounts import groups
from bot.core.records import Item
from bot.database.sqlite import SqliteDatabase
from bot.plan import schedules
from bot.weekly import upcoming
from content.model import Discussion
from tests.by_hand import ByHand
from tests.plan.made_packs import COURSES, LISTED, Made, made_packs, many_readings
from tests.play import MONDAY, STUDY
from tests.weekly.group_play import Weekly

WEEKS = 12
_ASKED = re.compile(r"What of (q\d+-\d+)\?")
DEEDS = st.one_of(
    st.just(""),
    st.just(""),
    st.sampled_from([f"group setup course:{name}" for name in COURSES]),
    st.sampled_from([f"group course course:{name}" for name in COURSES]),
    st.sampled_from([f"group setup pace:{pace}" for pace in (30, 90, 1200)]),
    st.sampled_from(["group skip", "group pause", "group repeat", "group insert catch-up"]),
    st.builds(
        'group insert "Our own" week:{} link:https://example.org/own'.format, st.integers(1, 12)
    ),
    st.builds("group insert r0-0 week:{}".format, st.integers(1, 12)),
    st.builds("group move {} to:{}".format, st.integers(1, 12), st.integers(1, 12)),
)


@dataclass
class Walk:
    """A group on its way, and a judge who counts by hand what it was given and asked.

    `excused`: readings that organisers wanted once more.
    """

    made: Made
    play: Weekly
    items: dict[int, list[Item]] = field(default_factory=dict)
    asked: dict[int, list[str]] = field(default_factory=dict)
    excused: set[str] = field(default_factory=set)

    async def live(self, deed: str) -> None:
        """Do something, and live until the next post."""
        before = await self._kept()
        await self._do(deed)
        assert await self._kept() == before, "the past has changed"
        await self._look_ahead()
        if await self.play.next_due():
            await self.play.wait_until_week()
            await self._look_at_the_post()

    async def _do(self, deed: str) -> None:
        if not deed:
            return
        answer = await self.play.say("Ann", deed)
        assert "went wrong" not in answer, deed
        if "setup" in deed and "Confirm" in answer.calls:
            await self.play.press("Ann", answer, "Confirm")
        if deed == "group pause":
            await self.play.wait(days=9)
            await self.play.say("Ann", "group resume")
        if deed == "group repeat" and self.items:
            self.excused |= {item.reading for item in self.items[max(self.items)]}
        if deed.startswith("group insert r"):
            self.excused.add("r0-0")

    async def _kept(self) -> list[object]:
        rows = await self.play.rows(
            "SELECT w.number, r.* FROM weeks w LEFT JOIN week_readings r ON r.week_id = w.id"
            " ORDER BY w.number, r.position"
        )
        return [tuple(row) for row in rows]

    async def _look_ahead(self) -> None:
        """All of the course has been had or comes; what was had whole does not come again."""
        tx = ByHand(self.play.database)
        group = await groups.find(tx, STUDY.platform, STUDY.workspace, STUDY.channel)
        schedule = await schedules.find(tx, group.id) if group else None
        assert group
        assert schedule
        ahead = await upcoming.plan(tx, group, schedule, self.play.pack)
        coming = [item for week in ahead for item in week.items]
        had = [item for items in self.items.values() for item in items]
        entries = self.made.planned[group.course]
        for reading, part in entries.items():
            # The whole reading holds every passage; and a course that names none takes any.
            passages = {"", part} if group.course in LISTED else {item.passage for item in had}
            assert _had(reading, passages | {""}, [*had, *coming]), f"{reading} was dropped"
            if reading not in self.excused and _had(reading, passages, had):
                assert reading not in {item.reading for item in coming}, f"{reading} comes again"
        for item in coming:
            assert item.reading in {*entries, *self.excused} or item.title or item in had

    async def _look_at_the_post(self) -> None:
        """What was given and asked this week, by the rows and by what everybody saw."""
        rows = await self.play.rows(
            "SELECT w.number, w.id, w.course FROM weeks w ORDER BY w.number DESC LIMIT 1"
        )
        number, week, course = rows[0] if rows else (0, "", "")
        if not number or number in self.items:
            return
        kept = await self.play.rows(
            "SELECT reading, part, parts, minutes, title, url, passage FROM week_readings"
            f" WHERE week_id = '{week}' ORDER BY position"
        )
        self.items[number] = [Item(*row) for row in kept]
        post = self.play.newest("weekly")
        thread = self.play.newest("questions", await self.play.thread())
        assert f"Week {number}:" in post, "the post did not come"
        in_post, in_thread = _ASKED.findall(post.text), _ASKED.findall(thread.text)
        assert in_thread[: len(in_post)] == in_post
        self._judge_questions(number, str(course), in_post, in_thread)
        for label in ("I've read it", "What's next for me?"):
            if label in post.calls:
                assert "went wrong" not in await self.play.press("Ben", post, label)
        for line in ("week", "plan"):
            assert "went wrong" not in await self.play.say("Ben", line)

    def _judge_questions(
        self, number: int, course: str, in_post: list[str], in_thread: list[str]
    ) -> None:
        known = {q.id: q for s in self.made.pack.sections for q in s.discussion}
        before = [name for names in self.asked.values() for name in names]
        self.asked[number] = in_thread
        own = _ended(self.items[number])
        all_of_it = _ended([item for items in self.items.values() for item in items])

        def fresh(question: Discussion) -> bool:
            needs = self.made.needs(question, course)
            return bool(needs & own) and needs <= all_of_it and question.id not in before

        for name in in_thread:
            assert not known[name].retired
            assert name not in before, f"{name} was asked twice"
            missing = self.made.needs(known[name], course) - all_of_it
            assert not missing, f"{name} rests on {missing}"
        assert len(in_post) == min(3, len(in_thread))
        assert len(set(in_thread)) == len(in_thread)
        if in_post:
            assert any(fresh(known[name]) for name in in_post), "nothing on this week's readings"
            lights = [name for name in in_thread if known[name].light]
            assert not lights or known[in_post[0]].light, "the first is not a light one"
        else:
            sections = {
                self.made.sections[item.reading] for item in self.items[number] if not item.title
            }
            held = [q for q in known.values() if self.made.sections[q.id] in sections]
            assert not any(fresh(q) for q in held if not q.retired), "there was something to ask"


def _had(reading: str, passages: set[str], items: list[Item]) -> bool:
    """Whether one of these passages was had with all of its parts."""
    parts: dict[tuple[str, int], set[int]] = {}
    for item in items:
        if item.reading == reading and item.passage in passages:
            parts.setdefault((item.passage, item.parts), set()).add(item.part)
    return any(had == set(range(1, of + 1)) for (_, of), had in parts.items())


def _ended(items: list[Item]) -> set[str]:
    return {item.reading for item in items if item.part == item.parts}


@contextmanager
def _played(made: Made) -> Iterator[tuple[asyncio.Runner, Walk]]:
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        database = runner.run(SqliteDatabase.open(Path(folder) / "walk.db"))
        try:
            yield runner, Walk(made, Weekly(database, made.pack, MONDAY))
        finally:
            runner.run(database.close())


@given(made_packs(), st.sampled_from(COURSES), st.lists(DEEDS, min_size=WEEKS, max_size=WEEKS))
@settings(max_examples=25)
def test_a_group_is_asked_what_it_was_given(made: Made, course: str, deeds: list[str]) -> None:
    with _played(made) as (runner, walk):
        preview = runner.run(walk.play.say("Ann", f"group setup course:{course}"))
        if "Confirm" not in preview.calls:
            return
        runner.run(walk.play.press("Ann", preview, "Confirm"))
        for deed in ("", *deeds):
            runner.run(walk.live(deed))


async def test_repeats_take_nothing_from_a_course(
    weekly: Weekly,
) -> None:
    """The first course gave a section of a reading, the next one plans all of it."""
    await weekly.begin("course:first-cups")
    for _ in range(2):
        await weekly.wait_until_week()
    await weekly.begin("course:all-cups")
    await weekly.say("Ann", "group repeat")

    assert "Withering whole" in await weekly.say("Ben", "plan")
    assert "To the dry leaf" in await weekly.wait_until_week()
    assert "Withering whole" in await weekly.wait_until_week()


async def test_sixty_readings_fit_a_post(weekly: Weekly) -> None:
    weekly.use(many_readings(60))
    await weekly.begin("pace:1200")
    for line in ("plan", "group doctor", "group setup"):
        assert "went wrong" not in await weekly.say("Ann", line), line
    post = await weekly.wait_until_week()
    assert "Title of r1 " in post
    assert " more" in post
    assert " more" in await weekly.say("Ben", "week")
    for label in post.calls:
        assert "went wrong" not in await weekly.press("Ben", post, label), label
