"""The doctor names every fault with its fix, and says when all is well; it never shows a secret."""

import contextlib
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.discord import platform as discord
from adapters.discord.settings import DiscordSettings
from adapters.slack import platform as slack
from adapters.slack.settings import SlackSettings
from bot.core.interaction import Finding
from bot.database.sqlite import SqliteDatabase
from bot.operations.doctor import examine
from bot.operations.platform import Configured
from bot.operations.settings import Settings, survey
from bot.operations.variables import Secret
from bot.weekly import heartbeats
from content.loading.library import OWN
from tests.by_hand import ByHand

TODAY = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
DISCORD = Secret("MTIzNDU2Nzg5MDEyMzQ1.GabcdE.tealeaf-tealeaf-tealeaf-tealeaf")
SLACK = Secret("xoxb-tealeaf-tealeaf")
SAMPLE = Path(__file__).parent.parent / "packs" / "tea"


@pytest.fixture
def well(template: Path, tmp_path: Path) -> Settings:
    """Settings with which everything is well."""
    return Settings(
        database=Path(shutil.copy(template, tmp_path / "roadmate.db")),
        platforms=on_discord(DISCORD),
    )


def on_discord(token: Secret | None) -> tuple[Configured[DiscordSettings]]:
    """Discord alone."""
    return (Configured(discord.PLATFORM, DiscordSettings(token)),)


def on_slack(
    bot: Secret, app: Secret | None = None, signing_secret: Secret | None = None
) -> tuple[Configured[SlackSettings]]:
    """Slack alone."""
    return (Configured(slack.PLATFORM, SlackSettings(bot, app, signing_secret)),)


def look(settings: Settings, now: datetime = TODAY, least_free: int = 0) -> Iterator[Finding]:
    """All findings; without the pack that comes along, which takes longest, where the settings name
    no other.
    """
    for finding in examine(settings, (), now, least_free):
        yield finding
        if finding.what.startswith("time zones") and settings.packs is None:
            return


def told(settings: Settings, now: datetime = TODAY, least_free: int = 0) -> dict[str, str]:
    """What must be fixed, and how."""
    return {one.what: one.fix for one in look(settings, now, least_free) if not one.ok}


def said(settings: Settings) -> str:
    """All that is well, in one text."""
    return "\n".join(one.what for one in look(settings) if one.ok)


@contextlib.contextmanager
def nobody() -> Iterator[Path]:
    """As somebody without rights, in a folder that everybody may look into."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield Path(folder)
        finally:
            if root:
                os.seteuid(0)


def test_all_well_needs_no_fixing(well: Settings) -> None:
    well = replace(well, packs=SAMPLE.parent)

    assert not told(well)
    for subject in (
        "settings:",
        "ROADMATE_DISCORD_TOKEN:",
        "database ",
        "disk:",
        "clock:",
        "time zones: tzdata 20",
        "pack ",
    ):
        assert f"\n{subject}" in f"\n{said(well)}"
    assert "nobody uses it" in said(well)


def test_odd_variables_are_told() -> None:
    """A malformed and an unknown variable are told."""
    settings, faults = survey(
        {"ROADMATE_HTTP_PORT": "x", "ROADMATE_XYZZY": "x"},
        Path("there-is-no.env"),
        (slack.PLATFORM,),
    )

    found = {one.what: one.fix for one in examine(settings, faults, TODAY) if not one.ok}

    assert "must be a whole number" in found["ROADMATE_HTTP_PORT"]
    assert "no such setting" in found["ROADMATE_XYZZY"]


def test_a_malformed_address_is_not_examined(tmp_path: Path) -> None:
    """A malformed address is told, and no other database is examined in its place."""
    settings, faults = survey({"ROADMATE_DATABASE_URL": "mysql://x"}, tmp_path, ())

    found = [one.what for one in examine(settings, faults, TODAY)]

    assert "ROADMATE_DATABASE_URL" in found
    assert not [what for what in found if what.startswith(("database", "disk"))]


def test_no_token_at_all_is_told(well: Settings) -> None:
    assert "nowhere to talk" in told(replace(well, platforms=on_discord(None)))["tokens"]


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        (
            "ROADMATE_DISCORD_TOKEN",
            Settings(platforms=on_discord(Secret("0123456789abcdef0123456789abcdef"))),
        ),
        (
            "ROADMATE_SLACK_BOT_TOKEN",
            Settings(platforms=on_slack(Secret("xapp-tealeaf"), SLACK)),
        ),
        (
            "ROADMATE_SLACK_APP_TOKEN",
            Settings(platforms=on_slack(SLACK, Secret("xoxp-tealeaf"))),
        ),
        (
            "ROADMATE_SLACK_SIGNING_SECRET",
            Settings(platforms=on_slack(SLACK, signing_secret=SLACK)),
        ),
    ],
)
def test_another_kind_of_token_is_told(name: str, settings: Settings) -> None:
    """A token of another kind is recognised by its form."""
    assert told(settings)[name].startswith("this is something else")


def test_good_tokens_of_slack_are_well() -> None:
    settings = Settings(platforms=on_slack(SLACK, Secret("xapp-1-tealeaf"), Secret("0f" * 16)))

    assert not [what for what in told(settings) if "TOKEN" in what or "SECRET" in what]


def test_no_finding_shows_a_secret(well: Settings) -> None:
    for bot_token in (SLACK, Secret("xapp-tealeaf")):
        findings = list(look(replace(well, platforms=on_slack(bot_token))))
        assert "tealeaf" not in repr(findings)


def test_a_missing_database_is_fine(well: Settings, tmp_path: Path) -> None:
    """A database that is not there yet will be made."""
    settings = replace(well, database=tmp_path / "new.db")

    assert not told(settings)
    assert "new.db: will be made at the first start" in said(settings)
    assert not (tmp_path / "new.db").exists()


def test_a_missing_folder_is_told(well: Settings, tmp_path: Path) -> None:
    assert (
        "no such folder"
        in told(replace(well, database=tmp_path / "nowhere" / "new.db"))[
            f"folder {tmp_path / 'nowhere'}"
        ]
    )


def test_an_unwritable_folder_is_told(well: Settings) -> None:
    with nobody() as folder:
        if os.geteuid() != 65534:
            folder.chmod(0o555)
        assert (
            "cannot write here (Permission denied)"
            in told(replace(well, database=folder / "new.db"))[f"folder {folder}"]
        )


def test_a_read_only_database_is_told(well: Settings) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        file = Path(shutil.copy(well.database, folder))
        file.chmod(0o444)
        with nobody():
            assert "it is read-only" in told(replace(well, database=file))[f"database {file}"]


def test_a_held_database_is_told(well: Settings) -> None:
    with contextlib.closing(sqlite3.connect(well.database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "another program holds it" in told(well)[f"database {well.database}"]


async def test_a_running_roadmate_is_fine(database: SqliteDatabase, well: Settings) -> None:
    """A database that a running Roadmate holds is no fault."""
    assert not told(well)
    assert "a running Roadmate uses it" in said(well)


def test_a_damaged_database_is_told(well: Settings) -> None:
    content = bytearray(well.database.read_bytes())
    content[4096 * 3 : 4096 * 5] = os.urandom(4096 * 2)
    well.database.write_bytes(content)

    assert "is damaged. Restore your latest backup" in told(well)[f"database {well.database}"]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DROP TABLE migrations", "is not a database of Roadmate"),
        ("DROP TABLE scores", "is not whole"),
        (
            "INSERT INTO migrations (number, checksum) VALUES (9999, '')",
            "was written by a newer Roadmate",
        ),
        ("UPDATE migrations SET checksum = 'tea'", "was made with other tables"),
    ],
)
def test_a_foreign_database_is_told(statement: str, words: str, well: Settings) -> None:
    """A database that is not ours, or not of this version, is told."""
    with contextlib.closing(sqlite3.connect(well.database, isolation_level=None)) as other:
        other.execute(statement)

    assert words in told(well)[f"database {well.database}"]


def test_something_else_there_is_told(well: Settings, tmp_path: Path) -> None:
    """Something else under the name of the database, say a folder, is told."""
    (tmp_path / "letter.db").write_text("Dear Ben, " * 999)
    (tmp_path / "folder.db").mkdir()

    for name, words in (("letter.db", "not a database"), ("folder.db", "no file")):
        assert words in told(replace(well, database=tmp_path / name))[f"database {tmp_path / name}"]


def test_too_little_room_is_told(well: Settings) -> None:
    (fix,) = told(well, least_free=10**18).values()

    assert "Make room" in fix


@pytest.mark.parametrize(
    "now", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)]
)
def test_an_impossible_clock_is_told(now: datetime, well: Settings) -> None:
    (fix,) = told(well, now).values()

    assert "Set this machine's clock" in fix


@pytest.mark.parametrize(
    ("ahead", "is_fault"), [(timedelta(minutes=1), False), (timedelta(minutes=5), True)]
)
async def test_a_clock_behind_heartbeats_is_told(
    ahead: timedelta, is_fault: bool, database: SqliteDatabase, well: Settings
) -> None:
    """A clock behind the last sign of life in the database is told."""
    tx = ByHand(database)
    await heartbeats.beat(tx, TODAY + ahead)

    fixes = list(told(well).values())

    assert ["still to come" in fix for fix in fixes] == [True] * is_fault


def test_a_missing_tzdata_is_told(well: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("tzdata.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "tzdata", None)

    assert "Install it" in told(well)["time zones"]


def test_a_faulty_pack_is_told(well: Settings, tmp_path: Path) -> None:
    """A pack that cannot be used is told with file and line."""
    broken = Path(shutil.copytree(SAMPLE, tmp_path / "packs" / "tea"))
    (broken / "pack.yaml").write_text("id: tea\n")

    found = [one for one in look(replace(well, packs=tmp_path / "packs")) if not one.ok]

    assert found
    assert all(one.fix.startswith(f"{broken / 'pack.yaml'}:1: ") for one in found)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda folder: None, "no such folder"),
        (lambda folder: folder.mkdir(), "no pack is in here"),
        (
            lambda folder: shutil.copytree(OWN / "generative-ai", folder / "again"),
            "another pack with the id",
        ),
    ],
)
def test_a_useless_packs_folder_is_told(
    make: object, words: str, well: Settings, tmp_path: Path
) -> None:
    assert callable(make)
    make(tmp_path / "packs")

    assert words in told(replace(well, packs=tmp_path / "packs"))["packs"]


def test_hints_go_to_authors(well: Settings, tmp_path: Path) -> None:
    """What only the authors of a pack can better is a hint, and nothing to fix."""
    shutil.copytree(SAMPLE, tmp_path / "packs" / "tea")
    settings = replace(well, packs=tmp_path / "packs")

    assert not told(settings)
    assert "hints for its authors from `roadmate content check" in said(settings)


def test_nothing_to_do_is_well() -> None:
    """A finding that says nothing to do is well."""
    assert Finding("tea").ok
    assert not Finding("tea", "boil it").ok
