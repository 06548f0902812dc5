"""Commands that the product has no need for, and every adapter must cope with."""

import threading
from dataclasses import dataclass, field

from bot.accounts import members
from bot.accounts.context import join
from bot.core.call import Call
from bot.core.commands.declaration import Command, command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.markup import plain
from bot.core.message import Button, Choice, Form, Input, Message, row, say
from tests.gallery import GALLERY, HOSTILE

WORDS = Option("words", "What to say", required=True)
TIMES = Option("times", "How often", "integer", least=1, most=3)
COLOUR = Option(
    "colour",
    "Which colour",
    required=True,
    choices=(Choice("Red", "red"), Choice("Dark blue", "blue")),
)
BUG = "the vault is behind the painting"
LATE = "Slowly, but surely."


class Bolt:
    """Holds up a handler, which like any slow work keeps its thread busy.

    Nothing but a statement may be awaited.
    """

    def __init__(self) -> None:
        self._drawn = threading.Event()

    def set(self) -> None:
        """Let everyone through from now on."""
        self._drawn.set()

    async def wait(self) -> None:
        """Stand still until then."""
        assert self._drawn.wait(120)


@dataclass(frozen=True)
class Gate:
    """Where a slow command waits until a test lets it through."""

    reached: threading.Event = field(default_factory=threading.Event)
    opened: Bolt = field(default_factory=Bolt)


@command("sample say", "Say it once or more", WORDS, TIMES, reads=True)
async def say_it(ctx: Context, words: str, times: int | None) -> Message:
    return say(f"You said: {plain(words)}; times: {times or 1}.")


@command("sample paint", "Two things that must be told", WORDS, COLOUR, reads=True)
async def paint(ctx: Context, words: str, colour: str) -> Message:
    return say(f"{plain(words)} in {colour}.")


@command("sample form", "Ask with a form of its own", listed=False, reads=True)
async def form(ctx: Context) -> Form:
    words = Input("words", "What to paint", value="A fence", longest=150)
    colour = Input("colour", "Which colour", choices=COLOUR.choices, value="blue")
    return Form(
        "Paint", (words, colour), Call("sample paint"), f"**One** coat only.\n{plain(HOSTILE[0])}"
    )


@command("sample press", "Say what was pressed", WORDS, listed=False, reads=True)
async def press(ctx: Context, words: str) -> Message:
    again = Button("Once more", Call("sample press", {"words": "again"}))
    return say(f"{plain(ctx.user.name)} pressed {plain(words)}.", row(again), replace=True)


@command("sample where", "Say where this is", reads=True)
async def where(ctx: Context) -> Message:
    place = ctx.interaction.address
    return say(
        "Here: " + plain(f"{place.platform}/{place.workspace}/{place.channel}/{place.thread}.")
    )


@command("sample public", "Tell everyone", private=False, reads=True)
async def public(ctx: Context) -> Message:
    return say("Hear, hear!")


@command("sample bug", "Begin something and fail")
async def bug(ctx: Context) -> Message:
    await join(ctx)
    raise RuntimeError(BUG)


@command(
    "sample gallery",
    "One picture of the gallery",
    Option("picture", "Its number", "integer"),
    reads=True,
)
async def gallery(ctx: Context, picture: int | None) -> Message:
    return list(GALLERY.values())[(picture or 1) - 1]


@command("sample order", "Something that only organisers may do", role="organiser")
async def order(ctx: Context) -> Message:
    ctx = await join(ctx)
    await members.set_visibility(ctx.tx, ctx.member.id, "hidden")
    return say("As you wish.")


@command("sample tick", "Something that nobody may do", role="system", listed=False)
async def tick(ctx: Context) -> Message:
    await join(ctx)
    return say("Tock.")


def samples(gate: Gate) -> tuple[Command, ...]:
    """All of them; the slow one waits at a gate."""

    @command("sample slow", "Take a long time", reads=True)
    async def slow(ctx: Context) -> Message:
        gate.reached.set()
        await gate.opened.wait()
        return say(LATE)

    return (say_it, paint, form, press, where, public, bug, gallery, order, tick, slow)
