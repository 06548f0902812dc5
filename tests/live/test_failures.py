"""A live round when things go wrong: deleted messages, lost channels, outages, edited packs.

All of it is decided.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import pytest

from bot.core.call import Call
from bot.core.errors import DeliveryError
from bot.core.interaction import Address
from bot.core.message import Message
from bot.engine.port import MessageRef
from content.model import Chapter, Pack, Question, Section
from tests.live.round_play import answer, begin, close, newest, on_screen, said, vote, with_words
from tests.play import TEA, shown
from tests.weekly.group_play import Platform, Weekly

GONE = DeliveryError("Unknown Message", permanent=True)


@dataclass
class Failing(Platform):
    """`broken`: what is refused, by a word in its message, with the fault."""

    broken: dict[str, DeliveryError] = field(default_factory=dict)

    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        self._refuse(message, "post")
        return await super().post(address, message, key=key, doubtful=doubtful)

    async def edit(self, ref: MessageRef, message: Message) -> None:
        self._refuse(message, "edit")
        await super().edit(ref, message)

    async def open_thread(self, ref: MessageRef, title: str) -> Address:
        if "thread" in self.broken:
            raise self.broken["thread"]
        return await super().open_thread(ref, title)

    def _refuse(self, message: Message, how: str) -> None:
        for words, fault in self.broken.items():
            if words.removeprefix(f"{how} ") in shown(message).text and words.startswith(how):
                raise fault


@pytest.fixture
def failing(weekly: Weekly) -> Weekly:
    weekly.platform = Failing(weekly.clock)
    weekly.use(weekly.pack)
    return weekly


def breaks(weekly: Weekly, faults: Mapping[str, DeliveryError]) -> None:
    assert isinstance(weekly.platform, Failing)
    weekly.platform.broken = dict(faults)


async def test_deleted_questions_are_revealed_anew(
    failing: Weekly,
) -> None:
    """A question that was deleted is revealed in a message of its own."""
    screen = await begin(failing, "quiz live count:2")
    await vote(failing, screen, Ben=True)
    breaks(failing, {"edit ": GONE})
    await close(failing)
    assert "1 of 1 got it right" in newest(failing)
    assert not said(failing)[-1].edited
    await failing.wait(minutes=0.3)
    assert "Question 2 of 2" in newest(failing)


async def test_threadless_it_plays_in_channel(failing: Weekly) -> None:
    """Where no thread can be opened the round is played in the channel."""
    breaks(failing, {"thread": DeliveryError("no permission", permanent=True)})
    screen = await begin(failing, "quiz live count:1")
    await vote(failing, screen, Ben=True)
    result = await close(failing, 120)
    assert "1. Ben · 1 of 1 right" in result
    assert {posted.address.thread for posted in said(failing)} == {""}


@pytest.mark.parametrize("permanent", [True, False])
async def test_unannounced_it_is_over(failing: Weekly, permanent: bool) -> None:
    """A round that cannot be announced is over."""
    breaks(failing, {"post Live round": DeliveryError("no", permanent=permanent)})
    await failing.say("Ann", "quiz live")
    await failing.wait(days=2)
    breaks(failing, {})
    assert "here it comes" in await failing.say("Ann", "quiz live")
    await failing.wait(minutes=2)
    assert len(with_words(failing, "Question 1")) >= 1


async def test_unpostable_it_keeps_its_counts(failing: Weekly) -> None:
    """Where nothing can be posted any more, what was counted stays."""
    screen = await begin(failing, "quiz live count:2")
    await vote(failing, screen, Ben=True)
    await close(failing)
    breaks(failing, {"post ": GONE})
    await failing.wait(minutes=1)
    breaks(failing, {})
    assert (await failing.board("Ben"))[0] == "1. Ben (you) · 10 points"
    assert "It had to end early" in shown(said(failing)[-1].message)
    assert any(
        "live round" in told for told in [screen.text for screen in failing.direct("Ann")]
    ) or "live round" in (await failing.say("Ann", "group doctor"))
    assert "here it comes" in await failing.say("Ann", "quiz live")


async def test_a_deleted_channel_ends_it(
    failing: Weekly,
) -> None:
    """A channel that is deleted ends the round and lets the group rest."""
    await failing.begin()
    screen = await begin(failing, "quiz live count:2")
    await vote(failing, screen, Ben=True)
    gone = DeliveryError("Unknown Channel", permanent=True, gone="channel")
    breaks(failing, {"edit ": gone, "post ": gone})
    await failing.wait(minutes=2)
    assert await failing.rows("SELECT state, why FROM rounds") == [("ended", "gone")]
    assert await failing.rows("SELECT sum(points) FROM awards") == [(10,)]
    assert await failing.rows(
        "SELECT count(*) FROM deliveries WHERE key LIKE 'live/%' AND state = 'waiting'"
    ) == [(0,)]


async def test_passing_faults_cost_no_time(failing: Weekly) -> None:
    """A passing fault is waited for and takes nobody's time to answer."""
    breaks(failing, {"post Question 1": DeliveryError("busy", retry_after=5)})
    await failing.say("Ann", "quiz live count:2")
    await failing.wait(minutes=1.02)
    breaks(failing, {})
    await failing.wait(minutes=0.2)
    screen = newest(failing)
    assert "Question 1 of 2" in screen
    failing.clock.advance(seconds=50)
    assert "Your answer" in await answer(failing, "Ben", screen)


async def test_overdue_it_closes_on_return(
    weekly: Weekly,
) -> None:
    """Out of reach at the close, it closes on return; only what was in time counts."""
    screen = await begin(weekly, "quiz live count:2")
    await vote(weekly, screen, Ben=True, Cleo=False)
    weekly.clock.advance(hours=2)
    assert "Time was up" in await answer(weekly, "Dora", screen)
    await weekly.be_lost(hours=1)
    assert "1 of 2 got it right" in newest(weekly)
    await weekly.wait(minutes=0.3)
    assert "Question 2 of 2" in newest(weekly)


async def test_group_breaks_leave_rounds_running(weekly: Weekly) -> None:
    """The group may take a break and end its weeks while a round runs on."""
    await weekly.begin()
    screen = await begin(weekly, "quiz live count:1")
    await weekly.say("Ann", "group pause")
    await weekly.say("Ann", "group end sure:yes")
    await vote(weekly, screen, Ben=True)
    assert "1. Ben · 1 of 1 right" in await close(weekly, 120)


async def test_deleted_groups_fall_silent(weekly: Weekly) -> None:
    """Of a group that is deleted nothing is said any more."""
    screen = await begin(weekly, "quiz live count:2")
    await vote(weekly, screen, Ben=True)
    before = len(said(weekly))
    asked = await weekly.say("Ann", "group erase")
    await weekly.press("Ann", asked, "Delete it all")
    await weekly.wait(minutes=10)
    assert len(said(weekly)) == before
    assert "This round is over" in await answer(weekly, "Cleo", screen)


def edited(pack: Pack, name: str, change: Callable[[Question], Question | None]) -> Pack:
    """The same pack with one question changed, or gone."""

    def section(old: Section) -> Section:
        quiz = tuple(new for q in old.quiz if (new := change(q) if q.id == name else q))
        return replace(old, quiz=quiz)

    def chapter(old: Chapter) -> Chapter:
        return replace(old, sections=tuple(map(section, old.sections)))

    return replace(pack, chapters=tuple(map(chapter, pack.chapters)))


@pytest.mark.parametrize(
    "change",
    [
        lambda q: replace(q, choices=("No", "Yes"), right=(0,)),
        lambda q: replace(q, retired="2026-03-01"),
        lambda q: None,
    ],
    ids=["other choices", "retired", "gone"],
)
async def test_questions_changed_meanwhile_count_nothing(
    weekly: Weekly, change: Callable[[Question], Question | None]
) -> None:
    """A question that was changed while open counts for nobody."""
    screen = await begin(weekly, "quiz live count:3")
    await vote(weekly, screen, Ben=True)
    weekly.use(edited(TEA, on_screen(weekly, screen).id, change))
    refused = await weekly.press("Cleo", screen, "A") if "A" in screen.calls else None
    assert refused is None or "was changed just now" in refused
    assert "counts for nobody" in await close(weekly)
    await weekly.wait(minutes=0.3)
    await vote(weekly, newest(weekly), Ben=True)
    await weekly.wait(minutes=5)
    assert "1. Ben · 1 of" in with_words(weekly, "The round is over")[0]
    assert await weekly.rows("SELECT sum(points), sum(answers) FROM awards") == [(10, 1)]


async def test_questions_withdrawn_meanwhile_count_nothing(
    weekly: Weekly,
) -> None:
    """A question withdrawn while open counts for nobody and is not asked again."""
    screen = await begin(weekly, "quiz live section:picking count:3")
    await vote(weekly, screen, Ben=True)
    await weekly.call("Ann", Call("flag withdraw", {"question": on_screen(weekly, screen).id}))
    assert "counts for nobody" in await close(weekly)
    await weekly.wait(minutes=10)
    again = await begin(weekly, "quiz live section:picking count:3")
    assert "of 2" in again
    assert on_screen(weekly, again).id != on_screen(weekly, screen).id
    assert await weekly.rows("SELECT coalesce(sum(points), 0) FROM awards") == [(0,)]


async def test_a_question_only_worded_better_counts(weekly: Weekly) -> None:
    screen = await begin(weekly, "quiz live count:1")
    question = on_screen(weekly, screen)
    await vote(weekly, screen, Ben=True)
    weekly.use(edited(TEA, question.id, lambda q: replace(q, ask="Said better now.")))
    revealed = await close(weekly)
    assert "Said better now." in revealed
    assert "1 of 1 got it right" in revealed


async def test_a_lost_roadmap_ends_it(weekly: Weekly) -> None:
    """When the roadmap is gone the round ends."""
    screen = await begin(weekly, "quiz live count:3")
    await vote(weekly, screen, Ben=True)
    weekly.use(replace(TEA, id="other"))
    await weekly.wait(minutes=5)
    assert len(with_words(weekly, "The round is over")) == 1


async def test_erased_people_leave_no_trace(weekly: Weekly) -> None:
    """Who erases themselves leaves no trace in a round."""
    screen = await begin(weekly, "quiz live count:1")
    await vote(weekly, screen, Ann=True, Ben=True)
    asked = await weekly.say("Ann", "forget")
    await weekly.press("Ann", asked, "Erase everything")
    assert "1 of 1 got it right" in await close(weekly)
    assert await weekly.rows("SELECT starter FROM rounds") == [("",)]
    await weekly.wait(minutes=1)
    assert "1. Ben" in newest(weekly)
    assert "Ann" not in newest(weekly)
