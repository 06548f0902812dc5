"""Wording that every answer may need: what it lacks, what it adds, and what went wrong."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.call import LONGEST, Call
from bot.core.commands.declaration import Command
from bot.core.commands.options import Option
from bot.core.errors import StoreError, UserError
from bot.core.forms import wanted
from bot.core.markup import command, plain
from bot.core.message import (
    FORM_LABEL,
    OPTIONS,
    PARTS,
    Block,
    Choice,
    Form,
    Message,
    Select,
    Text,
    clip,
    say,
)
from bot.core.records import Group, Notice
from bot.groups import notice_texts


def problem(fault: UserError, call: Call | None = None) -> Message:
    """What went wrong, and what to do next; `call`: what was asked, to choose what it lacks."""
    select = _which(fault, call) if fault.choices and call else ()
    return replace(say(fault.text, *select), refused=True, about=fault.option)


def _which(fault: UserError, call: Call) -> tuple[Select, ...]:
    """All that could be meant; nothing where the rest of the call fits no button."""
    rest = Call(call.name, {name: said for name, said in call.args.items() if name != fault.option})
    text = str(rest.given(**{fault.option: ""}))
    if len(text) > LONGEST or not text.isascii():
        return ()
    choices = tuple(Choice(clip(label), value) for label, value in fault.choices[:OPTIONS])
    return (Select("Which one?", rest, fault.option, choices),)


def form(declared: Command, lacking: Sequence[Option], call: Call) -> Form:
    """Ask for the options that a call lacks."""
    return Form(
        clip(declared.description, FORM_LABEL),
        tuple(wanted(option) for option in lacking[:PARTS]),
        call,
    )


def unreachable() -> tuple[Block, ...]:
    """A reminder could not be delivered."""
    return (
        Text(
            "*I could not send you your reminder, so I have turned reminders off. If you allow "
            "direct messages, "
            f"{command('settings', 'reminders:on')} brings them back.*"
        ),
    )


def undelivered(group: Group, waiting: Sequence[Notice]) -> tuple[Block, ...]:
    """What nobody has been told yet, under an organiser's command."""
    return tuple(Text(f"⚠ {notice_texts.text(group, notice)}") for notice in waiting[:3])


def which_group(group: Group, others: Sequence[Group]) -> tuple[Block, ...]:
    """The group that was meant, with a select for another one."""
    choices = tuple(Choice(clip(other.name), other.id) for other in others[:25])
    return (
        Text(f"*In {plain(group.name)}.*"),
        Select("Use another group", Call("use"), "group", choices),
    )


def done_already() -> UserError:
    """The platform told of something twice."""
    return UserError("I have done that already; it reached me twice, and I did it once.")


def bug(reference: str) -> UserError:
    """Our own fault; the reference stands in the log."""
    return UserError(
        "Sorry, something went wrong on my side and I changed nothing. Please try again; if it "
        "happens again, tell "
        f"whoever runs me this reference: `{reference}`"
    )


def store(fault: StoreError) -> UserError:
    """The database cannot be written just now."""
    return UserError(f"Sorry, I couldn't save that. {fault}")
