"""Weekly streaks: the fold, against a naive model and against the sentences of the rules."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.streaks.streaks import ClosedWeek, fold

WEEKS = st.lists(
    st.builds(
        ClosedWeek,
        number=st.just(0),
        active=st.booleans(),
        short=st.booleans(),
        forgiven=st.booleans(),
        finished=st.booleans(),
        spared=st.booleans(),
    ),
    max_size=60,
)


def naive(weeks: list[ClosedWeek]) -> tuple[int, int, int]:
    """Weeks in a row, the longest, freezes.

    By rewriting history as letters and walking it anew for every prefix.
    """
    letters = "".join(
        "a" if w.active or w.finished else "e" if w.short or w.forgiven or w.spared else "m"
        for w in weeks
    ).lstrip("em")
    row, best, held = 0, 0, 0
    for letter in letters:
        if letter == "a":
            row += 1
            best = max(best, row)
            held += 1 if row % 4 == 0 and held < 2 else 0
        elif letter == "m" and held:
            held -= 1
        elif letter == "m":
            row = 0
    return row, best, held


@given(WEEKS)
def test_it_agrees_with_a_naive_model(weeks: list[ClosedWeek]) -> None:
    """The fold over weeks agrees with a naive model."""
    streak = fold(weeks)

    assert (streak.weeks, streak.longest, streak.freezes) == naive(weeks)


@given(WEEKS)
def test_excusing_a_week_never_costs_anything(weeks: list[ClosedWeek]) -> None:
    for index, week in enumerate(weeks):
        excused = [
            *weeks[:index],
            replace(week, forgiven=True),
            *weeks[index + 1 :],
        ]

        assert fold(excused).longest >= fold(weeks).longest
        assert fold(excused).weeks >= fold(weeks).weeks


@given(WEEKS)
def test_at_most_two_freezes_held(weeks: list[ClosedWeek]) -> None:
    assert all(0 <= step.freezes <= 2 for step in fold(weeks).steps)


def weeks(letters: str) -> list[ClosedWeek]:
    """`a` active, `m` missed, `s` short without an activity, `f` forgiven."""
    return [ClosedWeek(n, c == "a", c == "s", c == "f") for n, c in enumerate(letters, 1)]


def test_freezes_keep_without_lengthening() -> None:
    """A freeze keeps the streak and does not lengthen it."""
    streak = fold(weeks("aaaam"))

    assert (streak.weeks, streak.freezes) == (4, 0)
    assert streak.steps[-1].outcome == "frozen"


def test_one_freeze_covers_one_week() -> None:
    assert fold(weeks("aaaamm")).weeks == 0


def test_nothing_counts_before_the_first_activity() -> None:
    assert fold(weeks("mmsmf")).steps == ()


def test_short_weeks_never_cost() -> None:
    """A short week can gain and never costs."""
    assert fold([*weeks("aa"), ClosedWeek(3, active=True, short=True)]).weeks == 3
    assert fold(weeks("aas")).weeks == 2


def test_forgiving_returns_the_freeze() -> None:
    """Forgiving a frozen week brings the freeze back."""
    assert fold(weeks("aaaam")).freezes == 0
    assert fold(weeks("aaaaf")).freezes == 1


def test_every_step_says_what_it_did() -> None:
    steps = fold(weeks("aaaammmsf")).steps

    assert [step.outcome for step in steps[3:]] == [
        "active",
        "frozen",
        "lost",
        "missed",
        "short",
        "forgiven",
    ]
    assert steps[3].earned
