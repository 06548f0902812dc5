"""What a form asks for, from what a command takes."""

from bot.commands import Option
from bot.message import Input, clip

LABEL = 45


def wanted(option: Option, value: str = "") -> Input:
    """The input of an option; `value` stands in it from the start."""
    return Input(
        option.name,
        clip(option.description, LABEL),
        choices=option.choices,
        value=value,
        lines=option.lines,
        longest=option.longest,
    )
