"""`roadmate doctor` asks the loopback Slack itself: about both tokens, the scopes, and each group's
channel.
"""

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import unused_port
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import doctor_texts
from adapters.slack import texts as slack_texts
from adapters.slack.connection import server
from adapters.slack.doctor import MOST_GROUPS, examine
from adapters.slack.manifest import manifest
from adapters.slack.settings import SlackSettings
from bot.accounts import groups
from bot.core.interaction import Address, Finding
from bot.core.records import Group
from bot.database.sqlite import SqliteDatabase
from bot.engine.all_commands import COMMANDS
from bot.operations.channels import Channel
from bot.operations.variables import Secret
from tests.by_hand import ByHand
from tests.loopback_slack import fixtures
from tests.loopback_slack.app import APP_TOKEN, BOT_TOKEN
from tests.loopback_slack.protocol.server import CAMPUS, STUDY, Slack, loopback
from tests.play import MONDAY
from tests.product.test_tasks import REPOSITORY, environment

PATIENCE = 120
HERE = Channel(Address("slack", CAMPUS, STUDY), "study")
SECRET = "0f" * 16


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    """Slack, whose app is what our manifest makes."""
    async with loopback() as opened:
        opened.app.adopt(manifest(COMMANDS))
        yield opened


async def asked(
    slack: Slack,
    *channels: Channel,
    off: timedelta = timedelta(),
    patience: float = PATIENCE,
    app: str = APP_TOKEN,
) -> Sequence[Finding]:
    settings = SlackSettings(
        bot_token=Secret(BOT_TOKEN),
        app_token=Secret(app) if app else None,
        api_url=slack.api_url,
    )
    return await examine(settings, COMMANDS, channels, lambda: datetime.now(UTC) + off, patience)


async def asked_over_http(slack: Slack, port: int, host: str = "127.0.0.1") -> Finding:
    """What is said of where Roadmate listens."""
    settings = SlackSettings(
        bot_token=Secret(BOT_TOKEN), app_token=Secret(APP_TOKEN), signing_secret=Secret(SECRET),
        api_url=slack.api_url, http_host=host, http_port=port,
    )  # fmt: skip
    found = await examine(settings, COMMANDS, (), lambda: datetime.now(UTC))
    assert not slack.api.requests("apps.connections.open")
    (one,) = [finding for finding in found if finding.what.startswith("Slack over HTTP")]
    return one


def fixes(findings: Sequence[Finding]) -> dict[str, str]:
    return {one.what: one.fix for one in findings if not one.ok}


async def doctor(
    folder: Path, api: str, bot: str = BOT_TOKEN, app: str = APP_TOKEN
) -> tuple[int | None, str]:
    """The real task in a process: how it ends, and all that it says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "roadmate", "doctor",
        cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        env=environment(
            ROADMATE_SLACK_BOT_TOKEN=bot, ROADMATE_SLACK_APP_TOKEN=app, ROADMATE_SLACK_API_URL=api,
            ROADMATE_PACKS=str(REPOSITORY / "tests" / "packs"),
        ),
    )  # fmt: skip
    said, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    shown = said.decode()
    assert "Traceback" not in shown
    assert not any(token in shown for token in (bot, app))
    assert all(line.startswith(("ok  ", "FIX ")) for line in shown.splitlines()), shown
    return process.returncode, shown


async def keep(folder: Path, template: Path, *channels: str) -> None:
    """A database with a group in each of these channels."""
    store = await SqliteDatabase.open(Path(shutil.copy(template, folder / "roadmate.db")))
    try:
        tx = ByHand(store)
        for channel in channels:
            await groups.add(tx, Group("", "slack", CAMPUS, channel, "study", "tea", "UTC"), MONDAY)
    finally:
        await store.close()


def wrong(shown: str) -> list[str]:
    return [line for line in shown.splitlines() if line.startswith("FIX")]


async def test_all_well_is_all_ok(slack: Slack, template: Path, tmp_path: Path) -> None:
    """Where all is well every line is ok."""
    await keep(tmp_path, template, STUDY)
    code, shown = await doctor(tmp_path, slack.api_url)
    assert (code, wrong(shown)) == (0, [])
    for part in (
        "workspace Campus",
        "clock and this machine's agree",
        "all 11 scopes",
        "Socket Mode is on",
    ):
        assert part in shown
    assert "ok  Slack #study: Roadmate is in it\n" in shown
    assert slack.sockets.opened == 0


async def test_wrong_bot_tokens_are_one_line(slack: Slack, tmp_path: Path) -> None:
    """A wrong bot token is one line, and it says what to do."""
    code, shown = await doctor(tmp_path, slack.api_url, bot="xoxb-another-one")
    (line,) = wrong(shown)
    assert (code, "Bot User OAuth Token" in line) == (1, True)


async def test_a_wrong_app_token_hides_nothing(
    slack: Slack, template: Path, tmp_path: Path
) -> None:
    """After a wrong app token the rest is looked at."""
    await keep(tmp_path, template, STUDY)
    code, shown = await doctor(tmp_path, slack.api_url, app="xapp-another-one")
    (line,) = wrong(shown)
    assert (code, "connections:write" in line) == (1, True)
    assert "ok  Slack #study" in shown


async def test_each_fault_has_its_fix(slack: Slack, template: Path, tmp_path: Path) -> None:
    """Each thing that is wrong is told with its fix."""
    attic, vault = (channel_called(slack, name) for name in ("attic", "vault"))
    fixtures.leave(slack.world, slack.study, slack.world.bot)
    slack.app.scopes.remove("files:write")
    await keep(tmp_path, template, STUDY, attic, vault)
    code, shown = await doctor(tmp_path, slack.api_url)
    lines = wrong(shown)
    assert (code, len(lines)) == (1, 4), shown
    for part in (
        "missing: files:write",
        "#study: I am not in",
        "#attic: this channel is archived",
        "cannot see this",
    ):
        assert sum(part in line for line in lines) == 1, part
    assert sum("/invite @Roadmate" in line for line in lines) == 2


async def test_slacks_own_trouble_is_one_line(slack: Slack, tmp_path: Path) -> None:
    slack.faults.fail("auth.test", 503)
    code, shown = await doctor(tmp_path, slack.api_url)
    assert (code, len(wrong(shown))) == (1, 1)
    assert "trouble of its own (status 503)" in shown


async def test_a_rate_limit_is_one_line(slack: Slack, tmp_path: Path) -> None:
    """That Slack asks to wait is one line."""
    slack.faults.limit("auth.test", 40)
    code, shown = await doctor(tmp_path, slack.api_url)
    assert (code, len(wrong(shown))) == (1, 1)
    assert "Try again in 40 seconds" in shown


async def test_out_of_reach_is_one_line(tmp_path: Path) -> None:
    code, shown = await doctor(tmp_path, "http://127.0.0.1:9/api/")
    assert (code, len(wrong(shown))) == (1, 1)
    assert "cannot be reached" in shown


async def test_a_foreign_address_is_one_line(slack: Slack, tmp_path: Path) -> None:
    """An address at which something else than Slack answers is one line."""
    code, shown = await doctor(tmp_path, f"{slack.origin}/somewhere")
    assert (code, len(wrong(shown))) == (1, 1)
    assert "up to and with /api/" in shown


def channel_called(slack: Slack, name: str) -> str:
    return next(str(one["id"]) for one in slack.world.channels.values() if one.get("name") == name)


@pytest.mark.parametrize(
    ("error", "fix"),
    [("invalid_auth", slack_texts.REFUSED_APP), ("not_allowed_token_type", slack_texts.REFUSED_APP),
     ("missing_scope", slack_texts.REFUSED_APP), ("socket_mode_not_enabled",
     slack_texts.NO_SOCKET_MODE)],
)  # fmt: skip
async def test_the_app_tokens_fault_is_named(slack: Slack, error: str, fix: str) -> None:
    slack.faults.refuse("apps.connections.open", error)
    assert fixes(await asked(slack, HERE)) == {doctor_texts.APP: fix}


async def test_tokens_of_two_apps_are_told(slack: Slack) -> None:
    slack.app.app_token = "xapp-1-A0OTHER-loopback"
    assert fixes(await asked(slack, HERE, app=slack.app.app_token)) == {
        doctor_texts.APP: doctor_texts.OTHER_APP
    }
    slack.app.scopes.remove("users:read")
    assert list(fixes(await asked(slack, HERE, app=slack.app.app_token))) == [doctor_texts.SCOPES]


async def test_asking_twice_a_minute_is_fine(slack: Slack) -> None:
    """A doctor that is asked twice a minute meets no limit of Slack."""
    slack.api.limits.strict = True
    assert not fixes(await asked(slack))
    again = await asked(slack)
    assert not fixes(again)
    assert doctor_texts.APP_LATER in [one.what for one in again]


async def test_a_missing_second_token_hides_nothing(slack: Slack) -> None:
    """Without a second token the rest is looked at."""
    assert not fixes(await asked(slack, HERE, app=""))
    assert not slack.api.requests("apps.connections.open")


async def test_groups_elsewhere_or_gone_are_told(slack: Slack) -> None:
    lost, far = (
        Channel(Address("slack", CAMPUS, "C404"), "lost"),
        Channel(Address("slack", "T404", "C1"), "far\x1b[2J"),
    )
    found = fixes(await asked(slack, HERE, lost, far))
    assert found == {"Slack #lost": slack_texts.GONE, "Slack #far?[2J": doctor_texts.ELSEWHERE}


async def test_only_so_many_groups_are_checked(slack: Slack) -> None:
    """Not more groups are asked about than Slack likes; the older ones are counted."""
    slack.api.limits.strict = True
    found = await asked(slack, *[HERE] * (MOST_GROUPS + 5))
    assert not fixes(found)
    assert found[-1].what.startswith("Slack: 5 older groups")
    assert len(slack.api.requests("conversations.info")) == MOST_GROUPS


async def test_no_group_is_said(slack: Slack) -> None:
    assert (await asked(slack))[-1].what == doctor_texts.no_group("roadmate")


@pytest.mark.parametrize(
    ("off", "shown"), [(90, "1 min ahead of"), (-3700, "61 min behind"), (40, "")]
)
async def test_a_wrong_clock_is_told(slack: Slack, off: int, shown: str) -> None:
    found = fixes(await asked(slack, off=timedelta(seconds=off)))
    assert (shown in " ".join(found), len(found)) == (True, bool(shown))


@pytest.mark.parametrize(
    "method", ["auth.test", "apps.connections.open", "bots.info", "conversations.info"]
)
async def test_silence_ends_the_wait(slack: Slack, method: str) -> None:
    """A Slack that says nothing is waited for only so long."""
    slack.faults.hang(method)
    (fix,) = fixes(await asked(slack, HERE, patience=0.5)).values()
    assert "did not answer" in fix


@pytest.mark.parametrize("method", ["apps.connections.open", "conversations.info"])
async def test_earlier_findings_survive_a_fault(slack: Slack, method: str) -> None:
    """What was found before a fault is told too."""
    slack.faults.refuse(method, "internal_error")
    found = await asked(slack, HERE)
    assert "Campus" in found[0].what
    assert "trouble of its own (internal_error)" in fixes(found)[doctor_texts.REACHED]


async def test_a_connection_that_breaks_is_told(slack: Slack) -> None:
    slack.faults.reset("auth.test", times=2)
    assert "cannot be reached" in fixes(await asked(slack))[doctor_texts.REACHED]


async def test_a_free_http_port_is_well(slack: Slack) -> None:
    found = await asked_over_http(slack, unused_port())
    assert (found.ok, server.PATH in found.what) == (True, True)


# as whoever runs it may set it
@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])  # noqa: S104
async def test_a_listening_roadmate_is_well(slack: Slack, host: str) -> None:
    """Over HTTP, a Roadmate that already listens on the port is well."""
    app = AsyncApp(client=AsyncWebClient(BOT_TOKEN, slack.api_url), signing_secret=SECRET)
    port = unused_port()
    listening = asyncio.create_task(server.serve(app, SECRET, host, port))
    try:
        async with asyncio.timeout(PATIENCE):
            while (
                "a running Roadmate" not in (found := await asked_over_http(slack, port, host)).what
            ):
                assert found.ok
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening


async def test_a_taken_http_port_is_told(slack: Slack) -> None:
    """Over HTTP, another program that listens on the port is told."""
    port = int(slack.origin.rpartition(":")[2])
    assert (await asked_over_http(slack, port)).fix == doctor_texts.PORT_TAKEN


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1"])
async def test_a_foreign_http_host_is_told(slack: Slack, host: str) -> None:
    """Over HTTP, an address that is not this machine's is told."""
    assert "cannot listen there" in (await asked_over_http(slack, unused_port(), host)).fix
