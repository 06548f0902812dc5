"""A Message as Discord draws it: Components V2, block by block. Forms as modals."""

import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from adapters.discord.inbound.interactions import custom_id
from bot.core.markup import InstantStyle, Style, draw
from bot.core.message import (
    Block,
    Button,
    Buttons,
    Divider,
    Fields,
    File,
    Form,
    Input,
    Message,
    Select,
    Text,
)

# Developer docs, Message Components: text displays hold 4,000 characters together.
CHARACTERS = 4000
# Without any of these characters, there is nothing to escape.
_SPECIAL = re.compile(r"[\\*_~`|<>\[\]:#.-]")
_MARKDOWN = re.compile(r"([\\*_~`|<>\[\]])")
# A backslash before a digit is a backslash, so a number loses its dot's meaning instead.
_AT_LINE_START = re.compile(r"^(\s*\d*)(#{1,3}|-#|>{1,3}|-|(?<=\d)\.)(?=\s)", re.MULTILINE)
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")
_EMOJI = re.compile(r":(?=[\w+~-]+:)")
_INSTANTS = {"date": "D", "time": "t", "full": "f", "relative": "R"}
_STYLES = {
    "plain": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is sent: the view, its files, and the people it may notify."""

    view: ui.LayoutView
    files: list[discord.File]
    mentions: discord.AllowedMentions


def render(message: Message, key: str = "") -> Drawn:
    """Draw a message. `key` marks its first part, so that history can be asked whether it is
    there.
    """
    texts, notified = _fitting(message.blocks)
    view = ui.LayoutView()
    # A view that is finished is not kept by the library: buttons carry their calls, and memory
    # stays flat.
    view.stop()
    taken: set[str] = set()
    for number, (block, text) in enumerate(zip(message.blocks, texts, strict=True)):
        view.add_item(_draw(block, text, key_id(key) if key and not number else None, taken))
        if isinstance(block, File):
            view.add_item(ui.TextDisplay(text))  # its words, which Discord shows of pictures only
    files = [
        discord.File(io.BytesIO(block.content), block.name, description=block.alt)
        for block in message.blocks
        if isinstance(block, File)
    ]
    users = [discord.Object(user) for user in notified]
    return Drawn(
        view, files, discord.AllowedMentions(everyone=False, roles=False, users=users or False)
    )


def modal(form: Form) -> ui.Modal:
    """A form; each input is answered under the name of its option."""
    drawn = ui.Modal(title=form.title, custom_id=custom_id(form.call))
    if form.text:
        (text,), _ = _fitting([Text(form.text)])
        drawn.add_item(ui.TextDisplay(text))
    for wanted in form.inputs:
        drawn.add_item(ui.Label(text=wanted.label, component=_input(wanted)))
    drawn.stop()
    return drawn


def _fitting(blocks: Sequence[Block]) -> tuple[list[str], list[int]]:
    """The texts of blocks, and who is notified by them."""
    notified: list[int] = []
    style = _style(notified)
    texts = [_text_of(block, style) for block in blocks]
    if sum(map(len, texts)) > CHARACTERS:
        # Escapes made it too long: without them it may look odd, but all of it is there and nothing
        # can ping.
        texts = [_text_of(block, _style(notified, escaping=False)) for block in blocks]
    return texts, notified


def key_id(key: str) -> int:
    """The key as a component's number (a positive 32-bit integer)."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) & 0x7FFFFFFF or 1


def nonce(key: str) -> str:
    """The key as a nonce: at most 25 characters (Developer docs, Create Message)."""
    return hashlib.sha256(key.encode()).hexdigest()[:25]


def escape(text: str) -> str:
    """Somebody's words, so that Discord shows them as they are.

    Addresses stay: in them a backslash would be shown.
    """
    if not _SPECIAL.search(text):  # nearly all of the many pieces of an answer
        return text
    parts = _ADDRESS.split(text)
    return "".join(part if odd % 2 else _escape(part) for odd, part in enumerate(parts))


def _escape(text: str) -> str:
    return _AT_LINE_START.sub(r"\1\\\2", _EMOJI.sub(r"\\:", _MARKDOWN.sub(r"\\\1", text)))


def _style(notified: list[int], *, escaping: bool = True) -> Style:
    def person(user: str, name: str) -> str:
        if not user.isdecimal():
            return name
        notified.append(int(user))
        return f"<@{user}>"

    return Style(
        plain=escape if escaping else str,
        bold=lambda text: f"**{text}**",
        italic=lambda text: f"*{text}*",
        code=lambda text: f"`{text}`",
        link=lambda label, url: f"[{label}]({url})",
        at=_at,
        person=person,
        command=lambda line: f"`/{line}`",
        heading=lambda text: f"### {text}",
        item=lambda text: f"- {text}",
    )


def _at(instant: datetime, style: InstantStyle) -> str:
    return f"<t:{int(instant.timestamp())}:{_INSTANTS[style]}>"


def _text_of(block: Block, style: Style) -> str:
    match block:
        case Text(text):
            return draw(text, style) or "\u200b"  # a text display may not be empty
        case File(alt=alt):
            return f"-# {escape(alt)}"
        case Fields(rows):
            return "\n".join(draw(f"**{label}:** {value}", style) for label, value in rows)
        case _:
            return ""


def _draw(
    block: Block, text: str, identifier: int | None, taken: set[str]
) -> ui.Item[ui.LayoutView]:
    match block:
        case Text() | Fields():
            return ui.TextDisplay(text, id=identifier)
        case Divider():
            return ui.Separator()
        case Buttons(buttons):
            row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
            for button in buttons:
                row.add_item(_button(button, taken))
            return row
        case Select():
            return ui.ActionRow(_select(block, taken))
        case File(name):
            return ui.File(f"attachment://{name}")


def _button(button: Button, taken: set[str]) -> ui.Button[ui.LayoutView]:
    return ui.Button(
        label=button.label,
        custom_id=_unique(custom_id(button.call), taken),
        style=_STYLES[button.style],
    )


def _select(select: Select, taken: set[str]) -> ui.Select[ui.LayoutView]:
    options = [
        discord.SelectOption(label=choice.label, value=choice.value) for choice in select.choices
    ]
    return ui.Select(
        custom_id=_unique(custom_id(select.call, select.option), taken),
        placeholder=select.placeholder,
        options=options,
        max_values=len(options) if select.many else 1,
    )


def _unique(identifier: str, taken: set[str]) -> str:
    """Two parts may make the same call, but Discord wants ids that differ.

    Spaces mean nothing to us.
    """
    while identifier in taken:
        identifier += " "
    taken.add(identifier)
    return identifier


def _input(wanted: Input) -> ui.TextInput[ui.Modal] | ui.Select[ui.Modal]:
    if wanted.choices:
        options = [
            discord.SelectOption(
                label=choice.label, value=choice.value, default=choice.value == wanted.value
            )
            for choice in wanted.choices
        ]
        return ui.Select(custom_id=wanted.option, options=options, required=wanted.required)
    style = discord.TextStyle.paragraph if wanted.lines > 1 else discord.TextStyle.short
    return ui.TextInput(
        custom_id=wanted.option,
        style=style,
        required=wanted.required,
        default=wanted.value or None,
        max_length=wanted.longest,
    )
