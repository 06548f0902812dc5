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
def test_everything_is_planned_once_in_order(pack: Pack, pace: int) -> None:
    """Every part of every reading is planned, once and in order."""
    items = [item for week in plan(pack, pace) for item in week.items]

    assert list(dict.fromkeys(item.reading for item in items)) == [
        reading.id for reading in pack.readings
    ]
    for reading in pack.readings:
        own = [item for item in items if item.reading == reading.id]
        assert [item.part for item in own] == list(range(1, own[0].parts + 1))
        assert sum(item.minutes for item in own) >= reading.minutes


@given(PACKS, st.integers(15, 300))
def test_overruns_stay_within_a_third(pack: Pack, pace: int) -> None:
    """No week overruns its pace by more than a third."""
    assert all(week.minutes <= pace * 4 / 3 for week in plan(pack, pace))


@given(PACKS, st.integers(15, 300))
def test_fitting_sections_are_not_torn(pack: Pack, pace: int) -> None:
    """A section that fits a week is not torn."""
    week_of = {item.reading: week.number for week in plan(pack, pace) for item in week.items}

    for section in pack.sections:
        if sum(reading.minutes for reading in section.readings) <= pace:
            assert len({week_of[reading.id] for reading in section.readings}) == 1


@given(PACKS, st.integers(15, 300), st.integers(15, 300), st.integers(0, 8))
@settings(max_examples=200)
def test_new_paces_drop_nothing(pack: Pack, pace: int, later: int, at: int) -> None:
    """A change of pace halfway drops nothing and repeats nothing."""
    past = [item for week in plan(pack, pace)[:at] for item in week.items]
    rest = [i for w in plan(pack, later, past=tuple(past), first=at + 1) for i in w.items]

    for reading in pack.readings:
        own = [item for item in (*past, *rest) if item.reading == reading.id]
        assert [item.part for item in own] == list(range(1, own[0].parts + 1))
        assert len({item.parts for item in own}) == 1


@given(PACKS, st.integers(1, 6))
def test_catch_up_moves_the_rest(pack: Pack, number: int) -> None:
    """A week fixed as catch-up moves the rest and drops nothing."""
    before = [item for week in plan(pack) for item in week.items]
    fixed = plan(pack, pins={number: Contents()})

    assert [item for week in fixed for item in week.items] == before
    assert next(week for week in fixed if week.number == number).items == ()


def test_fixed_readings_are_planned_once() -> None:
    """What is fixed for a week is not planned again."""
    pinned = Item("first-flush", 1, 1, 30)

    weeks = plan(TEA, 30, pins={2: Contents((pinned,))})

    assert weeks[1].items == (pinned,)
    assert [i.reading for w in weeks for i in w.items].count("first-flush") == 1


def test_long_readings_span_weeks() -> None:
    """A long reading spans weeks in parts."""
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
