"""What Slack reports by itself, told to the engine."""

from adapters.slack.places import PLATFORM
from bot.call import Call
from bot.engine import Engine
from bot.interaction import Address, Interaction, User


async def tell(engine: Engine, call: Call, team: str = "", channel: str = "") -> None:
    """What happened by itself; nobody called it."""
    await engine.happened(Interaction(call, User(PLATFORM, "", "Slack"), Address(PLATFORM, team, channel)))
