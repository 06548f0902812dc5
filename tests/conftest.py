"""What all tests share: a migrated database to copy, and a game to play with Ann and Ben."""

import asyncio
import shutil
import zoneinfo
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.accounts import groups
from bot.core.records import Group
from bot.database.sqlite import SqliteDatabase
from tests.by_hand import ByHand
from tests.play import MONDAY, STUDY, Play
from tests.weekly.group_play import Weekly


@pytest.fixture(scope="session", autouse=True)
def _our_own_zones() -> None:
    # As roadmate.py does it: the system's zones may be years old.
    zoneinfo.reset_tzpath(())


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the tables and one group, whose channel is STUDY."""
    path = tmp_path_factory.mktemp("template") / "template.db"

    async def make() -> None:
        database = await SqliteDatabase.open(path)
        tx = ByHand(database)
        group = Group("", STUDY.platform, STUDY.workspace, STUDY.channel, "study", "tea", "UTC")
        await groups.add(tx, group, MONDAY)
        await database.close()

    asyncio.run(make())
    return path


@pytest.fixture
async def database(template: Path, tmp_path: Path) -> AsyncIterator[SqliteDatabase]:
    opened = await SqliteDatabase.open(Path(shutil.copy(template, tmp_path / "roadmate.db")))
    yield opened
    await opened.close()


@pytest.fixture
def play(database: SqliteDatabase) -> Play:
    """Ann runs the group, Ben is in it, and it is Monday morning."""
    return Play(database)


@pytest.fixture
def weekly(database: SqliteDatabase) -> Weekly:
    """The same, with a platform on which things are posted when they are due."""
    return Weekly(database)
