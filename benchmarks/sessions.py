"""What a member does in a benchmark.

Every command that people are offered, and the presses that follow from them.
"""

from collections.abc import Iterator

from bot.core.call import Call
from bot.core.commands.declaration import Registry
from bot.core.message import Block, Buttons, Form, Message, Select

# What is typed, in this order. A listed command that is missing here is called at the end, without
# options.
LINES = (
    "help",
    "next",
    "done",
    "skip reading:{reading}",
    "roadmap",
    "roadmap 3",
    "search attention",
    "discuss 3",
    "quiz solo",
    "quiz stop",
    "leaderboard",
    "leaderboard all accuracy",
    "progress",
    "settings",
    "settings zone:Berlin",
    "settings boards:initials",
    "export",
    "forget",
)
# Concerns everybody; rounds.py measures it.
ELSEWHERE = {"quiz live"}
# What is pressed on the answer to a line: the name of the button's call.
PRESSES = {"done": "undo", "quiz solo": "quiz answer", "forget": "forget"}


def lines(commands: Registry, reading: str) -> Iterator[Call]:
    """The calls of one session, up to the presses. `reading`: one that is not done yet."""
    typed = [commands.read(line.format(reading=reading)) for line in LINES]
    named = {call.name for call in typed} | ELSEWHERE
    offered = [c for c in commands if c.listed and c.role == "anyone" and c.name not in named]
    # Before the last one, which erases whoever calls it.
    yield from typed[:-1]
    yield from (Call(command.name) for command in offered)
    yield typed[-1]


def press(call: Call, answer: Message | Form) -> Call | None:
    """What is pressed on the answer to a call, if anything."""
    wanted = PRESSES.get(call.name)
    if wanted is None or isinstance(answer, Form):
        return None
    found = next(found for found in calls(answer) if found.name == wanted)
    # A question that wants a number or a word opens a form, which a person fills in.
    return found if wanted != "quiz answer" or "answer" in found.args else found.given(answer="1")


def calls(answer: Message) -> Iterator[Call]:
    """Everything that can be pressed or picked."""
    for block in answer.blocks:
        yield from _calls(block)


def _calls(block: Block) -> Iterator[Call]:
    if isinstance(block, Buttons):
        yield from (button.call for button in block.buttons)
    elif isinstance(block, Select):
        # Of a list in which several may be picked: one, and another one.
        yield from (block.picked([choice.value]) for choice in block.choices)
