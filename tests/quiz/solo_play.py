"""Answering quizzes in tests: rightly or wrongly, whatever kind of question is on the screen."""

from bot.accounts import people
from bot.core.call import Call
from bot.core.message import Buttons, Select
from bot.roadmap import marks
from content.model import Question
from tests.by_hand import ByHand
from tests.play import Play, Shown


def asked(play: Play, screen: Shown) -> Question:
    """The question on the screen."""
    return next(question for question in play.pack.questions if question.ask.strip() in screen.text)


async def has_read(play: Play, name: str, *readings: str) -> None:
    """Somebody has read these long ago, or all there is, and nobody counted it."""
    tx, user = ByHand(play.database), play.user(name)
    person = await people.remember(tx, user.platform, user.id, user.name, play.clock())
    for reading in readings or [known.id for known in play.pack.readings]:
        await marks.mark(tx, person.id, play.pack.id, reading, "done", "", play.clock())


async def answer(play: Play, name: str, screen: Shown, *, right: bool = True) -> Shown:
    """Press or type what is right, or wrong."""
    return await play.call(name, call_for(play, screen, right=right))


def call_for(play: Play, screen: Shown, *, right: bool) -> Call:
    """The call that the right, or a wrong, answer makes."""
    question = asked(play, screen)
    call = _answer_call(screen)
    match question.kind:
        case "numeric":
            return call.given(answer=f"{question.number}" if right else "-1")
        case "text":
            return call.given(answer=question.accepted[0] if right else "no idea")
        case "true-false":
            wanted = question.right[0] if right else 1 - question.right[0]
            return screen.calls[("True", "False")[wanted]]
        case _:
            letters = "".join(sorted(_letters(question, screen)))
            wrong = next(letter for letter in "ABCDEF" if letter != letters)
            return call.given(answer=letters if right else wrong)


async def play_through(
    play: Play, name: str, line: str = "quiz solo", *, right: bool = True
) -> list[Shown]:
    """Every screen of a quiz after an answer, until its result."""
    screens: list[Shown] = []
    screen = await play.say(name, line)
    while "Question " in screen:
        screens.append(await answer(play, name, screen, right=right))
        if "Next question" not in screens[-1].calls:
            return screens
        screen = await play.press(name, screens[-1], "Next question")
    return screens


def _letters(question: Question, screen: Shown) -> list[str]:
    right = {question.choices[index] for index in question.right}
    lines = [line.partition(". ") for line in screen.text.split("\n")]
    return [letter for letter, dot, choice in lines if dot and len(letter) == 1 and choice in right]


def _answer_call(screen: Shown) -> Call:
    for block in screen.message.blocks:
        if isinstance(block, Select) and block.call.name == "quiz answer":
            return block.call
        if isinstance(block, Buttons) and block.buttons[0].call.name == "quiz answer":
            call = block.buttons[0].call
            return Call(
                call.name,
                {option: value for option, value in call.args.items() if option != "answer"},
            )
    raise AssertionError(screen.text)
