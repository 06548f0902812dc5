"""What a form asks for, from what a command takes."""

from bot.core.commands.options import Option
from bot.core.message import FORM_LABEL, Input, clip


def wanted(option: Option, value: str = "") -> Input:
    """The input of an option; `value` stands in it from the start."""
    return Input(
        option.name,
        clip(option.description, FORM_LABEL),
        required=option.required,
        choices=option.choices,
        value=value,
        lines=option.lines,
        longest=option.longest,
    )
