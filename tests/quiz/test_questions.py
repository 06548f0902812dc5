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
    gives_away,
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
def test_a_number_is_read_as_people_write_it(written: str, unit: str, meant: str) -> None:
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
def test_what_is_no_number_is_told_and_costs_nothing(written: str) -> None:
    with pytest.raises(UserError):
        read_number(written, "g")


@given(st.integers(-(10**12), 10**12))
def test_thousands_may_be_grouped_or_not(number: int) -> None:
    assert read_number(f"{number:,}", "") == read_number(str(number), "") == number


@given(st.text(max_size=200))
def test_any_text_is_a_number_or_a_kind_word(written: str) -> None:
    with suppress(UserError):
        assert isinstance(read_number(written, "g"), Fraction)


@pytest.mark.parametrize("answer", ["245", "250", "255", "255 g", "245.0"])
def test_a_number_within_the_tolerance_is_right(answer: str) -> None:
    assert judge(NUMERIC, answer, ()).correct


@pytest.mark.parametrize("answer", ["244.999", "255.001", "750", "-250"])
def test_a_number_outside_the_tolerance_is_wrong(answer: str) -> None:
    assert not judge(NUMERIC, answer, ()).correct


def test_a_tolerance_is_exact_where_binary_fractions_are_not() -> None:
    assert judge(replace(NUMERIC, number=0.3, tolerance=0.1, unit=""), "0.4", ()).correct


@pytest.mark.parametrize(
    "answer", ["withering", " Withering. ", "WITHERING!", "wílting", "wilting"]
)
def test_a_term_is_right_whatever_its_case_accents_and_punctuation(answer: str) -> None:
    assert judge(TEXT, answer, ()).correct


@pytest.mark.parametrize("answer", ["rolling", "wither", "with ering"])
def test_another_term_is_wrong(answer: str) -> None:
    assert not judge(TEXT, answer, ()).correct


@pytest.mark.parametrize("answer", ["", "?", " …! ", "-", "$"])
def test_what_holds_no_word_is_no_answer_unless_it_is_the_right_one(answer: str) -> None:
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
def test_letters_are_read_as_people_write_them(answer: str, picked: set[int]) -> None:
    kept = judge(replace(SINGLE, kind="multiple"), answer, THREE).kept
    assert set(kept.split(",")) == {THREE[index] for index in picked}


@pytest.mark.parametrize("answer", ["", "D", "AB", "A B", "1", "Two", "😀", "AA A"])
def test_a_single_choice_takes_one_letter_that_is_there(answer: str) -> None:
    with pytest.raises(UserError):
        judge(SINGLE, answer, THREE)


@pytest.mark.parametrize("answer", ["", "D", "A, F", "all", ","])
def test_several_choices_take_letters_that_are_there(answer: str) -> None:
    with pytest.raises(UserError):
        judge(MULTIPLE, answer, tuple(map(fingerprint, MULTIPLE.choices)))


def test_several_choices_are_right_only_all_together() -> None:
    order = shuffled(MULTIPLE, "ann", 1)
    letters = dict(zip(in_order(MULTIPLE, order) or (), "ABC", strict=True))
    right = letters["Spring"] + letters["Summer"]
    assert judge(MULTIPLE, right, order).correct
    assert judge(MULTIPLE, right[::-1], order).correct
    for wrong in ("ABC", letters["Spring"], letters["Summer"], letters["The middle of winter"]):
        assert not judge(MULTIPLE, wrong, order).correct


@given(st.text(max_size=8), st.integers(1, 5))
def test_a_choice_is_judged_by_its_words_wherever_it_stands(person: str, time: int) -> None:
    order = shuffled(SINGLE, person, time)
    shown = in_order(SINGLE, order)
    assert shown is not None
    assert sorted(shown) == sorted(SINGLE.choices)
    verdicts = {
        choice: judge(SINGLE, letter, order).correct
        for choice, letter in zip(shown, "ABC", strict=True)
    }
    assert verdicts == {"None": False, "Two": True, "Seven": False}


def test_a_shuffle_is_the_same_whenever_the_same_is_asked() -> None:
    assert shuffled(SINGLE, "ann", 1) == shuffled(SINGLE, "ann", 1)
    assert len({shuffled(SINGLE, "ann", number) for number in range(20)}) > 1


def test_true_and_false_keep_their_places() -> None:
    assert {shuffled(TRUE_FALSE, person, 1) for person in "abcdefgh"} == {
        tuple(map(fingerprint, TRUE_FALSE.choices))
    }


def test_every_order_of_choices_is_equally_likely() -> None:
    rounds = 6000
    found = Counter(shuffled(SINGLE, f"person-{number}", 1) for number in range(rounds))
    assert set(found) == set(permutations(THREE))
    # Six orders, each 1,000 times on average; five standard deviations of a fair shuffle are 144.
    assert all(abs(count - rounds / 6) < 150 for count in found.values()), found


def test_choices_that_the_pack_has_changed_have_no_order_any_more() -> None:
    assert in_order(replace(SINGLE, choices=("None", "Three", "Seven")), THREE) is None
    assert in_order(replace(SINGLE, choices=("Seven", "None", "Two")), THREE) == SINGLE.choices


def test_a_kept_answer_leaves_out_what_has_left_the_pack() -> None:
    changed = replace(SINGLE, choices=("None", "Three", "Seven"))
    assert shown_answer(changed, f"{THREE[1]},{THREE[2]}", THREE) == "C. Seven"


@pytest.mark.parametrize(
    ("title", "given"),
    [
        ("Withering the Leaf", True),
        ("Withered Leaves", True),
        ("Drying the Leaf", False),
        ("Wit and Tea", False),
        ("", False),
    ],
)
def test_a_title_may_give_away_a_term(title: str, given: bool) -> None:
    assert gives_away(TEXT, title) is given


def test_a_title_may_give_away_a_choice() -> None:
    question = replace(SINGLE, ask="Which step?", choices=("Slow withering", "Oxidation", "None"))
    question = replace(question, right=(0,))
    assert gives_away(question, "Withering")
    assert not gives_away(question, "Oxidation")  # that one is wrong
    assert not gives_away(replace(question, ask="What kind of withering?"), "Withering")
    assert not gives_away(TRUE_FALSE, "True Teas")
    assert not gives_away(NUMERIC, "250 Teas")
