"""Wording of a live round while it runs.

The announcement, a question, one's own choice, a discussion, a break.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.call import Call
from bot.core.formats import counted
from bot.core.markup import at, command, plain
from bot.core.message import Block, Button, Choice, Message, Select, clip, row, say, titled
from bot.live.records import AskedState, LiveQuestion, Round
from bot.quiz.questions import LETTERS, fingerprint, in_order
from content.model import Question, Section

_STYLE = {
    "calm": "*calm*: understanding, not haste. You can change your answer until a question closes.",
    "race": "*race*: your first answer stands, and a quick right one counts more in this round's "
    "result.",
    "peer": "*peer*: vote on your own first. Where you disagree you discuss, then vote again.",
}
_HOW = {
    "single": "One choice is right.",
    "multiple": "Choose all that are right.",
    "true-false": "True or false?",
}
_OVER = {
    "called off": f"It was called off before it began. {command('quiz live')} starts another one.",
    "gone": "It had to end early, since I could not post any more. What was answered counts.",
}


def invited(style: str, *, in_thread: bool) -> Message:
    """The answer to whoever starts a round; the announcement follows it, in the channel itself."""
    return say(f"A live round, *{style}*: here it comes{', in the channel' if in_thread else ''}.")


def lobby(round_: Round, starter: str, section: str) -> Message:
    """The announcement, as the round stands."""
    about = f" on {plain(section)}" if section else ""
    title = f"# Live round: {counted(round_.count, 'question')}{about}\n"
    match round_.state:
        case "lobby":
            invites = (
                f"**{plain(starter)}** invites everyone. " if starter else "Everyone is invited. "
            )
            return say(
                f"{title}{_STYLE[round_.style]}\n{invites}It begins "
                f"{at(round_.starts_at, 'relative')}, "
                "in the thread under this message. Nothing to sign up for: just answer.",
                row(
                    Button("Start now", Call("live start", {"live": round_.id}), "primary"),
                    Button("Call it off", Call("live stop", {"live": round_.id})),
                ),
            )
        case "ended":
            return say(
                f"{title}{_OVER.get(round_.why, 'It is over; the result is in the thread.')}"
            )
        case _:
            return say(
                f"{title}{_STYLE[round_.style]}\nIt is on, in the thread under this message. "
                "Join whenever you like.",
                row(Button("Stop the round", Call("live stop", {"live": round_.id}))),
            )


def thread_title(round_: Round) -> Message:
    """The name of the thread in which it is played."""
    return titled(f"Live round ({round_.style}), {counted(round_.count, 'question')}")


def question(
    round_: Round,
    question: LiveQuestion,
    found: Question,
    section: Section,
    answers: int,
    now: datetime,
) -> Message:
    """A question with its choices; how many have answered, never what."""
    choices = in_order(found, question.order) or ()
    lettered = zip(LETTERS, choices, strict=False)
    shown = (
        [f"**{letter}.** {clip(choice, 200)}" for letter, choice in lettered]
        if found.kind != "true-false"
        else []
    )
    closes = question.closes_at or now + timedelta(seconds=round_.pacing.seconds)
    title = f"# Question {question.number} of {round_.count}"
    if question.vote == 2:
        title += ": vote again"
    so_far = f" · {counted(answers, 'answer')} so far" if answers else ""
    # The seconds too: not every platform can show more of an instant than its minute.
    time = f"{counted(round_.pacing.seconds, 'second')}; closes {at(closes, 'relative')}."
    listed = "\n".join([*shown, f"*{_HOW[found.kind]}* {time}{so_far}"])
    return say(
        f"{title}\n*{plain(section.title)}*\n\n{clip(found.ask.strip(), 2000)}\n\n{listed}",
        *_picks(question, found, choices),
        row(
            Button("Close now", _do_not_wait(question, "second" if question.vote == 2 else "open")),
            Button("Break", Call("live pause", {"live": round_.id})),
            Button("Stop the round", Call("live stop", {"live": round_.id})),
        ),
    )


def discuss(round_: Round, question: LiveQuestion, found: Question | None) -> Message:
    """Opinions are split: what they are stays hidden."""
    ask = f"\n\n{clip(found.ask.strip(), 2000)}\n" if found else "\n"
    lettered = [] if found and found.kind == "true-false" else _lettered(question, found)
    shown = "".join(f"\n**{letter}.** {clip(choice, 200)}" for letter, choice in lettered)
    return say(
        f"# Question {question.number} of {round_.count}: talk about it\n"
        f"{counted(question.first.given, 'vote')}, and you do not agree. Find somebody here who "
        "chose something else, and "
        f"convince them, or let yourself be convinced. You vote again in "
        f"{counted(round_.pacing.minutes, 'minute')}.{ask}{shown}",
        row(
            Button("Vote now", _do_not_wait(question, "discussion")),
            Button("Break", Call("live pause", {"live": round_.id})),
            Button("Stop the round", Call("live stop", {"live": round_.id})),
        ),
    )


def chosen(value: str, shown: str, closes_at: datetime | None, *, final: bool) -> Message:
    """One's own choice, for oneself alone. `given`: what came of the press."""
    until = f" until it closes {at(closes_at, 'relative')}" if closes_at else " until it closes"
    match value:
        case "kept":
            return say(f"In a race the first answer stands. Yours: {shown}")
        case "same":
            return say(f"Yes, that is your answer: {shown}")
        case "changed":
            return say(f"Changed. Your answer now: {shown}\nYou can change it again{until}.")
        case _:
            return say(f"Your answer: {shown}" + ("" if final else f"\nYou can change it{until}."))


def paused(round_: Round, until: datetime) -> Message:
    """A break, in the thread."""
    return say(
        "# A break\nThe next question waits. Without a word the round ends "
        f"{at(until, 'relative')}.",
        row(
            Button("Go on", Call("live resume", {"live": round_.id}), "primary"),
            Button("Stop the round", Call("live stop", {"live": round_.id})),
        ),
    )


def will_pause() -> Message:
    """To whoever asked for a break."""
    return say(
        "A break comes before the next question. What is open now stays open until its time is up."
    )


def goes_on() -> Message:
    """To whoever ended a break."""
    return say("On we go.")


def starting() -> Message:
    """To whoever did not want to wait."""
    return say("Here we go.")


def closing() -> Message:
    """To whoever asked not to wait any longer."""
    return say("I don't wait any longer.")


def stopping(round_: Round) -> Message:
    """To whoever ended the round."""
    return say(
        "Called off." if not round_.number else "The round ends here. What was answered counts."
    )


def _do_not_wait(question: LiveQuestion, state: AskedState) -> Call:
    """It names what is not to be waited for.

    Pressed twice, or years later, it ends nothing else.
    """
    return Call(
        "live close", {"live": question.round, "number": str(question.number), "state": state}
    )


def _picks(question: LiveQuestion, found: Question, choices: Sequence[str]) -> list[Block]:
    args = {"live": question.round, "number": str(question.number), "vote": str(question.vote)}
    call = Call("live answer", args)
    letters = ("True", "False") if found.kind == "true-false" else LETTERS
    # A press names the choice itself, not its place: it means the same after the pack was edited.
    options = tuple(
        Choice(letter, fingerprint(choice))
        for letter, choice in zip(letters, choices, strict=False)
    )
    if found.kind == "multiple":
        return [Select("Your answer", call, "answer", options, many=True)]
    picks = [Button(option.label, call.given(answer=option.value), "primary") for option in options]
    rows = [row(*picks[:5])]
    return [*rows, row(*picks[5:])] if picks[5:] else list(rows)


def _lettered(question: LiveQuestion, found: Question | None) -> list[tuple[str, str]]:
    choices = in_order(found, question.order) if found else None
    return list(zip(LETTERS, choices or (), strict=False))
