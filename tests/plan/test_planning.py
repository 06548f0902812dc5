"""The plan: nothing is dropped, nothing comes twice, weeks keep to the pace, sections stay together
where they fit.
"""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.records import Item
from bot.plan.planned import Contents, PlannedWeek
from bot.plan.planning import weeks_ahead
from bot.roadmap.progress import planned
from content.courses import ROAD_ESSENTIAL, course_or_recommended
from content.loading.loader import load
from content.model import Chapter, Pack, Reading, Section

TEA = load(Path(__file__).parents[1] / "packs" / "tea")


def pack_of(*sections: list[int]) -> Pack:
    """A pack of essential readings with these lengths in minutes, one list a section."""
    made = tuple(
        Section(
            f"s{n}",
            f"Section {n}",
            "outline",
            readings=tuple(
                Reading(
                    f"r{n}-{k}",
                    "A reading",
                    f"https://example.org/{n}/{k}",
                    "essential",
                    minutes,
                    "all of it",
                )
                for k, minutes in enumerate(lengths)
            ),
        )
        for n, lengths in enumerate(sections)
    )
    return Pack("made", "Made", "", (Chapter("c", "C", "", made),))


def plan(
    pack: Pack,
    pace: int = 90,
    *,
    course: str = ROAD_ESSENTIAL,
    past: tuple[Item, ...] = (),
    pins: dict[int, Contents] | None = None,
    first: int = 1,
) -> list[PlannedWeek]:
    """The plan of a course; unless told otherwise of the whole road from week one."""
    walked = course_or_recommended(pack, course)
    begun = {item.reading for item in past}
    return list(weeks_ahead(pack, walked, pace, past, pins or {}, first, begun))


PACKS = st.lists(
    st.lists(st.integers(5, 400), min_size=1, max_size=5), min_size=1, max_size=12
).map(lambda s: pack_of(*s))


@given(PACKS, st.integers(15, 300))
def test_every_part_of_every_reading_is_planned_once_and_in_order(pack: Pack, pace: int) -> None:
    items = [item for week in plan(pack, pace) for item in week.items]

    assert list(dict.fromkeys(item.reading for item in items)) == [
        reading.id for reading in pack.readings
    ]
    for reading in pack.readings:
        own = [item for item in items if item.reading == reading.id]
        assert [item.part for item in own] == list(range(1, own[0].parts + 1))
        assert sum(item.minutes for item in own) >= reading.minutes


@given(PACKS, st.integers(15, 300))
def test_no_week_overruns_its_pace_by_more_than_a_third(pack: Pack, pace: int) -> None:
    assert all(week.minutes <= pace * 4 / 3 for week in plan(pack, pace))


@given(PACKS, st.integers(15, 300))
def test_a_section_that_fits_a_week_is_not_torn(pack: Pack, pace: int) -> None:
    week_of = {item.reading: week.number for week in plan(pack, pace) for item in week.items}

    for section in pack.sections:
        if sum(reading.minutes for reading in section.readings) <= pace:
            assert len({week_of[reading.id] for reading in section.readings}) == 1


@given(PACKS, st.integers(15, 300), st.integers(15, 300), st.integers(0, 8))
@settings(max_examples=200)
def test_a_change_of_pace_halfway_drops_nothing_and_repeats_nothing(
    pack: Pack, pace: int, later: int, at: int
) -> None:
    past = [item for week in plan(pack, pace)[:at] for item in week.items]
    rest = [i for w in plan(pack, later, past=tuple(past), first=at + 1) for i in w.items]

    for reading in pack.readings:
        own = [item for item in (*past, *rest) if item.reading == reading.id]
        assert [item.part for item in own] == list(range(1, own[0].parts + 1))
        assert len({item.parts for item in own}) == 1


@given(PACKS, st.integers(1, 6))
def test_a_week_fixed_as_catch_up_moves_the_rest_and_drops_nothing(pack: Pack, number: int) -> None:
    before = [item for week in plan(pack) for item in week.items]
    fixed = plan(pack, pins={number: Contents()})

    assert [item for week in fixed for item in week.items] == before
    assert next(week for week in fixed if week.number == number).items == ()


def test_what_is_fixed_for_a_week_is_not_planned_again() -> None:
    pinned = Item("first-flush", 1, 1, 30)

    weeks = plan(TEA, 30, pins={2: Contents((pinned,))})

    assert weeks[1].items == (pinned,)
    assert [i.reading for w in weeks for i in w.items].count("first-flush") == 1


def test_a_long_reading_spans_weeks_in_parts() -> None:
    weeks = plan(pack_of([200]), 90)

    assert [(item.part, item.parts) for week in weeks for item in week.items] == [
        (1, 3),
        (2, 3),
        (3, 3),
    ]


@pytest.mark.parametrize(("course", "expected"), [("road-essential", 3), ("road-core", 4)])
def test_a_road_takes_its_levels(course: str, expected: int) -> None:
    """Never the optional ones."""
    items = [item for week in plan(TEA, course=course) for item in week.items]

    assert len(items) == expected == len(planned(TEA, course))


@pytest.mark.parametrize("course", ["chapter-cup", "own:core:cup"])
def test_only_the_chosen_chapter_is_planned(course: str) -> None:
    items = [item for week in plan(TEA, course=course) for item in week.items]

    assert [item.reading for item in items] == ["water-temperature"]
