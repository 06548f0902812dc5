"""From the command line until Discord's READY and all servers are taken in.

`roadmate run` against a bare bot.
"""

from pathlib import Path

from benchmarks.platforms import discord_bots
from benchmarks.platforms.processes import Started
from benchmarks.startup import against
from content.model import Pack

ROUNDS = 7
BARE = "the bare bot"


async def measure(folder: Path, pack: Pack) -> dict[str, list[Started]]:
    """Starts of each kind, taking turns; the commands are registered, the database is there."""
    found: dict[str, list[Started]] = {BARE: [], "`roadmate run`": []}
    async with discord_bots.opened() as (discord, _):
        database = folder / "ready.db"
        store = await discord_bots.groups(
            database, pack, [(discord.campus["id"], discord.study["id"])]
        )
        await store.close()
        for number in range(ROUNDS + 1):
            async with discord_bots.bare(discord) as bare:
                pass
            async with discord_bots.roadmate(discord, database) as ours:
                pass
            if number:  # in the first one the commands are registered
                found[BARE].append(bare)
                found["`roadmate run`"].append(ours)
    return found


def report(found: dict[str, list[Started]]) -> str:
    """Medians, and what they are of the bare bot's."""
    return against(BARE, found, "connected")
