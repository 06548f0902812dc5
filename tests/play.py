"""How tests play: what Ann and Ben type and press goes into an engine on a real database, with a
clock to move.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.accounts import groups
from bot.core.call import Call
from bot.core.commands.declaration import Registry
from bot.core.database_port import Database, Row
from bot.core.interaction import UNKNOWN, Address, Interaction, Standing, User
from bot.core.markup import Style, draw
from bot.core.message import Buttons, Fields, Form, Message, Select, Text
from bot.core.records import Group
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from bot.engine.standings import Standings
from content.loading.loader import load
from content.model import Pack
from scheduler.clock import MovableClock
from tests.by_hand import ByHand

TEA = load(Path(__file__).parent / "packs" / "tea")
STUDY = Address("test", "campus", "study")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

# Draws nothing but the characters, so that a test reads what a person would see.
BARE = Style(
    plain=str,
    bold=str,
    italic=str,
    code=lambda words: f"`{words}`",
    link=lambda label, url: f"{label} <{url}>",
    at=lambda instant, style: instant.isoformat(),
    person=lambda user, name: f"@{name}",
    command=lambda line: f"`{line}`",
    heading=str,
    item=lambda words: f"- {words}",
)


class Clock(MovableClock):
    """Stands still until it is told to move."""

    def __init__(self, now: datetime = MONDAY) -> None:
        super().__init__(lambda: self.now)
        self.now = now

    def move_to(self, instant: datetime) -> None:
        self.now = max(self.now, instant)

    def advance(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> None:
        self.now += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


@dataclass(frozen=True)
class Shown:
    """An answer as a person sees it: its visible characters, and what can be pressed."""

    answer: Message | Form
    text: str
    calls: Mapping[str, Call]
    many: Select | None = None

    @property
    def message(self) -> Message:
        assert isinstance(self.answer, Message), self.answer
        return self.answer

    @property
    def form(self) -> Form:
        assert isinstance(self.answer, Form), self.answer
        return self.answer

    def __contains__(self, words: str) -> bool:
        return words in self.text


@dataclass
class Play:
    """An engine, and the people who talk to it by name."""

    database: Database
    clock: Clock = field(default_factory=Clock)
    pack: Pack = TEA
    users: dict[str, User] = field(default_factory=dict)
    # What the platform says when it is asked, by name, where that is not what it says of users.
    says: dict[str, Standing] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.users = {"Ann": User("test", "ann", "Ann", manager=True), **self.users}
        self.use(self.pack)

    def use(self, pack: Pack, *more: Pack) -> None:
        """Start again with another edition of the pack, or with several packs."""
        self.pack = pack
        self.engine = Engine(
            self.database, Registry(COMMANDS), EVENTS, {p.id: p for p in (pack, *more)}, self.clock
        )
        self.standings = Standings(self.engine, self.standing)

    def user(self, name: str) -> User:
        return self.users.setdefault(name, User("test", name.casefold(), name))

    def told(self, person: str, *, name: str = "", zone: str = "") -> None:
        """What the platform says of a person from now on."""
        before = self.user(person)
        self.users[person] = replace(before, name=name or before.name, zone=zone or before.zone)

    async def say(self, name: str, line: str, at: Address = STUDY) -> Shown:
        return await self.call(name, self.engine.read(line), at)

    async def call(self, name: str, call: Call, at: Address = STUDY) -> Shown:
        asked = await self.standings.filled(Interaction(call, self.user(name), at))
        return shown(await self.engine.handle(asked))

    async def standing(self, user: str, address: Address) -> Standing:
        """What the platform says of somebody and any channel, when it is asked."""
        for name, known in self.users.items():
            if known.id == user:
                usual = Standing(sees=True, manages=known.manager, founds=known.founds)
                return self.says.get(name, usual)
        return UNKNOWN

    async def press(self, name: str, on: Shown, *labels: str, at: Address = STUDY) -> Shown:
        """Press the button of that label, pick that choice, or several where several may be
        picked.
        """
        if on.many and all(
            label in {choice.label for choice in on.many.choices} for label in labels
        ):
            return await self.call(name, on.many.picked(labels), at)
        assert len(labels) == 1
        assert labels[0] in on.calls, (labels, list(on.calls))
        return await self.call(name, on.calls[labels[0]], at)

    async def suggest(self, name: str, command: str, option: str, typed: str) -> list[str]:
        found = await self.engine.suggest(
            Interaction(Call(command), self.user(name), STUDY), option, typed
        )
        return [choice.value for choice in found]

    async def set_up(self, name: str, at: Address, zone: str = "UTC") -> None:
        """One more group, in a channel of its own."""
        tx = ByHand(self.database)
        group = Group("", at.platform, at.workspace, at.channel, name, self.pack.id, zone)
        await groups.add(tx, group, self.clock())

    async def rows(self, sql: str) -> list[Row]:
        """A look behind the scenes."""
        return await ByHand(self.database).execute(sql)

    async def everything(self) -> dict[str, list[Row]]:
        """Every row of every table."""
        tables = await self.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
        return {
            str(table): await self.rows(f"SELECT * FROM {table} ORDER BY rowid")
            for (table,) in tables
        }

    async def board(self, name: str, line: str = "leaderboard") -> list[str]:
        """The lines of a board without its title."""
        return (await self.say(name, line)).text.split("\n")[1:]


def standing(form: Form) -> dict[str, str]:
    """What stands in a form when it is opened."""
    return {wanted.option: wanted.value for wanted in form.inputs}


def shown(answer: Message | Form) -> Shown:
    """What a person sees of an answer."""
    if isinstance(answer, Form):
        return Shown(answer, answer.title, {})
    texts: list[str] = []
    calls: dict[str, Call] = {}
    many = None
    for block in answer.blocks:
        match block:
            case Text(text):
                texts.append(draw(text, BARE))
            case Fields(rows):
                texts += [draw(f"{label}: {value}", BARE) for label, value in rows]
            case Buttons(buttons):
                calls |= {button.label: button.call for button in buttons}
            case Select() if block.many:
                many = block
            case Select():
                calls |= {choice.label: block.picked([choice.value]) for choice in block.choices}
            case _:
                pass
    return Shown(answer, "\n".join(texts), calls, many)
