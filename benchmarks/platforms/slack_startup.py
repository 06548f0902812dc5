"""From the command line until Slack has greeted every socket: `roadmate run` against a bare app."""

from pathlib import Path

from benchmarks.platforms import slack_bots
from benchmarks.platforms.processes import Started
from benchmarks.startup import against
from content.model import Pack

ROUNDS = 7
BARE = "the bare app"


async def measure(folder: Path, pack: Pack) -> dict[str, list[Started]]:
    """Starts of each kind, taking turns; the database is there."""
    found: dict[str, list[Started]] = {BARE: [], "`roadmate run`": []}
    async with slack_bots.opened() as slack:
        database = folder / "greeted.db"
        await slack_bots.founded(database, pack, slack)
        for number in range(ROUNDS + 1):
            async with slack_bots.bare(slack) as bare:
                pass
            async with slack_bots.roadmate(slack, database) as ours:
                pass
            if number:  # in the first one the pack is judged
                found[BARE].append(bare)
                found["`roadmate run`"].append(ours)
    return found


def report(found: dict[str, list[Started]]) -> str:
    """Medians, and what they are of the bare app's."""
    return against(BARE, found, "greeted")
