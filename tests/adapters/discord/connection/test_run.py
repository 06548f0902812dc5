"""`roadmate run` and `roadmate discord invite` in real processes, against the loopback Discord."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.loopback_discord import fixtures, screen, user_actions
from tests.loopback_discord.protocol.interactions import Asked
from tests.loopback_discord.protocol.permissions import bits
from tests.loopback_discord.protocol.server import PERMISSIONS, Discord, loopback
from tests.product.test_tasks import TOKEN, environment, task

# A start of Python takes as long as the machine likes; whoever waits so long waits for nothing.
PATIENCE = 120


@asynccontextmanager
async def running(
    folder: Path, discord: Discord, token: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A `roadmate run` that is told of this Discord; killed in the end if need be."""
    # The process keeps to its own clock, which a busy machine delays.
    discord.interactions.patience = PATIENCE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "roadmate", "run",
        cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env=environment(ROADMATE_DISCORD_TOKEN=token, ROADMATE_DISCORD_API_URL=discord.api),
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def ended(process: asyncio.subprocess.Process) -> tuple[int | None, str, str]:
    said, complained = await asyncio.wait_for(process.communicate(), PATIENCE)
    return process.returncode, said.decode(), complained.decode()


def told(discord: Discord, asked: Asked) -> str:
    """The answer, be it the first word or, where the machine is busy, in place of a promise."""
    return screen.draw(discord.world, discord.world.messages[asked.original]).text


async def test_it_answers_and_ends_cleanly(tmp_path: Path) -> None:
    """It connects, registers its commands, answers and ends cleanly."""
    async with loopback(token=TOKEN) as discord, running(tmp_path, discord, TOKEN) as process:
        await discord.gateway.ready(PATIENCE)
        assert "next" in [one["name"] for one in discord.commands.registered]
        asked = user_actions.command(discord, discord.ann, discord.study, "next", {})
        await asyncio.wait_for(asked.done.wait(), PATIENCE)
        assert "Read next" in told(discord, asked)
        process.send_signal(signal.SIGTERM)
        code, _, complained = await ended(process)
        assert (code, "Traceback" in complained) == (0, False)
        assert TOKEN not in complained


async def test_all_shards_are_answered(
    tmp_path: Path,
) -> None:
    """On several shards everybody is answered and no command is pushed twice."""
    async with loopback(token=TOKEN) as discord:
        discord.account.shards = 2
        halls = [discord.study]
        while {int(hall["guild_id"]) >> 22 & 1 for hall in halls} != {0, 1}:
            guild = fixtures.found(discord.world, f"Library {len(halls)}", discord.ann)
            fixtures.invite(discord.world, guild, *PERMISSIONS)
            halls.append(fixtures.add_channel(discord.world, guild, "hall"))
        async with running(tmp_path, discord, TOKEN) as process:
            # The library waits five seconds between two shards, as Discord wants it.
            await discord.world.until(lambda: len(discord.gateway.sessions) == 2, PATIENCE)
            await discord.gateway.ready(PATIENCE)
            asked = [user_actions.command(discord, discord.ann, hall, "next", {}) for hall in halls]
            await asyncio.wait_for(asyncio.gather(*(one.done.wait() for one in asked)), PATIENCE)
            assert all("Read next" in told(discord, one) for one in asked)
            assert discord.commands.pushes == 1
            process.send_signal(signal.SIGTERM)
            code, _, complained = await ended(process)
            assert (code, "Traceback" in complained) == (0, False)


async def test_a_wrong_token_ends_it(tmp_path: Path) -> None:
    """A wrong token is one clear line and an exit."""
    async with (
        loopback(token="MTA.quite.another") as discord,
        running(tmp_path, discord, TOKEN) as process,
    ):
        code, said, complained = await ended(process)
        line = complained.strip().splitlines()[-1]
        assert (code, said) == (2, "")
        assert "ROADMATE_DISCORD_TOKEN" in line
        assert "Traceback" not in complained
        assert TOKEN not in complained


async def test_a_revoked_token_ends_it(tmp_path: Path) -> None:
    """A token that is revoked while it runs is one clear line and an exit."""
    async with loopback(token=TOKEN) as discord, running(tmp_path, discord, TOKEN) as process:
        await discord.gateway.ready(PATIENCE)
        await discord.gateway.close(4004)
        code, _, complained = await ended(process)
        assert code == 2
        assert "Reset Token" in complained.strip().splitlines()[-1]
        assert "Traceback" not in complained


async def test_out_of_reach_it_ends_cleanly(tmp_path: Path) -> None:
    """It ends cleanly also while Discord is out of reach."""
    async with loopback(token=TOKEN) as discord, running(tmp_path, discord, TOKEN) as process:
        discord.rest.faults.fail("GET /users/@me", 503, times=1000)
        await discord.world.until(lambda: discord.rest.requests("GET /users/@me"), PATIENCE)
        process.send_signal(signal.SIGTERM)
        code, _, complained = await ended(process)
        assert (code, "Traceback" in complained) == (0, False)


def test_the_invitation_asks_for_six_permissions(tmp_path: Path) -> None:
    """The invitation asks for six permissions and no more."""
    done = task(tmp_path, "discord", "invite", ROADMATE_DISCORD_TOKEN=TOKEN)
    link = parse_qs(urlsplit(done.stdout.strip()).query)
    assert done.returncode == 0
    assert link["client_id"] == ["123456789012345"]
    assert link["permissions"] == [str(bits(*PERMISSIONS))]
    assert sorted(link["scope"][0].split()) == ["applications.commands", "bot"]
    assert TOKEN not in done.stdout + done.stderr


def test_an_invitation_wants_a_token(tmp_path: Path) -> None:
    """An invitation without a token says what to do."""
    done = task(tmp_path, "discord", "invite")
    assert done.returncode == 2
    assert "ROADMATE_DISCORD_TOKEN" in done.stderr
