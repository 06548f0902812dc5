"""What a command can be told: declared once, asked for by forms, checked when it is called."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from bot.core import texts
from bot.core.interaction import Context
from bot.core.message import LONGEST_TYPED, Choice

Kind = Literal["text", "integer", "member"]
Suggester = Callable[[Context, str], Awaitable[tuple[Choice, ...]]]


@dataclass(frozen=True, slots=True)
class Option:
    """Something a command can be told.

    `least` and `most` bound an integer; `suggest` completes what is being typed.

    `looks`: a pattern by which a typed line can tell a word for it from free text. `listed=False`:
    it stands on buttons or is written by its name, but in no menu and no help. `longest`: how many
    characters are kept of it; `lines`: how many a form shows of it. `free`: what is suggested is
    only a suggestion, anything else may be typed as well. `own_form`: where it is missing, the
    handler itself asks for it, with a form of its own.
    """

    name: str
    description: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[Choice, ...] = ()
    suggest: Suggester | None = None
    least: int = 1
    most: int = 100
    listed: bool = True
    looks: str = ""
    longest: int = LONGEST_TYPED
    lines: int = 1
    free: bool = False
    own_form: bool = False

    @property
    def constrained(self) -> bool:
        """Whether only certain words fit, so that a typed line can tell them from free text."""
        return self.kind == "integer" or bool(self.choices) or bool(self.looks)

    def fits(self, word: str) -> bool:
        """Whether a word can be meant for a constrained option."""
        if self.kind == "integer":
            return word.isdecimal()
        if self.looks:
            return re.fullmatch(self.looks, word.casefold()) is not None
        return word.casefold() in {choice.value.casefold() for choice in self.choices}


def value_of(option: Option, value: str) -> str | int | None:
    """The value of an option; None where nothing is given.

    Raises `UserError` for what does not fit.
    """
    value = value.strip()
    if not value:
        return None
    if option.kind == "integer":
        return _integer(option, value)
    if option.choices and not option.suggest:
        by_name = {c.value.casefold(): c.value for c in option.choices} | {
            c.label.casefold(): c.value for c in option.choices
        }
        if value.casefold() not in by_name:
            raise texts.not_a_choice(
                option.name, option.description, value, [c.value for c in option.choices]
            )
        return by_name[value.casefold()]
    return value


def _integer(option: Option, value: str) -> int:
    # isdecimal is true of Arabic or Thai digits as well, which int() reads; a longer text is no
    # sensible number.
    if not value.isdecimal() or len(value) > 9 or not option.least <= int(value) <= option.most:
        raise texts.not_in_range(option.name, option.description, value, option.least, option.most)
    return int(value)
