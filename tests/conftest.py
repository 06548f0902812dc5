"""What all tests share: a migrated database to copy, and a game to play with Ann and Ben."""

import asyncio
import shutil
import zoneinfo
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.accounts import groups
from bot.core.records import Group
from bot.database.sqlite import SqliteDatabase
from tests.by_hand import ByHand
from tests.play import MONDAY, STUDY, Play
from tests.unhurried import Unhurried
from tests.weekly.group_play import Weekly

_TESTS = Path(__file__).parent
LoopFactory = Callable[[], asyncio.AbstractEventLoop]

# Examples are judged by what they do; how long one takes is the machine's to say.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, LoopFactory]:
    """The loop of every asynchronous test.

    What is judged is what happens, never the machine's pace.
    """
    # Who kills at any moment kills also where a process is busiest, so that clock may not wait for
    # it.
    return {"loop": asyncio.new_event_loop if item.get_closest_marker("crash") else Unhurried}


# Rooms whose tests ask no platform, start no process and draw no chance: what a small change breaks
# shows here within a minute.
_QUICK = frozenset({
    "accounts", "architecture", "boards", "core", "docs", "engine", "groups", "members", "outbox",
    "plan", "quiz", "reading", "roadmap", "streaks", "weekly",
})  # fmt: skip


@pytest.hookimpl(tryfirst=True)  # before `-m quick` looks which are
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the quick set: `make test ARGS="-m quick"`."""
    for item in items:
        drawn = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if not drawn and item.path.relative_to(_TESTS).parts[0] in _QUICK:
            item.add_marker(pytest.mark.quick)


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
