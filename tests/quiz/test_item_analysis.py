"""What answers say about questions.

Who was right, whether a question tells who knows more, what nobody takes.
"""

from pathlib import Path

import pytest

from bot.quiz.analysis.answers import answers_to
from bot.quiz.analysis.item_analysis import ENOUGH_ANSWERS, Answers, Item, analyse
from bot.quiz.analysis.texts import told
from bot.quiz.questions import fingerprint
from tests.play import TEA, Play
from tests.quiz.solo_play import answer, asked, play_through

QUESTIONS = [question.id for question in TEA.questions]
SUBJECT = TEA.question_by_id["pick-bud-leaves"]


def people(
    count: int, subject: str, right: list[bool], others: list[int]
) -> list[list[tuple[str, bool, str]]]:
    """`count` people who all answered the subject and the same other questions, of which they had
    `others` right.
    """
    rest = [f"other-{number}" for number in range(10)]
    return [
        [
            (subject, right[n], ""),
            *((name, place < others[n], "") for place, name in enumerate(rest)),
        ]
        for n in range(count)
    ]


def found(answers: Answers, question: str = SUBJECT.id) -> Item:
    return next(item for item in analyse(TEA, answers) if item.question.id == question)


def test_the_share_of_right_answers() -> None:
    item = found(Answers(people(4, SUBJECT.id, [True, False, True, True], [5] * 4), {}))
    assert (item.answers, item.correct, item.share) == (4, 3, 0.75)


def test_those_who_know_more_stand_apart() -> None:
    """A question that those who know more have right discriminates between people."""
    others = list(range(10)) * 2
    good = found(Answers(people(20, SUBJECT.id, [score >= 5 for score in others], others), {}))
    bad = found(Answers(people(20, SUBJECT.id, [score < 5 for score in others], others), {}))
    assert good.discrimination == pytest.approx(
        0.870, abs=0.001
    )  # computed by hand: 25 / sqrt(5 * 165)
    assert bad.discrimination == pytest.approx(-0.870, abs=0.001)
    assert bad.suspicious
    assert not good.suspicious


def test_too_few_answers_say_nothing() -> None:
    few = ENOUGH_ANSWERS - 1
    item = found(Answers(people(few, SUBJECT.id, [False] * few, [5] * few), {}))
    assert item.discrimination is None
    assert not item.suspicious


def test_all_right_or_wrong_is_suspicious() -> None:
    """A question that everybody has right or wrong tells nobody apart and is looked at."""
    for right in (True, False):
        item = found(Answers(people(20, SUBJECT.id, [right] * 20, list(range(10)) * 2), {}))
        assert item.discrimination == 0
        assert item.suspicious


def test_an_untaken_wrong_choice_is_named() -> None:
    right, *wrong = sorted(
        SUBJECT.choices, key=lambda choice: SUBJECT.choices.index(choice) not in SUBJECT.right
    )
    given = [fingerprint(right)] * 15 + [fingerprint(wrong[0])] * 5
    item = found(Answers([[(SUBJECT.id, mark == given[0], mark)] for mark in given], {}))
    assert item.untaken == tuple(wrong[1:])


def test_reported_questions_come_first() -> None:
    """Reports bring a question to the front, also one that nobody answered."""
    answers = Answers(
        people(20, QUESTIONS[1], [False] * 20, [5] * 20), {QUESTIONS[2]: 1, "gone": 4}
    )
    items = analyse(TEA, answers)
    assert [item.question.id for item in items] == [QUESTIONS[2], QUESTIONS[1]]
    assert "1 report" in told(TEA, items)


async def test_only_first_answers_count_unnamed(play: Play, tmp_path: Path) -> None:
    """Only the first answer of each person counts, and nobody is named."""
    await play_through(play, "Cem", "quiz solo 1", right=False)
    screen = await play.say("Ben", "quiz solo 1")
    await answer(play, "Ben", screen)
    question = asked(play, screen)
    play.clock.advance(days=3)
    await play_through(play, "Cem", "quiz review")
    await play.say("Ben", f"report question:{question.id} note:hm")
    (database,) = [
        Path(row[2]) for row in await play.rows("PRAGMA database_list") if row[1] == "main"
    ]
    kept = answers_to(database, play.pack.id)
    items = analyse(TEA, kept)
    assert sum(item.answers for item in items) == 2
    assert sum(item.correct for item in items) == 1
    assert kept.reports == {question.id: 1}
    shown = told(TEA, items)
    assert "2 answers" in shown
    assert not any(word in shown + repr(kept) for word in ("Ben", "Cem", "ben", "cem"))


def test_no_answers_yet_is_said() -> None:
    assert "Nobody has answered" in told(TEA, analyse(TEA, Answers([], {})))
