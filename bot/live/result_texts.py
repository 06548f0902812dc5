"""Wording of what came of a live round: the reveal of a question, and the result at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.boards.scoring import shown_name
from bot.core.call import Call
from bot.core.formats import counted, percent
from bot.core.markup import link, plain
from bot.core.message import Button, Message, clip, row, say
from bot.core.records import Standing, Visibility
from bot.live import peer_instruction
from bot.live.records import LiveQuestion, Round, Votes
from bot.quiz.questions import LETTERS, fingerprint, in_order, right_answer
from bot.quiz.reports.texts import report_button
from content.model import Pack, Question, Reading

BAR, TOP = 12, 10
ROOM = 3600
_WHY = {
    "silent": "Nobody answered two in a row, so I stop here. No harm done: another time.",
    "stopped": "It was ended early. What was answered counts.",
    "forgotten": "The break lasted an hour, so I end it here. What was answered counts.",
    "gone": "It had to end early. What was answered counts.",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What the end tells.

    Lines with how many were right, how many took part, what was asked, who improved.
    """

    standings: Sequence[tuple[Standing, int]]
    takers: int
    asked: Sequence[LiveQuestion]
    improved: Sequence[tuple[str, Visibility, int]]


def reveal(
    round_: Round,
    question: LiveQuestion,
    found: Question,
    spreads: Sequence[Sequence[tuple[str, int]]],
    reading: Reading | None,
    quickest: tuple[str, Visibility, int] | None,
    *,
    last: bool,
) -> Message:
    """The right answer, the spread of all answers, and why."""
    title = f"# Question {question.number} of {round_.count}: {_title(found, question)}"
    above = [
        title,
        clip(found.ask.strip(), 1000),
        "",
        *_bars(found, question, spreads),
        *_told(round_, question, quickest, last=last),
    ]
    below = [_trap(found)]
    if reading:
        part = f", {plain(clip(found.part, 100))}" if found.part else ""
        below.append(f"*From* {link(clip(reading.title, 100), reading.url)}{part}")
    below.append(_next(last=last))
    room = ROOM - sum(map(len, [*above, *below]))
    return say(
        "\n".join([*above, "", clip(found.explanation.strip(), room), *below]),
        row(report_button(found.id)),
    )


def spoilt(round_: Round, question: LiveQuestion, *, last: bool) -> Message:
    """The question was changed while it was open."""
    return say(
        f"# Question {question.number} of {round_.count}: taken back\n"
        "This question was changed or withdrawn while it was open, so it counts for "
        f"nobody.\n{_next(last=last)}"
    )


def result(round_: Round, result: Result, pack: Pack | None) -> Message:
    """How the round went."""
    counts = [
        question for question in result.asked if question.state == "closed" and not question.spoilt
    ]
    lines = ["# The round is over", *([_WHY[round_.why]] if round_.why in _WHY else [])]
    if result.takers:
        lines.append(f"{counted(result.takers, 'player')}, {counted(len(counts), 'question')}.")
    lines += [
        _line(round_, standing, right, len(counts)) for standing, right in result.standings[:TOP]
    ]
    if len(result.standings) > TOP:
        lines.append(f"… and {len(result.standings) - TOP} more")
    lines += [_hardest(counts, pack), _improved(result.improved), _gained(counts)]
    where = {"section": round_.section} if round_.section else {}
    again = {**where, "count": str(max(round_.count, 1)), "style": round_.style}
    missed = Button("Review what I missed", Call("quiz missed", {"live": round_.id}), "primary")
    return say(
        "\n".join(line for line in lines if line),
        row(
            missed if result.takers else None,
            Button("Another round", Call("quiz live", again)),
            Button("Leaderboard", Call("leaderboard")),
        ),
    )


def was_hard(round_: Round, question: LiveQuestion) -> bool:
    """Whether too few understood a question for a discussion to help."""
    return (
        peer_instruction.outcome(question.first, round_.pacing.low, round_.pacing.high) == "below"
    )


def _title(found: Question, question: LiveQuestion) -> str:
    if found.kind == "true-false":
        return f"{right_answer(found)}"
    marks = [fingerprint(found.choices[index]) for index in found.right]
    letters = sorted(LETTERS[question.order.index(mark)] for mark in marks)
    return letters[0] if len(letters) == 1 else f"{', '.join(letters[:-1])} and {letters[-1]}"


def _bars(
    found: Question, question: LiveQuestion, spreads: Sequence[Sequence[tuple[str, int]]]
) -> list[str]:
    """Each choice with how many chose it; after two votes both, one under the other."""
    right = {fingerprint(found.choices[index]) for index in found.right}
    lines: list[str] = []
    for letter, mark, choice in zip(
        LETTERS, question.order, in_order(found, question.order) or (), strict=False
    ):
        named = choice if found.kind == "true-false" else f"{letter}. {clip(choice, 200)}"
        lines.append(f"✓ **{named}** (right)" if mark in right else named)
        for spread, label in zip(spreads, ("first vote", "second vote"), strict=True):
            votes = sum(number for _, number in spread)
            chose = sum(number for answer, number in spread if mark in answer.split(","))
            if votes:
                both = f" · {label}" if spreads[1] else ""
                lines.append(f"{_bar(chose, votes)} {chose} · {percent(chose, votes)}{both}")
    return lines


def _bar(part: int, whole: int) -> str:
    filled = round(BAR * part / whole)
    return "█" * filled + "░" * (BAR - filled)


def _told(
    round_: Round,
    question: LiveQuestion,
    quickest: tuple[str, Visibility, int] | None,
    *,
    last: bool,
) -> list[str]:
    if not question.first.given:
        return ["Nobody answered this one."]
    if question.second.given:
        return [_gain(question.first, question.second)]
    lines = [f"**{question.first.right} of {question.first.given}** got it right."]
    if quickest:
        name, visibility, seconds = quickest
        lines.append(
            f"Quickest: **{plain(shown_name(name, visibility))}**, {counted(seconds, 'second')}."
        )
    if round_.style == "peer" and question.first.given < peer_instruction.FEWEST_VOTES:
        lines.append(f"No discussion: it takes {peer_instruction.FEWEST_VOTES} votes.")
    if round_.style == "peer" and not last and was_hard(round_, question):
        lines.append("A hard one, so the next question stays with it.")
    return lines


def _gain(first: Votes, second: Votes) -> str:
    gained, normalised = (
        peer_instruction.gain(first, second),
        peer_instruction.normalised_gain(first, second),
    )
    if gained is None:
        return ""
    shares = f"{_percent(first)} right before, {_percent(second)} after"
    hake = "" if normalised is None or normalised < 0 else f" (normalised gain {normalised:.2f})"
    return f"**The discussion:** {shares}, {gained:+.0f} points{hake}."


def _percent(votes: Votes) -> str:
    return percent(votes.right, votes.given) if votes.given else "none"


def _trap(found: Question) -> str:
    if found.kind == "true-false":
        return f"**Why one could doubt it:** {clip(found.trap.why.strip(), 500)}"
    return f"**Tempting:** {clip(found.trap.answer, 200)}. {clip(found.trap.why.strip(), 500)}"


def _next(*, last: bool) -> str:
    return (
        "*That was the last one; the result comes now.*"
        if last
        else "*The next question comes in a moment.*"
    )


def _line(round_: Round, standing: Standing, right: int, questions: int) -> str:
    name = plain(shown_name(standing.name, standing.visibility))
    speed = f" · {counted(standing.value, 'speed point')}" if round_.style == "race" else ""
    return f"{standing.rank}. **{name}** · {right} of {questions} right{speed}"


def _hardest(questions: Sequence[LiveQuestion], pack: Pack | None) -> str:
    shares = [
        (one.first.right / one.first.given, one.number, one) for one in questions if one.first.given
    ]
    share, _, hardest = min(shares, default=(1.0, 0, None))
    found = pack.question_by_id.get(hardest.question) if pack and hardest else None
    if hardest is None or found is None or share == 1:
        return ""
    return (
        f"**The hardest:** {clip(found.ask.strip(), 200)} "
        f"({hardest.first.right} of {hardest.first.given} right at first)"
    )


def _improved(improved: Sequence[tuple[str, Visibility, int]]) -> str:
    names = [
        f"{plain(shown_name(name, visibility))} ({number})" for name, visibility, number in improved
    ]
    return f"**Knew this time what they had missed before:** {', '.join(names)}" if names else ""


def _gained(questions: Sequence[LiveQuestion]) -> str:
    discussed = [one for one in questions if one.second.given]
    if not discussed:
        return ""
    first = Votes(sum(o.first.given for o in discussed), sum(o.first.right for o in discussed))
    second = Votes(sum(o.second.given for o in discussed), sum(o.second.right for o in discussed))
    return _gain(first, second).replace("The discussion", "What discussing gained")
