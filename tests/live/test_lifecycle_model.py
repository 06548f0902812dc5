"""Whatever happens in rounds, in whatever order.

Nobody has points twice or loses any, and nothing is asked twice.
"""

import asyncio
import tempfile
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from bot.accounts import groups
from bot.core.errors import DeliveryError, NothingToSay
from bot.core.interaction import Address
from bot.core.message import Message
from bot.core.records import Group
from bot.database.sqlite import SqliteDatabase
from bot.engine.port import MessageRef
from bot.outbox import deliveries
from scheduler.dispatcher import LEASE
from tests.by_hand import ByHand
from tests.live.round_play import answer, on_screen, press, said
from tests.play import STUDY, Shown, shown
from tests.weekly.group_play import Platform, Weekly

NAMES = ("Ann", "Ben", "Cleo", "Dora", "Eve")


@dataclass
class Shaky(Platform):
    """Takes what it is sent, and sometimes loses the answer."""

    losing: int = 0

    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        ref = await super().post(address, message, key=key, doubtful=doubtful)
        self._lose()
        return ref

    async def edit(self, ref: MessageRef, message: Message) -> None:
        await super().edit(ref, message)
        self._lose()

    def _lose(self) -> None:
        if self.losing:
            self.losing -= 1
            raise DeliveryError("the line broke", retry_after=2)


class Rounds(RuleBasedStateMachine):
    """A group that plays, on a platform that loses answers, with a Roadmate that dies now and
    then.
    """

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.database = self.run(SqliteDatabase.open(Path(self.folder.name) / "roadmate.db"))
        self.game = Weekly(self.database)
        self.platform = Shaky(self.game.clock)
        self.game.platform = self.platform
        self.game.use(self.game.pack)
        self.run(self._found())
        # What each person's last answer in time was: by round, number, vote and person; with the
        # question's id.
        self.given: dict[tuple[str, int, int, str], tuple[str, bool]] = {}
        self.style: dict[str, str] = {}

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401  # whatever the work gives
        return self.runner.run(work)

    async def _found(self) -> None:
        tx = ByHand(self.database)
        study = Group(
            "",
            STUDY.platform,
            STUDY.workspace,
            STUDY.channel,
            "study",
            self.game.pack.id,
            "UTC",
        )
        await groups.add(tx, study, self.game.clock())

    @rule(style=st.sampled_from(["calm", "race", "peer"]), count=st.integers(1, 3))
    def begin(self, style: str, count: int) -> None:
        self.run(self.game.say("Ann", f"quiz live count:{count} style:{style}"))
        self.run(self.game.wait(minutes=0.01))

    @rule(name=st.sampled_from(NAMES), right=st.booleans())
    @precondition(lambda self: self.questions())
    def answer(self, name: str, right: bool) -> None:
        self._answer(self.questions()[-1], name, right=right)

    @rule(votes=st.lists(st.booleans(), min_size=5, max_size=5))
    @precondition(lambda self: self.questions())
    def everybody_answers(self, votes: list[bool]) -> None:
        for name, right in zip(NAMES, votes, strict=True):
            self._answer(self.questions()[-1], name, right=right)

    @rule(seconds=st.sampled_from([1, 5, 15, 31, 61, 95, 190]))
    def wait(self, seconds: int) -> None:
        self.run(self.game.wait(minutes=seconds / 60))

    @rule(
        label=st.sampled_from(
            ["Start now", "Close now", "Vote now", "Break", "Go on", "Stop the round"]
        )
    )
    def steer(self, label: str) -> None:
        if any(label in shown(posted.message).calls for posted in said(self.game)):
            self.run(press(self.game, "Ann", label))

    @rule(times=st.integers(1, 3))
    def lose_answers(self, times: int) -> None:
        self.platform.losing = times

    @rule(after=st.sampled_from([0, 20, 70, 4000]), posted=st.booleans())
    def die(self, after: int, posted: bool) -> None:
        """At work on all that is due, before or after the platform has heard of it.

        And come back a while later.
        """
        self.run(self._die(posted=posted))
        self.game.clock.advance(seconds=after)
        self.game.use(self.game.pack)
        self.run(self.game.planner.start("2026a"))
        self.run(self.game.timeline.catch_up())

    async def _die(self, *, posted: bool) -> None:
        tx = ByHand(self.database)
        claimed = await deliveries.claim(tx, "test", self.game.clock(), 100, LEASE)
        for delivery in claimed:
            try:
                message = await self.game.engine.compose(delivery)
            except NothingToSay:
                continue
            place = Address(
                delivery.platform, delivery.workspace, delivery.channel, delivery.thread
            )
            if posted and delivery.kind == "post":
                await Platform.post(self.platform, place, message, key=delivery.key)

    def questions(self) -> list[Shown]:
        """Every question on the screen that can be answered, or could be."""
        screens = (shown(posted.message) for posted in said(self.game))
        return [
            s
            for s in screens
            if s.many or any(call.name == "live answer" for call in s.calls.values())
        ]

    def _answer(self, screen: Shown, name: str, *, right: bool) -> None:
        said_back = self.run(answer(self.game, name, screen, right=right))
        call = (
            screen.many.call
            if screen.many
            else next(c for c in screen.calls.values() if c.name == "live answer")
        )
        if "our answer" in said_back or "Yes, that" in said_back:
            key = (call.args["live"], int(call.args["number"]), int(call.args["vote"]), name)
            self.given[key] = (on_screen(self.game, screen).id, right)

    def teardown(self) -> None:
        try:
            self.platform.losing = 0
            self.run(self.game.wait(hours=30))
            assert self.rows("SELECT count(*) FROM rounds WHERE state <> 'ended'") == [(0,)]
            self._nothing_is_asked_twice()
            self._points_are_those_of_a_plain_list()
        finally:
            self.run(self.database.close())
            self.runner.close()
            self.folder.cleanup()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return list(self.run(self.game.rows(sql)))

    def _nothing_is_asked_twice(self) -> None:
        posts = [posted for posted in said(self.game) if not posted.edited]
        asked = [
            (p.key.split("/")[1], on_screen(self.game, s).id, "vote again" in s)
            for p in posts
            if "Question " in (s := shown(p.message))
            and "live answer" in str(s.calls) + str(s.many)
        ]
        assert len(asked) == len(set(asked))
        assert all(
            len([p for p in posts if p.key == f"live/{name}/end"]) <= 1 for name, *_ in asked
        )

    def _points_are_those_of_a_plain_list(self) -> None:
        expected: list[tuple[str, str, int, int, int]] = []
        paid: set[tuple[str, str]] = set()
        order = {
            name: place
            for place, (name,) in enumerate(self.rows("SELECT id FROM rounds ORDER BY rowid"))
        }
        for live, number, name in sorted(
            {(k[0], k[1], k[3]) for k in self.given}, key=lambda k: (order[k[0]], *k[1:])
        ):
            votes = {
                v: self.given[live, number, v, name]
                for v in (1, 2)
                if (live, number, v, name) in self.given
            }
            question, right = votes[max(votes)]
            points = 10 if right and (name, question) not in paid else 0
            paid.add((name, question))
            expected.append(
                (name, question, points, int(1 in votes), int(1 in votes and votes[1][1]))
            )
        record = "SELECT p.name, a.subject, a.points, a.answers, a.correct FROM awards a"
        people = " JOIN members m ON m.id = a.member_id JOIN people p ON p.id = m.person_id"
        assert sorted(self.rows(record + people)) == sorted(expected)
        sums = (
            "SELECT member_id, sum(points), sum(answers), sum(correct) FROM awards GROUP BY 1"
            " ORDER BY 1"
        )
        boards = (
            "SELECT member_id, points, answers, correct FROM scores WHERE period = 'all' ORDER BY 1"
        )
        assert self.rows(sums) == self.rows(boards)


# Not shrunk: with a database for each try that takes minutes, and thirty deeds can be read.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
Rounds.TestCase.settings = settings(max_examples=15, stateful_step_count=30, phases=QUICK)
TestRounds = Rounds.TestCase
