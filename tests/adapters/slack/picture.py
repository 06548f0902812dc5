"""The picture in docs/pictures.

A week on the loopback Slack, played by the real thing and drawn as Slack draws it.

Made anew, after wording or drawing have changed, by test_slack_picture.py with GOLDEN=renew.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from adapters.slack.texts import HINT
from bot.accounts import groups
from bot.core.commands.declaration import Registry
from bot.core.records import Group
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from content.loading.loader import load
from tests.adapters.slack.drawing import Panel, picture
from tests.adapters.slack.driver import PLACE, SlackDriver
from tests.adapters.slack.home import SlackHome
from tests.by_hand import ByHand
from tests.driver import Stage
from tests.loopback_slack import screen
from tests.loopback_slack.protocol.server import Slack, loopback
from tests.loopback_slack.world import Said
from tests.play import Clock

REPOSITORY = Path(__file__).parents[3]
FILE = REPOSITORY / "docs" / "pictures" / "slack.svg"
PACK = load(REPOSITORY / "content" / "packs" / "generative-ai")
BEFORE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_SHORT = 420
OTHERS = {
    "Ben": ("done", "done", "quiz solo", "A"),
    "Chen": ("done", "quiz solo", "A"),
    "Dana": ("done", "done"),
}


async def made(database: SqliteDatabase) -> str:
    """The picture, as SVG.

    The weekly post, a question, and a leaderboard, as they stand in #study.
    """
    clock = Clock(BEFORE)
    stage = Stage(database, clock)
    stage.engine = Engine(database, Registry(COMMANDS), EVENTS, {PACK.id: PACK}, clock)
    tx = ByHand(database)
    group = Group("", PLACE.platform, PLACE.workspace, PLACE.channel, "study", PACK.id, "UTC")
    await groups.add(tx, group, clock())
    async with loopback(clock) as slack:
        driver = SlackDriver(stage, slack)
        await driver.ready()
        try:
            panels = await _play(SlackHome(stage, slack, driver))
        finally:
            await driver.stop()
        return picture("study", panels, _names(slack), HINT)


async def _play(home: SlackHome) -> list[Panel]:
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
    world = home.slack.world
    (post, *_) = [one for one in world.said_in(PLACE.channel) if one.body.get("reply_count")]
    return [Panel(post.body), Panel(question.body, private=True), Panel(board.body, private=True)]


async def _question(home: SlackHome) -> Said:
    """One that is answered by a button, and not too long."""
    for section in PACK.sections:
        asked = await _answer(home, f"quiz solo section:{section.id} count:5")
        shown = screen.draw(home.slack.world, asked)
        if "D" in shown.labels and len(shown.text) < _SHORT:
            return asked
        await home.driver.type("quiz stop")
    raise AssertionError("no question is short enough")


async def _type(home: SlackHome, *lines: str) -> None:
    """Commands, or the letter of an answer; a question that wants a word or a number is left."""
    for line in lines:
        if len(line) > 1:
            await home.driver.type(line)
        elif line in home.driver.screen()[-1].controls:
            await _choose(home, line)
        if line.startswith("group setup"):
            await home.driver.press("Confirm")


async def _choose(home: SlackHome, letter: str) -> None:
    """By its button, or from a list of several."""
    labels = home.driver.screen()[-1].controls
    await (home.driver.pick(letter) if "OK, these" in labels else home.driver.press(letter))


async def _answer(home: SlackHome, line: str) -> Said:
    """What Ann alone is shown."""
    await home.driver.type(line)
    return next(one for one in reversed(home.slack.world.said.values()) if one.audience)


def _names(slack: Slack) -> dict[str, str]:
    return {number: user["real_name"] for number, user in slack.world.users.items()}
