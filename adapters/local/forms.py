"""A form on a terminal: asked line by line."""

from dataclasses import dataclass, replace

from bot.core.call import Call
from bot.core.commands.declaration import Registry, missing
from bot.core.message import Buttons, Form, Input, Message


@dataclass(frozen=True, slots=True)
class Asking:
    """A form that is being filled in.

    What it still asks for, and the call with all that was said so far.
    """

    form: Form
    left: tuple[Input, ...]
    call: Call

    @property
    def prompt(self) -> str:
        """What is asked now, with the words that fit and with what an empty line would keep."""
        wanted = self.left[0]
        choices = (
            f" ({', '.join(choice.value for choice in wanted.choices)})" if wanted.choices else ""
        )
        return f"{wanted.label}{choices}{f' [{wanted.value}]' if wanted.value else ''}"

    @property
    def keeps(self) -> bool:
        """Whether an empty line goes on to the next thing, rather than leave the form."""
        return any(wanted.value or not wanted.required for wanted in self.form.inputs)

    def heard(self, line: str) -> "Asking | None":
        """The same form with one more line; None where nothing is said that had to be: not now."""
        wanted, *left = self.left
        value = line or wanted.value
        if wanted.required and not value:
            return None
        return replace(self, left=tuple(left), call=self.call.given(**{wanted.option: value}))

    def again(self, option: str) -> "Asking | None":
        """Ask once more for what was refused, and keep the rest.

        None where it is nothing that was asked.
        """
        left = tuple(wanted for wanted in self.form.inputs if wanted.option == option)
        return replace(self, left=left) if left else None


def asking(form: Form) -> Asking:
    """Begin with the first input."""
    return Asking(form, form.inputs, form.call)


def asked_for(message: Message | None, commands: Registry) -> Call | None:
    """What the first button of a message asks for, where most people want to type that at once."""
    buttons = [
        button
        for block in (message.blocks if message else ())
        if isinstance(block, Buttons)
        for button in block.buttons
    ]
    if not buttons or buttons[0].style != "primary":
        return None
    call = buttons[0].call
    return call if missing(commands.find(call.name), call) else None
