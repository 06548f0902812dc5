"""How tests play live rounds.

Ann begins one, everybody reads the thread, presses, and time brings what follows.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.interaction import Address
from bot.quiz.questions import fingerprint
from content.model import Question
from tests.play import STUDY, Shown, shown
from tests.weekly.group_play import Posted, Weekly


async def begin(weekly: Weekly, line: str = "quiz live", at: Address = STUDY) -> Shown:
    """Ann begins a round and does not wait; the first question."""
    await weekly.say("Ann", line, at)
    await weekly.wait()
    await press(weekly, "Ann", "Start now", at=at)
    await weekly.wait()
    return newest(weekly)


def said(weekly: Weekly) -> list[Posted]:
    """Everything said of live rounds, with every change."""
    return [posted for posted in weekly.platform.posts if posted.key.startswith("live/")]


def newest(weekly: Weekly) -> Shown:
    """What was said or changed last, the announcement's own changes aside."""
    return shown(
        [posted for posted in said(weekly) if not posted.key.endswith("/lobby")][-1].message
    )


def with_words(weekly: Weekly, words: str) -> list[Shown]:
    """Everything said of live rounds in which these words stand."""
    return [screen for posted in said(weekly) if words in (screen := shown(posted.message))]


def where(at: Address = STUDY) -> Address:
    """Somewhere in the thread; which one does not matter to the engine."""
    return replace(at, thread="thread")


async def press(weekly: Weekly, name: str, *labels: str, at: Address = STUDY) -> Shown:
    """Press a button, or pick choices, on the newest message that has it."""
    for posted in reversed(said(weekly)):
        screen = shown(posted.message)
        if labels[0] in screen.calls or (
            screen.many and labels[0] in {c.label for c in screen.many.choices}
        ):
            return await weekly.press(name, screen, *labels, at=where(at))
    raise AssertionError(f"nothing has {labels}")


def on_screen(weekly: Weekly, screen: Shown) -> Question:
    """The question on a screen."""
    return next(
        question for question in weekly.pack.questions if question.ask.strip() in screen.text
    )


def letters(weekly: Weekly, screen: Shown, *, right: bool = True) -> Sequence[str]:
    """The labels of the right answer on a screen, or of a wrong one."""
    question = on_screen(weekly, screen)
    marks = {fingerprint(question.choices[index]) for index in question.right}
    if screen.many:
        chosen = [choice.label for choice in screen.many.choices if choice.value in marks]
        return chosen if right else chosen[:1]
    answers = {label: call for label, call in screen.calls.items() if call.name == "live answer"}
    return [
        next(label for label, call in answers.items() if (call.args["answer"] in marks) is right)
    ]


async def answer(weekly: Weekly, name: str, screen: Shown, *, right: bool = True) -> Shown:
    """Press what is right, or wrong, on a question's own message."""
    return await weekly.press(name, screen, *letters(weekly, screen, right=right), at=where())


async def vote(weekly: Weekly, screen: Shown, **right: bool) -> None:
    """Several answer, each rightly or wrongly: `Ann=True, Ben=False`."""
    for name, is_right in right.items():
        await answer(weekly, name, screen, right=is_right)


async def close(weekly: Weekly, seconds: float = 61) -> Shown:
    """Live to the close of what is open; what is shown then."""
    await weekly.wait(minutes=seconds / 60)
    return newest(weekly)
