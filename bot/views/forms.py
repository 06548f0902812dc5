"""What a form asks for, from what a command takes."""

from bot.message import FORM_LABEL, Input, clip
from bot.options import Option


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
