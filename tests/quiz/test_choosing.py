"""Which questions a private quiz asks: at most half again, this week's first, easy before hard."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.quiz.choosing import Candidate, choose, unseen
from bot.quiz.questions import Seen, trial, with_due
from content.model import Question, Trap

LATER, RIGHT, WRONG = 9, True, False


def test_what_was_right_comes_last() -> None:
    """First what was missed, then what is unseen, then what was right, the longest ago first."""
    seen = {
        "missed": Seen(1, correct=WRONG, at=50),
        "missed-old": Seen(3, correct=WRONG, at=10),
        "right-old": Seen(1, correct=RIGHT, at=20),
        "right-new": Seen(1, correct=RIGHT, at=70),
    }
    pool = [*map(_candidate, seen), _candidate("there", LATER), _candidate("here")]
    assert _asked(pool, seen, 6) == [
        "missed-old", "missed", "here", "there", "right-old", "right-new"
    ]  # fmt: skip


def test_the_longest_due_comes_first() -> None:
    seen = {"missed": Seen(1, correct=WRONG, at=50), "due-new": Seen(2, correct=RIGHT, at=60)}
    pool = [_candidate(name) for name in ("fresh", "missed", "due-new", "due-old")]
    marked = with_due(seen, ["due-old", "due-new"])
    assert _asked(pool, marked, 4) == ["due-old", "due-new", "missed", "fresh"]


def test_an_old_name_counts_as_seen() -> None:
    renamed = replace(_question("new"), was=("old", "older"))
    seen = {"old": Seen(2, correct=WRONG, at=5), "older": Seen(1, correct=RIGHT, at=3)}
    pool = [_candidate("fresh"), Candidate(renamed)]
    assert _asked(pool, seen, 2) == ["new", "fresh"]
    assert trial(renamed, seen) == 4
    assert trial(_question("fresh"), seen) == 1


def test_unseen_ones_begin_easily() -> None:
    """From easy to hard, and within that not alike for everyone."""
    pool = [_candidate(f"q{number}", difficulty=1 + number % 3) for number in range(12)]
    orders = {tuple(_asked(pool, {}, 12, person)) for person in ("ann", "ben", "cem")}
    assert len(orders) == 3
    for order in orders:
        levels = [1 + int(name[1:]) % 3 for name in order]
        assert levels == sorted(levels)


def test_this_weeks_come_first() -> None:
    """However hard they are."""
    pool = [_candidate("old", 2), _candidate("older", 1), _candidate("now", difficulty=3)]
    assert _asked(pool, {"x": Seen(1, RIGHT, 1)}, 3) == ["now", "older", "old"]


@pytest.mark.parametrize("typed", [True, False])
def test_the_very_first_question_is_easy(typed: bool) -> None:
    """And it is on what the course begins with."""
    kind = replace(_question("typed" if typed else "hard"), difficulty=1 if typed else 3)
    hard = Candidate(kind if typed else replace(kind, choices=("A", "B")), opening=True)
    easy = [
        Candidate(replace(_question(name), difficulty=1, choices=("A", "B")), place, place == LATER)
        for name, place in (("now", 0), ("first-week", LATER))
    ]
    assert _asked([hard, *easy], {}, 2)[0] == "first-week"
    assert _asked([hard, easy[0]], {}, 2)[0] == "now"
    assert _asked([hard, *easy], {"x": Seen(1, RIGHT, 1)}, 3)[-1] == "first-week"


@given(
    st.lists(st.sampled_from(["unseen", "due", "missed", "right"]), max_size=30),
    st.integers(1, 20),
)
def test_at_most_half_is_repetition(states: list[str], count: int) -> None:
    """While something unseen is left."""
    names = [f"q{number}" for number in range(len(states))]
    seen = {
        name: Seen(1, state != "missed", at, at + 1 if state == "due" else 0)
        for at, (name, state) in enumerate(zip(names, states, strict=True))
        if state != "unseen"
    }
    pool = [_candidate(name, place) for place, name in enumerate(names)]
    asked = _asked(pool, seen, count)
    fresh = {candidate.question.id for candidate in unseen(pool, seen)}
    assert len(asked) == len(set(asked)) == min(count, len(pool))
    assert fresh <= set(asked) or len(set(asked) - fresh) <= len(asked) / 2


def _asked(pool: list[Candidate], seen: dict[str, Seen], count: int, by: str = "ann") -> list[str]:
    return [question.id for question in choose(pool, seen, by, count)]


def _candidate(name: str, place: int = 0, *, difficulty: int = 2) -> Candidate:
    return Candidate(replace(_question(name), difficulty=difficulty), place)


def _question(name: str) -> Question:
    return Question(
        name, "text", "Which?", "So.", Trap("this", "no"), "first-flush", accepted=("that",)
    )
