"""Weekly posts of very many groups through `roadmate run` to a Discord that keeps its limits."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.platforms import discord_bots
from benchmarks.platforms.discord_bots import POST, THREAD
from benchmarks.tables import table
from content.model import Pack
from tests.loopback_discord import fixtures
from tests.loopback_discord.protocol.server import PERMISSIONS, Discord

GROUPS, GROUPS_A_SERVER = 10_000, 20
# Discord's own (Developer docs, Rate Limits): requests a second in all; messages in one channel in
# five seconds.
LIMIT, IN_A_CHANNEL = 50, (5, 5.0)


@dataclass(frozen=True, slots=True)
class Sent:
    """Posts a second, posts and threads a second from first to last, and how many requests were
    refused.
    """

    posts: float
    requests: float
    refused: int


async def measure(folder: Path, pack: Pack) -> Sent:
    """All groups are due when it starts; ends with the last thread."""
    async with discord_bots.opened() as (discord, heard):
        await _due(folder / "posts.db", pack, _found(discord))
        discord.rest.limits.a_second, discord.rest.limits.a_route = LIMIT, IN_A_CHANNEL
        async with discord_bots.roadmate(discord, folder / "posts.db"):
            await discord.world.until(
                lambda: len(heard.at.get(THREAD, ())) >= GROUPS, 5 * GROUPS / LIMIT
            )
        weekly = heard.at[POST][:GROUPS]  # what is posted after the threads is counted with them
        both = sorted(heard.at[POST] + heard.at[THREAD])
        return Sent(_rate(weekly), _rate(both), discord.rest.limits.refused)


def report(sent: Sent) -> str:
    """What it is of Discord's limit."""
    row = (f"{GROUPS} groups", f"{sent.posts:.1f}", f"{sent.posts / LIMIT:.1%}")
    more = (f"{sent.requests:.1f}", str(sent.refused))
    return table(
        ("due at once", "posts a second", f"of {LIMIT}", "with threads, a second", "429s"),
        [(*row, *more)],
    )


def _found(discord: Discord) -> list[tuple[str, str]]:
    """Servers and their channels."""
    places = []
    for number in range(GROUPS // GROUPS_A_SERVER):
        guild = fixtures.found(discord.world, f"Campus {number}", discord.ann)
        fixtures.invite(discord.world, guild, *PERMISSIONS)
        channels = [
            fixtures.add_channel(discord.world, guild, f"study-{place}")
            for place in range(GROUPS_A_SERVER)
        ]
        places += [(str(guild["id"]), str(channel["id"])) for channel in channels]
    return places


async def _due(database: Path, pack: Pack, places: list[tuple[str, str]]) -> None:
    """The slot of all of them is this very minute."""
    store = await discord_bots.groups(database, pack, places)
    due = datetime.now(UTC).replace(second=0, microsecond=0)
    await store.run(
        lambda tx: tx.execute(
            "INSERT INTO schedules (group_id, weekday, minute, pace, starts_on, next_due_at)"
            " SELECT id, :weekday, :minute, 90, '2026-01-01', :due FROM groups",
            weekday=due.weekday(),
            minute=due.hour * 60 + due.minute,
            due=int(due.timestamp()),
        ),
        writes=True,
    )
    await store.close()


def _rate(instants: list[float]) -> float:
    return (len(instants) - 1) / (instants[-1] - instants[0])
