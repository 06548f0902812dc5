"""Answers are read as people write them; chance is derived, fair, and the same when asked again."""

import string
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import UserError
from bot.quiz.questions import (
    fingerprint,
    in_order,
    judge,
    normal,
    read_number,
    shown_answer,
    shuffled,
)
from tests.play import TEA

SINGLE = TEA.question_by_id["pick-bud-leaves"]
MULTIPLE = TEA.question_by_id["pick-seasons"]
TRUE_FALSE = TEA.question_by_id["pick-spring-first"]
NUMERIC = TEA.question_by_id["dry-water-share"]
TEXT = TEA.question_by_id["dry-first-step"]
THREE = tuple(map(fingerprint, SINGLE.choices))


@pytest.mark.parametrize(
    ("written", "unit", "meant"),
    [
        ("250", "g", "250"),
        ("250 g", "g", "250"),
        ("250G", "g", "250"),
        (" 250  ", "g", "250"),
        ("+3", "", "3"),
        ("-3", "", "-3"),
        ("−3", "", "-3"),
        ("1,536", "", "1536"),
        ("1,234,567", "", "1234567"),
        ("1,234.5", "", "1234.5"),
        ("1 536", "", "1536"),
        ("1\u202f536", "", "1536"),
        ("1_536", "", "1536"),
        ("1'536", "", "1536"),
        ("0.25", "", "1/4"),
        ("0,25", "", "1/4"),
        (".5", "", "1/2"),
        ("5.", "", "5"),
        ("3/4", "", "3/4"),
        ("3⁄4", "", "3/4"),
        ("½", "", "1/2"),
        ("50 %", "%", "50"),
        ("50%", "", "50"),
        ("1.5e9", "", "1500000000"),
        ("1.5E9", "", "1500000000"),
        ("1.5×10^9", "", "1500000000"),
        ("1.5 x 10^9", "", "1500000000"),
        ("2*10^-3", "", "1/500"),
        ("2·10³", "", "2000"),
        ("１２", "", "12"),
        ("175 billion", "billion", "175"),
    ],
)
def test_numbers_are_read_as_written(written: str, unit: str, meant: str) -> None:
    """A number is read in the ways people write it."""
    assert read_number(written, unit) == Fraction(meant)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "g",
        "many",
        "1e999",
        "9" * 200,
        "1/0",
        "1/2/3",
        "--1",
        "1..2",
        "nan",
        "inf",
        "0x10",
        "1 2",
        "1e9e9",
        "12 kg",
    ],
)
def test_other_text_is_refused(written: str) -> None:
    """What is no number is refused with a word about it."""
    with pytest.raises(UserError):
        read_number(written, "g")


@given(st.integers(-(10**12), 10**12))
def test_thousands_may_be_grouped_or_not(number: int) -> None:
    assert read_number(f"{number:,}", "") == read_number(str(number), "") == number


@given(st.text(max_size=200))
def test_any_text_is_number_or_refusal(written: str) -> None:
    """Whatever is typed is either read as a number or refused with a message, never a crash."""
    with suppress(UserError):
        assert isinstance(read_number(written, "g"), Fraction)


@pytest.mark.parametrize("answer", ["245", "250", "255", "255 g", "245.0"])
def test_within_the_tolerance_is_right(answer: str) -> None:
    assert judge(NUMERIC, answer, ()).correct


@pytest.mark.parametrize("answer", ["244.999", "255.001", "750", "-250"])
def test_outside_the_tolerance_is_wrong(answer: str) -> None:
    assert not judge(NUMERIC, answer, ()).correct


def test_decimal_tolerances_are_exact() -> None:
    """A tolerance is exact also where binary fractions are not."""
    assert judge(replace(NUMERIC, number=0.3, tolerance=0.1, unit=""), "0.4", ()).correct


@pytest.mark.parametrize(
    "answer", ["withering", " Withering. ", "WITHERING!", "wílting", "wilting"]
)
def test_case_accents_punctuation_never_matter(answer: str) -> None:
    """A term is right whatever its case, accents and punctuation."""
    assert judge(TEXT, answer, ()).correct


@pytest.mark.parametrize("answer", ["rolling", "wither", "with ering"])
def test_another_term_is_wrong(answer: str) -> None:
    assert not judge(TEXT, answer, ()).correct


@pytest.mark.parametrize("answer", ["", "?", " …! ", "-", "$"])
def test_marks_alone_are_no_answer(answer: str) -> None:
    """What holds no word is no answer, unless the pack accepts exactly that."""
    with pytest.raises(UserError, match="no word"):
        judge(TEXT, answer, ())
    assert judge(replace(TEXT, accepted=("$",)), answer, ()).correct


@given(st.text(max_size=60))
def test_normal_words_are_normal_already(words: str) -> None:
    assert normal(normal(words)) == normal(words)


@given(st.text(string.ascii_letters + string.digits + " ", max_size=40))
def test_case_and_spaces_do_not_matter(words: str) -> None:
    assert normal(f"  {words.upper()}.") == normal("   ".join(words.split()).lower())


@pytest.mark.parametrize(
    ("answer", "picked"),
    [
        ("B", {1}),
        ("b", {1}),
        (" b. ", {1}),
        ("(B)", {1}),
        ("a,c", {0, 2}),
        ("A C", {0, 2}),
        ("ca", {0, 2}),
        ("a and b", {0, 1}),
    ],
)
def test_letters_are_read_as_written(answer: str, picked: set[int]) -> None:
    """Letters of choices are read in the ways people write them."""
    kept = judge(replace(SINGLE, kind="multiple"), answer, THREE).kept
    assert set(kept.split(",")) == {THREE[index] for index in picked}


@pytest.mark.parametrize("answer", ["", "D", "AB", "A B", "1", "Two", "😀", "AA A"])
def test_single_choice_takes_one_offered_letter(answer: str) -> None:
    with pytest.raises(UserError):
        judge(SINGLE, answer, THREE)


@pytest.mark.parametrize("answer", ["", "D", "A, F", "all", ","])
def test_several_choices_take_offered_letters(answer: str) -> None:
    with pytest.raises(UserError):
        judge(MULTIPLE, answer, tuple(map(fingerprint, MULTIPLE.choices)))


def test_several_choices_need_all() -> None:
    """Several choices are right only all together."""
    order = shuffled(MULTIPLE, "ann", 1)
    letters = dict(zip(in_order(MULTIPLE, order) or (), "ABC", strict=True))
    right = letters["Spring"] + letters["Summer"]
    assert judge(MULTIPLE, right, order).correct
    assert judge(MULTIPLE, right[::-1], order).correct
    for wrong in ("ABC", letters["Spring"], letters["Summer"], letters["The middle of winter"]):
        assert not judge(MULTIPLE, wrong, order).correct


@given(st.text(max_size=8), st.integers(1, 5))
def test_choices_are_judged_by_their_words(person: str, time: int) -> None:
    """A choice is judged by its words, wherever the shuffle put it."""
    order = shuffled(SINGLE, person, time)
    shown = in_order(SINGLE, order)
    assert shown is not None
    assert sorted(shown) == sorted(SINGLE.choices)
    verdicts = {
        choice: judge(SINGLE, letter, order).correct
        for choice, letter in zip(shown, "ABC", strict=True)
    }
    assert verdicts == {"None": False, "Two": True, "Seven": False}


def test_a_shuffle_can_be_repeated() -> None:
    """The same person, question and time give the same order of choices."""
    assert shuffled(SINGLE, "ann", 1) == shuffled(SINGLE, "ann", 1)
    assert len({shuffled(SINGLE, "ann", number) for number in range(20)}) > 1


def test_true_and_false_keep_their_places() -> None:
    assert {shuffled(TRUE_FALSE, person, 1) for person in "abcdefgh"} == {
        tuple(map(fingerprint, TRUE_FALSE.choices))
    }


def test_every_order_is_equally_likely() -> None:
    rounds = 6000
    found = Counter(shuffled(SINGLE, f"person-{number}", 1) for number in range(rounds))
    assert set(found) == set(permutations(THREE))
    # Six orders, each 1,000 times on average; five standard deviations of a fair shuffle are 144.
    assert all(abs(count - rounds / 6) < 150 for count in found.values()), found


def test_changed_choices_lose_their_order() -> None:
    """Choices whose words the pack has changed have no kept order any more."""
    assert in_order(replace(SINGLE, choices=("None", "Three", "Seven")), THREE) is None
    assert in_order(replace(SINGLE, choices=("Seven", "None", "Two")), THREE) == SINGLE.choices


def test_kept_answers_drop_removed_choices() -> None:
    """A kept answer is shown without the choices that have left the pack."""
    changed = replace(SINGLE, choices=("None", "Three", "Seven"))
    assert shown_answer(changed, f"{THREE[1]},{THREE[2]}", THREE) == "C. Seven"
