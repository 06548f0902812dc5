"""Everything said is a Message: a few ordered, flat blocks that every platform can draw.

What would not fit a platform cannot be built. The limits are the intersection of Discord's
(Components V2: 40 components, 4,000 characters; custom_id 100) and Slack's (Block Kit: 10 fields a
section, 75 characters a button), with room to spare.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from bot.core.call import LONGEST, Call
from bot.core.markup import length

LABEL, ROW, OPTIONS, FIELDS, BLOCKS, CHARACTERS = 75, 5, 25, 10, 12, 3800
# discord.py puts five parts in a modal, and words above the inputs are one of them. Slack's inputs
# hold 3,000 characters, Discord's 4,000.
PARTS, LONGEST_TYPED = 5, 2000
# The title of a form, and the label of an input (Discord Developer docs, Modals; Slack shows longer
# titles within).
FORM_LABEL = 45


@dataclass(frozen=True, slots=True)
class Text:
    """Words, in the small Markdown of bot/core/markup.py."""

    text: str


@dataclass(frozen=True, slots=True)
class Fields:
    """Short facts side by side: label and value, both in our Markdown."""

    rows: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        _at_most(len(self.rows), FIELDS, "fields")


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between two thoughts."""


@dataclass(frozen=True, slots=True)
class Button:
    """A label and the call it makes; the call is all there is, so a button works for years."""

    label: str
    call: Call
    style: Literal["plain", "primary", "danger"] = "plain"

    def __post_init__(self) -> None:
        _at_most(len(self.label), LABEL, "characters on a button")
        _check_call(self.call)


@dataclass(frozen=True, slots=True)
class Buttons:
    """One row of buttons."""

    buttons: tuple[Button, ...]

    def __post_init__(self) -> None:
        _at_most(len(self.buttons), ROW, "buttons in a row")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to pick: what is shown and what is meant."""

    label: str
    value: str

    def __post_init__(self) -> None:
        _at_most(len(self.label), LABEL, "characters in a choice")
        _at_most(len(self.value), LABEL, "characters in a choice's value")


@dataclass(frozen=True, slots=True)
class Select:
    """A list to pick from.

    What is picked becomes `option` of the call (several joined by commas).
    """

    placeholder: str
    call: Call
    option: str
    choices: tuple[Choice, ...]
    many: bool = False

    def __post_init__(self) -> None:
        _at_most(len(self.placeholder), LABEL, "characters in a placeholder")
        _at_most(len(self.choices), OPTIONS, "choices")
        _check_call(self.call.given(**{self.option: ""}))

    def picked(self, values: Iterable[str]) -> Call:
        """The call that picking these values makes."""
        return self.call.given(**{self.option: ",".join(values)})


@dataclass(frozen=True, slots=True)
class File:
    """Something to keep, with words for those who cannot see it."""

    name: str
    content: bytes
    alt: str


Block = Text | Fields | Divider | Buttons | Select | File


@dataclass(frozen=True, slots=True)
class Message:
    """What is said. `replace`: it takes the place of the message whose press led to it.

    The engine sets `private`.

    `refused`: nothing was done, for a reason to be put right; `about`: the option that it is about,
    if one is known.
    """

    blocks: tuple[Block, ...]
    replace: bool = False
    private: bool = True
    title: str = ""
    refused: bool = False
    about: str = ""

    def __post_init__(self) -> None:
        if all(block == Text("") for block in self.blocks):
            raise ValueError("a message that says nothing")
        _at_most(len(self.blocks), BLOCKS, "blocks")
        _at_most(sum(map(_length, self.blocks)), CHARACTERS, "characters in a message")


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A message with something in it that takes long to make: a file, a picture.

    The engine makes it after the commit, in a thread, so neither the event loop nor the database
    waits; adapters see only what comes of it. `finish` keeps to what it was given: no transaction
    is open any more. `instead` is said where it fails or takes longer than `seconds`.
    """

    finish: Callable[[], Message]
    instead: Message
    seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Input:
    """One thing a form asks for. `value` stands in it from the start; `longest`: in characters."""

    option: str
    label: str
    required: bool = True
    choices: tuple[Choice, ...] = ()
    value: str = ""
    lines: int = 1
    longest: int = LONGEST_TYPED

    def __post_init__(self) -> None:
        _at_most(len(self.label), FORM_LABEL, "characters in an input's label")
        _at_most(len(self.choices), OPTIONS, "choices")
        _at_most(self.longest, LONGEST_TYPED, "characters to type")
        _at_most(len(self.value), self.longest, "characters in an input")


@dataclass(frozen=True, slots=True)
class Form:
    """Questions to a person; what is filled in completes the call.

    `text`, in our Markdown, stands above the inputs.
    """

    title: str
    inputs: tuple[Input, ...]
    call: Call
    text: str = ""

    def __post_init__(self) -> None:
        _at_most(len(self.inputs) + bool(self.text), PARTS, "parts of a form")
        _at_most(length(self.text), CHARACTERS, "characters above a form")
        _at_most(len(self.title), FORM_LABEL, "characters in a form's title")
        _check_call(self.call)


def titled(title: str) -> Message:
    """A message that is a title and nothing else, for a thread."""
    return Message((Text(title),), title=title)


def say(text: str, *blocks: Block, replace: bool = False) -> Message:
    """A message that begins with words."""
    return Message((Text(text), *blocks), replace=replace)


def row(*buttons: Button | None) -> Buttons:
    """A row of the buttons that are there."""
    return Buttons(tuple(button for button in buttons if button))


def clip(words: str, limit: int = LABEL) -> str:
    """Words cut to a length, with an ellipsis where something was cut."""
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def _length(block: Block) -> int:
    match block:
        case Text(text):
            return length(text)
        case Fields(rows):
            return sum(length(label) + length(value) for label, value in rows)
        case _:
            return 0


def _check_call(call: Call) -> None:
    text = str(call)
    _at_most(len(text), LONGEST, f"characters in the call {text!r}")
    if not text.isascii():
        raise ValueError(f"a call on a button is ASCII: {text!r}")


def _at_most(number: int, limit: int, of_what: str) -> None:
    if number > limit:
        raise ValueError(f"{number} {of_what}: at most {limit} fit every platform")
