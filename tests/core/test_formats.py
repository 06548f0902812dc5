"""Shares, as percent and as lines of squares."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.formats import bar, percent

SHARES = st.integers(1, 2000).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole))
)


@given(SHARES)
def test_all_and_nothing_are_said_of_nothing_else(share: tuple[int, int]) -> None:
    part, whole = share
    assert (percent(part, whole) == "100 %") is (part == whole)
    assert (percent(part, whole) == "0 %") is (part == 0)
    assert ("░" not in bar(part, whole, 12)) is (part == whole)
    assert ("█" not in bar(part, whole, 12)) is (part == 0)


@given(SHARES)
def test_what_lies_between_is_rounded(share: tuple[int, int]) -> None:
    part, whole = share
    told = int(percent(part, whole).removesuffix(" %"))
    assert told in (1, 99) or abs(told - 100 * part / whole) <= 0.5
    assert len(bar(part, whole, 12)) == 12


def test_halves_are_rounded_up() -> None:
    assert [percent(part, 8) for part in (1, 3, 5, 7)] == ["13 %", "38 %", "63 %", "88 %"]


def test_nothing_of_nothing_is_an_empty_line() -> None:
    assert bar(0, 0, 3) == "░░░"
