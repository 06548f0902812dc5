"""The picture in docs/pictures.

A week on the loopback Discord, played by the real thing and drawn as Discord draws it.

Made anew, after wording or drawing have changed, by test_discord_picture.py with GOLDEN=renew.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.accounts import groups
from bot.core.commands.declaration import Registry
from bot.core.records import Group
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from content.loading.loader import load
from tests.adapters.discord.drawing import Panel, picture
from tests.adapters.discord.driver import PLACE, DiscordDriver
from tests.adapters.discord.home import Home
from tests.by_hand import ByHand
from tests.driver import Stage
from tests.loopback_discord import screen
from tests.loopback_discord.protocol.server import loopback
from tests.play import Clock

Json = dict[str, Any]
REPOSITORY = Path(__file__).parents[3]
FILE = REPOSITORY / "docs" / "pictures" / "discord.svg"
PACK = load(REPOSITORY / "content" / "packs" / "generative-ai")
BEFORE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_SHORT = 420
OTHERS = {
    "Ben": ("done", "done", "quiz solo", "A"),
    "Chen": ("done", "quiz solo", "A"),
    "Dana": ("done", "done"),
}


async def panels(database: SqliteDatabase) -> list[Panel]:
    """The weekly post, a question, and a leaderboard, as they stand in #study."""
    clock = Clock(BEFORE)
    stage = Stage(database, clock)
    stage.engine = Engine(database, Registry(COMMANDS), EVENTS, {PACK.id: PACK}, clock)
    tx = ByHand(database)
    group = Group("", PLACE.platform, PLACE.workspace, PLACE.channel, "study", PACK.id, "UTC")
    await groups.add(tx, group, clock())
    async with loopback(clock) as server:
        driver = DiscordDriver(stage, server)
        await driver.ready()
        try:
            return await _play(Home(stage, server, driver))
        finally:
            await driver.stop()


async def _play(home: Home) -> list[Panel]:
    await _type(
        home,
        "group setup weekday:Monday hour:18:00 zone:UTC",
        "group meeting Thursday 19:00 where:Library",
    )
    await home.timeline().advance(BEFORE.replace(hour=18, minute=1))
    for name, lines in OTHERS.items():
        await home.driver.turn_to(name)
        await _type(home, *lines)
    await home.driver.turn_to("Ann")
    await _type(home, "done")
    await home.timeline().advance(home.stage.clock() + timedelta(minutes=10))
    question, board = await _question(home), await _answer(home, "leaderboard")
    world = home.discord.world
    (post, *_) = [one for one in world.said_in(PLACE.channel) if one["id"] not in world.audience]
    return [Panel(post), Panel(question, "Ann", "quiz solo"), Panel(board, "Ann", "leaderboard")]


async def _question(home: Home) -> Json:
    """One that is answered by a button, and not too long."""
    for section in PACK.sections:
        asked = await _answer(home, f"quiz solo section:{section.id} count:5")
        shown = screen.draw(home.discord.world, asked)
        if "D" in shown.controls and len(shown.text) < _SHORT:
            return asked
        await home.driver.type("quiz stop")
    raise AssertionError("no question is short enough")


async def _type(home: Home, *lines: str) -> None:
    """Commands, or what to press."""
    for line in lines:
        await (home.driver.press(line) if len(line) == 1 else home.driver.type(line))
        if line.startswith("group setup"):
            await home.driver.press("Confirm")


async def _answer(home: Home, line: str) -> Json:
    asked = await home.answered(home.command(line))
    return home.discord.world.messages[asked.original]


async def made(database: SqliteDatabase) -> str:
    """The picture, as SVG."""
    return picture("study", await panels(database))
