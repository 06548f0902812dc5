"""GIFT and Aiken as teachers write them.

What a pack holds comes in, everything else is told with its line.
"""

from typing import Any

import pytest

from tests.content.formats import read


def entry(text: str, form: str = "gift") -> dict[str, Any]:
    """The one question of a file of which nothing is reported."""
    (given,), told = read(text, form)
    assert told == []
    return given.entry


def refused(text: str, form: str = "gift") -> str:
    """Why a file's one question is left out."""
    found, (told,) = read(text, form)
    assert found == []
    return told


def test_one_right_choice() -> None:
    assert entry("::Grant:: Who's buried in Grant's tomb?{=Grant ~no one ~Napoleon}") == {
        "ask": "Who's buried in Grant's tomb?",
        "kind": "single",
        "choices": ["Grant", "no one", "Napoleon"],
        "answer": "A",
    }


def test_several_right_choices_by_their_share() -> None:
    found = entry(
        "Two are buried.{\n~%-100%No one\n~%50%Grant\n~%50%Grant's wife\n~%-50%His horse\n}"
    )
    assert (found["kind"], found["answer"]) == ("multiple", ["B", "C"])


def test_one_wrong_feedback_is_the_trap() -> None:
    """The one wrong choice with feedback is the trap, and general feedback explains."""
    found = entry(
        "Who?{=Grant#Indeed. ~no one#One has to be. ~Ann####It is his tomb.}".replace(
            "#Indeed.", ""
        )
    )
    assert found["trap"] == {"answer": "B", "why": "One has to be."}
    assert found["explanation"] == "It is his tomb."


def test_feedback_to_the_right_explains() -> None:
    """Where nothing else explains, feedback to the right choice does."""
    assert entry("Who?{=Grant#It is his tomb. ~no one ~Ann}")["explanation"] == "It is his tomb."


def test_no_trap_is_guessed() -> None:
    """Which of many wrong choices tempts most is not guessed."""
    (given,), told = read("Who?{\n=Grant\n~Ann#No.\n~Ben#Neither.\n}", "gift")
    assert "trap" not in given.entry
    assert told == [
        "3: 2 wrong choices have feedback: name the most tempting one, as in `// [tag:trap-B]`"
    ]


@pytest.mark.parametrize(
    ("key", "answer"), [("T", "true"), ("TRUE", "true"), ("F", "false"), ("FALSE", "false")]
)
def test_true_and_false(key: str, answer: str) -> None:
    found = entry(f"Sunlight is green.{{{key}#Look up.#Right you are.}}")
    other = "false" if answer == "true" else "true"
    assert (found["kind"], found["answer"]) == ("true-false", answer)
    assert (found["trap"], found["explanation"]) == (
        {"answer": other, "why": "Look up."},
        "Right you are.",
    )


@pytest.mark.parametrize(
    ("key", "answer", "tolerance"),
    [
        ("3.14:0.01", 3.14, 0.01),
        ("3.1..3.2", 3.15, 0.05),
        ("1822", 1822, None),
        ("=-2:0", -2, None),
        ("=1e3:5", 1000, 5),
    ],
)
def test_numbers_with_tolerance_or_range(key: str, answer: float, tolerance: float | None) -> None:
    found = entry(f"How many?{{#{key}}}")
    assert (found["kind"], found["answer"], found.get("tolerance")) == (
        "numeric",
        answer,
        tolerance,
    )


def test_a_short_answer_said_several_ways() -> None:
    found = entry("Two plus two?{=four =4 =%100%vier =%0%five#Count again.}")
    assert (found["kind"], found["answer"], found["accept"]) == ("text", "four", ["4", "vier"])
    assert found["trap"] == {"answer": "five", "why": "Count again."}


def test_a_gap_within_a_sentence() -> None:
    assert (
        entry("Grant is {~buried =entombed ~living} in his tomb.")["ask"]
        == r"Grant is \_\_\_\_\_ in his tomb."
    )


def test_escapes_mean_what_they_escape() -> None:
    """An escape means the character itself, and an escaped n a line feed."""
    found = entry(r"[markdown]Which of \{1, 2\}\nis \~ or \= 2\: a\#b `\\n`?{=a\=b ~c\~d ~e->f}")
    assert found["ask"] == "Which of {1, 2}\nis ~ or = 2: a#b `\\n`?"
    assert found["choices"] == ["a=b", "c~d", "e->f"]


@pytest.mark.parametrize(
    ("written", "ask"),
    [
        (
            "[html]<p>Is <b>x</b> &lt; <code>y_1</code>?<br>Or 2 * 3?</p>",
            "Is **x** < `y_1`?\nOr 2 \\* 3?",
        ),
        ("[plain]Is a_b * c", r"Is a\_b \* c"),
        ("Is a_b", r"Is a\_b"),
        ("[moodle]Is <i>it</i>", "Is *it*"),
        ("[markdown]Is *it*\n  so", "Is *it* so"),
        ("[html]<script>alert(1)</script>So <img src=x>it is", "So it is"),
        ('[html]See <a href\\="https\\://example.org">here</a>', "See [here](https://example.org)"),
    ],
)
def test_texts_become_markdown(written: str, ask: str) -> None:
    assert entry(f"{written}{{T}}")["ask"] == ask


def test_categories_and_comments_are_read() -> None:
    """A category names the section, a comment says what GIFT has no place for."""
    text = """\
$CATEGORY: course/soil

// What clay does.
// [id:clay-holds] [tag:difficulty-3] [tag:skill-recall] [tag:reading-mud]
// part: Section 2
// unit: l
::Clay::How much water?
// in between
{#5:1}
"""
    (given,), told = read(text.replace("\n", "\r\n"), "gift", "utf-8-sig")
    assert (told, given.section, given.title, given.line) == ([], "soil", "Clay", 7)
    assert given.entry == {
        "id": "clay-holds", "kind": "numeric", "difficulty": 3, "skill": "recall",
        "ask": "How much water?",
        "answer": 5, "tolerance": 1, "unit": "l", "reading": "mud", "part": "Section 2",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "\n\nMatch.\n{=Canada -> Ottawa =Italy -> Rome}",
            "4: left out: a pack has no matching questions",
        ),
        ("Write about it.{}", "1: left out: an essay has no key"),
        ("Just to say.", "1: left out, no answer in braces: Just to say."),
        ("Half {=a ~b", "1: left out, a brace has no other half before the next empty line"),
        ("One {=a ~b}\nTwo {=c ~d}", "2: left out, braces stand here a second time"),
        ("Which? {~a ~b ~c}", "1: left out: no choice is right"),
        ("Which? {=a =b ~c}", "1: left out: several choices are right or partly right"),
        ("Which? {=a ~%50%b ~c}", "1: left out: several choices are right or partly right"),
        ("How many? {#many}", "1: left out: `many` is not a number"),
        ("How many? {#}", "1: left out: a numeric question has one right number"),
        ("Which? {some}", "1: left out: answers begin with `=` where they are right"),
    ],
)
def test_what_does_not_fit_is_told(text: str, told: str) -> None:
    """What a pack cannot hold is told with its line."""
    assert refused(text).startswith(told)


def test_a_bad_question_stops_no_others() -> None:
    found, told = read("Say.{}\n\nRight?{T}\n\nMatch.{=a->b =c->d}\n\nWrong?{F}", "gift")
    assert [given.line for given in found] == [3, 7]
    assert len(told) == 2


def test_half_right_answers_are_told() -> None:
    """A typed answer is right or wrong in a pack: one that is half right is left out."""
    (given,), told = read("Name it.{=clay =%50%mud =*#No.}", "gift")
    assert given.entry["answer"] == "clay"
    assert "accept" not in given.entry
    assert told[0] == "1: an answer is right or wrong in a pack, so this one was left out: mud"


def test_aiken() -> None:
    found, told = read(
        "What holds\nwater?\nA. Clay\nB) Sand *\nC. Air\nANSWER: b\n\nTrue?\nA. True\nB. "
        "False\nANSWER: B",
        "aiken",
    )
    assert told == []
    assert found[0].entry == {
        "kind": "single", "ask": "What holds "
                                 "water?", "choices": ["Clay", r"Sand \*", "Air"], "answer": "B",
    }  # fmt: skip
    assert (found[1].line, found[1].entry["kind"], found[1].entry["answer"]) == (
        8,
        "true-false",
        "false",
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Why?\nA. a\nB. b\nANSWER: D",
            "1: left out, the answer `D` is no choice: name one from A to B",
        ),
        (
            "Why?\nA. a\nC. b\nANSWER: A",
            "1: left out, a question has a text, then choices from A on",
        ),
        ("\nANSWER: A", "2: left out, a question has a text"),
        ("Why?\nA. a\nB. b", "1: left out, no `ANSWER:` line follows: Why?"),
    ],
)
def test_faults_of_aiken_have_their_lines(text: str, told: str) -> None:
    assert refused(text, "aiken").startswith(told)
