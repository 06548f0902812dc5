"""A private quiz asks on what was given to read or has been read, and on nothing else."""

from dataclasses import replace

import pytest

from bot.core.call import Call
from bot.core.interaction import Address
from tests.play import STUDY, TEA, Play
from tests.quiz.solo_play import asked, has_read, play_through
from tests.roads import road
from tests.weekly.group_play import Weekly

FLUSH = {"pick-seasons", "pick-spring-first"}
PICKING = {*FLUSH, "pick-bud-leaves"}
DRYING = {"dry-first-step", "dry-water-share"}
DOOR = Address("test", "", "@ben")


async def test_without_weeks_it_asks_on_what_next_shows(play: Play) -> None:
    assert set(await order(play, "quiz solo 20")) == FLUSH


async def test_without_weeks_it_asks_on_what_was_read(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    assert set(await order(play, "quiz solo 20")) == PICKING
    await play.say("Ben", "quiz stop")
    await has_read(play, "Ben")
    assert (await order(play, "quiz solo 20"))[-2:] == ["dry-first-step", "dry-water-share"]


async def test_weeks_give_what_is_asked(weekly: Weekly) -> None:
    """The open week's readings and all before them."""
    await weekly.begin("")
    await weekly.wait_until_week()
    assert set(await order(weekly, "quiz solo 20")) == PICKING
    await weekly.say("Ben", "quiz stop")
    await weekly.wait_until_week()
    found = await order(weekly, "quiz solo 20")
    assert set(found) == PICKING | DRYING
    # A newcomer begins where the course does, then come this week's.
    assert found[0] in PICKING
    assert set(found[1:3]) == DRYING


async def test_who_reads_ahead_is_asked_on_that_last(weekly: Weekly) -> None:
    await weekly.begin("")
    await weekly.wait_until_week()
    await weekly.say("Ben", "done withering")
    found = await order(weekly, "quiz solo 20")
    assert (set(found[:3]), set(found[3:])) == (PICKING, DRYING)
    await weekly.say("Ann", "quiz solo")
    assert set(await order(weekly, "quiz solo 20", "Ann")) == PICKING


async def test_a_named_section_lifts_the_bounds(weekly: Weekly) -> None:
    """Unless one is named, a quiz keeps to the course."""
    await weekly.begin("course:chapter-cup")
    await has_read(weekly, "Ben", "withering")
    told = await weekly.say("Ben", "quiz solo")
    assert "Nothing to ask you yet" in told
    assert "Read next" in await weekly.press("Ben", told, "What's next?")
    assert set(await order(weekly, "quiz solo drying")) == DRYING


async def test_nothing_to_ask_keeps_nobody(play: Play) -> None:
    pack = replace(
        TEA,
        chapters=tuple(
            replace(c, sections=tuple(replace(s, quiz=()) for s in c.sections))
            for c in TEA.chapters
        ),
    )
    play.use(pack)
    assert "Nothing to ask you yet" in await play.say("Ben", "quiz solo")
    assert await play.rows("SELECT * FROM people") == []


async def test_a_section_named_is_asked_whole(play: Play) -> None:
    play.use(road(6))  # nothing of it was read
    assert "Is 6 true" in await play.say("Ben", "quiz solo s6")


async def test_a_posts_button_asks_on_its_week(weekly: Weekly) -> None:
    await weekly.begin("")
    first = await weekly.wait_until_week()
    second = await weekly.wait_until_week()
    assert set(await order(weekly, second.calls["Quiz me"])) == DRYING
    await weekly.say("Ben", "quiz stop")
    assert set(await order(weekly, first.calls["Quiz me"])) == PICKING


async def test_a_bare_week_shows_a_way_on(weekly: Weekly) -> None:
    """A week without quiz questions of its own."""
    await weekly.begin("")
    await weekly.wait_until_week()
    await weekly.wait_until_week()
    post = await weekly.wait_until_week()
    told = await weekly.press("Ben", post, "Quiz me")
    assert "Nothing to ask on week 3 alone" in told
    assert "Question 1" in await weekly.press("Ben", told, "Quiz me on all so far")


async def test_a_part_gives_no_questions_yet(weekly: Weekly) -> None:
    long = replace(TEA.reading_by_id["withering"], minutes=100)
    weekly.use(
        replace(
            TEA,
            chapters=tuple(
                replace(
                    c,
                    sections=tuple(
                        replace(s, readings=(long,)) if s.id == "drying" else s for s in c.sections
                    ),
                )
                for c in TEA.chapters
            ),
        )
    )
    await weekly.begin("course:all-cups pace:50")
    post = await weekly.wait_until_week()
    assert "part 1 of 2" in post
    assert "Nothing to ask on week 1 alone" in await weekly.press("Ben", post, "Quiz me")
    post = await weekly.wait_until_week()
    assert set(await order(weekly, post.calls["Quiz me"])) == DRYING


@pytest.mark.parametrize("identifier", ["nonsense", "theirs"])
async def test_another_groups_week_is_refused(weekly: Weekly, identifier: str) -> None:
    evening = replace(STUDY, channel="evening")
    await weekly.begin("", evening)
    post = await weekly.wait_until_week(evening)
    forged = post.calls["Quiz me"]
    if identifier == "nonsense":
        forged = Call("quiz solo", {"week": identifier})
    for place in (STUDY, DOOR):
        assert "can't find that week" in await weekly.call("Ben", forged, place)
    assert await weekly.rows("SELECT * FROM quizzes") == []


async def test_a_reminder_asks_on_its_week(weekly: Weekly) -> None:
    evening = replace(STUDY, channel="evening")
    await weekly.begin("", evening)
    post = await weekly.wait_until_week(evening)
    await weekly.say("Ben", "settings reminders:on", evening)
    await weekly.say("Ben", "settings reminders:on")  # the group used last is another
    assert "Question 1" in await weekly.press("Ben", post, "Quiz me", at=DOOR)


async def test_done_offers_questions_on_what_was_read(play: Play) -> None:
    told = await play.say("Ben", "done first-flush")
    assert set(await order(play, told.calls["Quiz me on it"])) == FLUSH
    assert "Quiz me on it" not in (await play.say("Ben", "done water-temperature")).calls


async def test_reading_beyond_the_course_counts(weekly: Weekly) -> None:
    """After something beyond the course was read, its button asks on it."""
    await weekly.begin("course:chapter-cup")
    told = await weekly.say("Ben", "done first-flush")
    assert set(await order(weekly, told.calls["Quiz me on it"])) == FLUSH


async def test_on_a_reading_three_are_asked_at_most(play: Play) -> None:
    one = TEA.question_by_id["pick-seasons"]
    many = tuple(replace(one, id=f"q{n}", ask=f"Number {n}?") for n in range(5))
    picking = replace(TEA.chapters[0].sections[0], quiz=many)
    leaf = replace(TEA.chapters[0], sections=(picking, *TEA.chapters[0].sections[1:]))
    play.use(replace(TEA, chapters=(leaf, *TEA.chapters[1:])))
    told = await play.say("Ben", "done first-flush")
    assert len(await order(play, told.calls["Quiz me on it"])) == 3


async def test_a_reading_nobody_gave_is_not_asked_on(play: Play) -> None:
    told = await play.call("Ben", Call("quiz solo", {"reading": "withering"}))
    assert "Nothing to ask on this one yet" in told
    assert "no reading" in await play.call("Ben", Call("quiz solo", {"reading": "nonsense"}))


async def test_what_needs_another_reading_waits_for_it(play: Play) -> None:
    both = replace(TEA.question_by_id["pick-seasons"], needs=("first-flush", "two-leaves"))
    quiz = tuple(both if q.id == both.id else q for q in TEA.section_by_id["picking"].quiz)
    picking = replace(TEA.chapters[0].sections[0], quiz=quiz)
    leaf = replace(TEA.chapters[0], sections=(picking, *TEA.chapters[0].sections[1:]))
    play.use(replace(TEA, chapters=(leaf, *TEA.chapters[1:])))
    told = await play.call("Ben", Call("quiz solo", {"reading": "first-flush"}))
    assert asked(play, told).id == "pick-spring-first"
    assert "Question 1 of 1" in told
    await play.say("Ben", "quiz stop")
    told = await play.say("Ben", "done two-leaves")
    await play.say("Ben", "done first-flush")
    assert "Question 1 of 2" in await play.press("Ben", told, "Quiz me on it")


async def test_nothing_new_is_said_at_the_start(play: Play) -> None:
    assert "met all of these" not in await play.say("Ben", "quiz solo drying")
    await play_through(play, "Ben", "quiz solo drying")
    again = await play.say("Ben", "quiz solo drying")
    assert "You have met all of these before" in again
    assert "met all" not in await play.say("Ben", "quiz solo drying")


async def test_half_at_most_was_missed_before(play: Play) -> None:
    await has_read(play, "Ben")
    await play_through(play, "Ben", "quiz solo picking", right=False)
    found = await order(play, "quiz solo 4")
    assert (set(found[:2]) <= PICKING, set(found[2:])) == (True, DRYING)


async def test_a_newcomer_begins_easily_where_the_course_does(weekly: Weekly) -> None:
    await weekly.begin("")
    for _ in range(2):
        await weekly.wait_until_week()
    question = asked(weekly, await weekly.say("Ben", "quiz solo"))
    assert (question.difficulty, bool(question.choices)) == (1, True)
    assert set(question.needs) <= {"first-flush", "two-leaves"}


async def order(play: Play, line: str | Call, name: str = "Ben") -> list[str]:
    """The ids of a quiz's questions, in the order in which they will be asked."""
    await (play.say(name, line) if isinstance(line, str) else play.call(name, line))
    found = await play.rows(
        "SELECT question FROM attempts a JOIN quizzes q ON q.id = a.quiz_id"
        f" JOIN people p ON p.id = q.person_id WHERE ended_at IS NULL AND name = '{name}'"
        " ORDER BY number"
    )
    return [str(question) for (question,) in found]
