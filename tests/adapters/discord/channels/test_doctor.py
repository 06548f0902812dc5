"""`roadmate doctor` asks the loopback Discord itself: about the token, the application, and each
group's channel.
"""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from discord.http import Route

from adapters.discord.doctor import MOST_GROUPS, examine
from adapters.discord.manifest import payload
from adapters.discord.settings import DiscordSettings
from bot.accounts import groups
from bot.core.interaction import Address, Finding
from bot.core.records import Group
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS
from bot.operations.channels import Channel, of_platform
from bot.operations.variables import Secret
from tests.by_hand import ByHand
from tests.loopback_discord import fixtures
from tests.loopback_discord.protocol.server import CAMPUS, STUDY, Discord, loopback
from tests.play import MONDAY
from tests.product.test_tasks import REPOSITORY, TOKEN, environment

PATIENCE = 120
HERE = Channel(Address("discord", CAMPUS, STUDY), "study")
NEVER = 10_000


@pytest.fixture
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    """Discord, whose own answers are judged as well."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    async with loopback(token=TOKEN) as opened:
        opened.rest.doubts_itself = True
        yield opened


async def asked(
    discord: Discord, *channels: Channel, off: timedelta = timedelta(), patience: float = PATIENCE
) -> Sequence[Finding]:
    settings = DiscordSettings(token=Secret(TOKEN), api_url=discord.api)
    return await examine(settings, COMMANDS, channels, lambda: datetime.now(UTC) + off, patience)


def fixes(findings: Sequence[Finding]) -> dict[str, str]:
    return {one.what: one.fix for one in findings if not one.ok}


async def doctor(folder: Path, api: str, token: str = TOKEN) -> tuple[int | None, str]:
    """The real task in a process: how it ends, and all that it says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "roadmate", "doctor",
        cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        env=environment(
            ROADMATE_DISCORD_TOKEN=token, ROADMATE_DISCORD_API_URL=api,
            ROADMATE_PACKS=str(REPOSITORY / "tests" / "packs"),
        ),
    )  # fmt: skip
    said, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    told = said.decode()
    assert "Traceback" not in told
    assert token not in told
    assert all(line.startswith(("ok  ", "FIX ")) for line in told.splitlines()), told
    return process.returncode, told


async def keep(folder: Path, template: Path, *channels: tuple[str, str]) -> Path:
    """A database with a group in each of these channels."""
    database = Path(shutil.copy(template, folder / "roadmate.db"))
    async with running(database) as store:
        tx = ByHand(store)
        for workspace, channel in channels:
            await groups.add(
                tx, Group("", "discord", workspace, channel, "study", "tea", "UTC"), MONDAY
            )
    return database


@asynccontextmanager
async def running(database: Path) -> AsyncIterator[SqliteDatabase]:
    """As a Roadmate that runs has it open."""
    store = await SqliteDatabase.open(database)
    try:
        yield store
    finally:
        await store.close()


async def test_all_well_is_all_ok(discord: Discord, template: Path, tmp_path: Path) -> None:
    """Where all is well every line is ok."""
    await keep(tmp_path, template, (CAMPUS, STUDY))
    code, told = await doctor(tmp_path, discord.api)
    assert (code, "FIX" in told) == (0, False)
    for words in (
        "takes the token",
        "clock and this machine's agree",
        "1,000 of 1,000 starts",
        "the next start",
    ):
        assert words in told
    assert "ok  Discord #study in Campus: all 6 permissions\n" in told


async def test_it_works_beside_a_running_roadmate(
    discord: Discord, template: Path, tmp_path: Path
) -> None:
    database = await keep(tmp_path, template, (CAMPUS, STUDY))
    async with running(database):
        code, told = await doctor(tmp_path, discord.api)
    assert (code, "a running Roadmate uses it" in told, "all 6 permissions" in told) == (
        0,
        True,
        True,
    )


async def test_a_wrong_token_is_one_line(discord: Discord, tmp_path: Path) -> None:
    """A wrong token is one line, and it says what to do."""
    code, told = await doctor(tmp_path, discord.api, TOKEN.replace("Gabc", "Gxyz"))
    (line,) = [line for line in told.splitlines() if line.startswith("FIX")]
    assert code == 1
    assert "Reset Token" in line


async def test_each_channel_fault_has_its_fix(
    discord: Discord, template: Path, tmp_path: Path
) -> None:
    """Each thing that is wrong in a channel is told with its fix."""
    world, campus = discord.world, discord.campus
    hidden, gone = (
        fixtures.add_channel(world, campus, "hidden"),
        fixtures.add_channel(world, campus, "gone"),
    )
    elsewhere = fixtures.found(world, "Elsewhere", discord.ann)
    fixtures.deny(world, discord.study, "attach_files", "create_public_threads")
    fixtures.deny(world, hidden, "view_channel")
    fixtures.delete(world, gone)
    places = [
        (CAMPUS, STUDY),
        (CAMPUS, hidden["id"]),
        (CAMPUS, gone["id"]),
        (elsewhere["id"], "77"),
    ]
    await keep(tmp_path, template, *places)
    code, told = await doctor(tmp_path, discord.api)
    wrong = [line for line in told.splitlines() if line.startswith("FIX")]
    assert (code, len(wrong)) == (1, 5), told
    for words in (
        "#study in Campus: cannot send files", "allow Attach Files", "allow Create Public Threads",
        "allow View Channel", "it is deleted", "not in that server any more",
    ):  # fmt: skip
        assert sum(words in line for line in wrong) == 1, words


async def test_discords_own_trouble_is_one_line(discord: Discord, tmp_path: Path) -> None:
    discord.rest.faults.fail("GET /users/@me", 503)
    code, told = await doctor(tmp_path, discord.api)
    assert (code, told.count("FIX")) == (1, 1)
    assert "trouble of its own (status 503)" in told


async def test_out_of_reach_is_one_line(tmp_path: Path) -> None:
    code, told = await doctor(tmp_path, "http://127.0.0.1:9/api/v10")
    assert (code, told.count("FIX")) == (1, 1)
    assert "cannot be reached" in told


async def test_a_foreign_address_is_one_line(discord: Discord, tmp_path: Path) -> None:
    """An address at which something else than Discord answers is one line."""
    code, told = await doctor(tmp_path, f"{discord.origin}/somewhere")
    assert (code, told.count("FIX")) == (1, 1)
    assert "up to and with /api/v10" in told


@pytest.mark.parametrize(
    "route", ["GET /users/@me", "GET /guilds/{guild_id}", "GET /channels/{channel_id}"]
)
async def test_endless_500s_end_the_wait(discord: Discord, route: str) -> None:
    """A Discord that answers 500 without end is waited for only so long."""
    discord.rest.faults.fail(route, 500, times=NEVER)
    (fix,) = fixes(await asked(discord, HERE, patience=0.5)).values()
    assert "status 500" in fix


async def test_silence_ends_the_wait(discord: Discord) -> None:
    """A Discord that says nothing is waited for only so long."""
    discord.rest.faults.hang("GET /gateway/bot", times=NEVER)
    found = await asked(discord, HERE, patience=0.5)
    assert found[0].ok
    assert "did not answer" in found[-1].fix


async def test_a_foreign_page_is_told(discord: Discord) -> None:
    """A page that answers in the place of Discord, like a login, is told."""
    discord.rest.routes = {
        **discord.rest.routes,
        "GET /users/@me": lambda request: "<p>Please log in</p>",
    }
    discord.rest.doubts_itself = False
    assert "something that it never says" in fixes(await asked(discord))["Discord"]


async def test_a_long_rate_limit_is_told(discord: Discord) -> None:
    """That Discord asks to wait for long is told."""
    discord.rest.faults.limit("GET /gateway/bot", 3600)
    assert "asks to wait" in fixes(await asked(discord))["Discord"]


@pytest.mark.parametrize(
    ("portal", "told"),
    [
        ({"interactions_endpoint_url": "https://example.org/x"}, "empty that field"),
        ({"bot_require_code_grant": True}, "Requires OAuth2 Code Grant"),
        ({"integration_types_config": {"1": {}}}, "tick Guild Install"),
    ],
)
async def test_wrong_portal_settings_are_told(
    discord: Discord, portal: dict[str, object], told: str
) -> None:
    discord.account.portal = portal
    (fix,) = fixes(await asked(discord)).values()
    assert told in fix


async def test_a_private_bot_is_well(discord: Discord) -> None:
    """A private bot is well, also with intents that it does not need."""
    intents = 1 << 14 | 1 << 19
    discord.account.portal = {
        "bot_public": False,
        "flags": intents,
        "integration_types_config": {"0": {}, "1": {}},
    }
    found = await asked(discord)
    assert not fixes(found)
    assert any("Public Bot is off" in one.what for one in found)
    assert any("can be turned off" in one.what for one in found)


@pytest.mark.parametrize(
    ("off", "told"), [(90, "1 min ahead of"), (-3700, "61 min behind"), (40, "")]
)
async def test_a_wrong_clock_is_told(discord: Discord, off: int, told: str) -> None:
    found = fixes(await asked(discord, off=timedelta(seconds=off)))
    assert (told in " ".join(found), len(found)) == (True, bool(told))


async def test_no_start_left_tells_until_when(discord: Discord) -> None:
    """That no start is left today is told, with when there will be one again."""
    discord.account.starts_left = 0
    assert "in 240 minutes" in next(iter(fixes(await asked(discord)).values()))


async def test_current_commands_count_as_registered(discord: Discord) -> None:
    """Commands that are as they should be are told as registered."""
    discord.commands.registered = [discord.commands._kept(one) for one in payload(COMMANDS)]
    assert any(one.what.startswith("Discord commands: registered") for one in await asked(discord))


async def test_many_groups_ask_for_one_server(
    discord: Discord,
) -> None:
    """A server of many groups is asked about once, and its oldest groups are only counted."""
    found = await asked(discord, *[HERE] * (MOST_GROUPS + 3))
    assert "3 older groups" in found[-1].what
    assert len(discord.rest.requests("GET /channels/{channel_id}")) == MOST_GROUPS
    assert len(discord.rest.requests("GET /guilds/{guild_id}")) == 1


async def test_only_groups_that_post_are_checked(template: Path, tmp_path: Path) -> None:
    """Only groups to which something is posted are looked at."""
    others = ((CAMPUS, "@7"), (CAMPUS, "#erased"), (CAMPUS, "8"), (CAMPUS, "9"))
    database = await keep(tmp_path, template, (CAMPUS, STUDY), *others)
    async with running(database) as store:
        tx = ByHand(store)
        await tx.execute(
            "INSERT INTO schedules (group_id, weekday, minute, pace, starts_on, ended_at)"
            " SELECT id, 0, 0, 90, '2026-03-02', 1 FROM groups WHERE channel = '8'"
        )
        await tx.execute("UPDATE groups SET gone_at = 1, gone_with = 'channel' WHERE channel = '9'")
    assert of_platform(database, "discord") == [HERE]
    assert not of_platform(database, "slack")
