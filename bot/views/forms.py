"""What a form asks for, from what a command takes."""

from bot.commands import Option
from bot.message import Input, clip

LABEL = 45


def wanted(option: Option, value: str = "", label: str = "") -> Input:
    """The input of an option; `value` stands in it from the start. `label`: where its description is no good one."""
    return Input(
        option.name,
        label or clip(option.description, LABEL),
        choices=option.choices,
        value=value,
        lines=option.lines,
        longest=option.longest,
    )
