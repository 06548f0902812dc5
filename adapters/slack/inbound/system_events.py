"""What Slack reports by itself, told to the engine."""

from adapters.slack.channels.places import PLATFORM
from bot.core.call import Call
from bot.core.interaction import Address, Interaction, User
from bot.engine.engine import Engine


async def tell(engine: Engine, call: Call, team: str = "", channel: str = "") -> None:
    """What happened by itself; nobody called it."""
    await engine.happened(
        Interaction(call, User(PLATFORM, "", "Slack"), Address(PLATFORM, team, channel))
    )
