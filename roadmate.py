"""The composition root: reads the environment, builds the parts, wires them, runs them.

Each task imports what it needs when it is chosen: `roadmate content check` has no use for a store.
"""

import argparse
import asyncio
import gc
import os
import sys
import zoneinfo
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKS = Path(__file__).parent / "content" / "packs"
ENV_FILE = Path(".env")
# A new platform is a folder in adapters/, and its name here.
PLATFORMS = ("adapters.discord", "adapters.slack")


def main(arguments: Sequence[str] | None = None, platforms: Sequence[str] = PLATFORMS) -> int:
    """Run one task; returns the exit code. What is wrong outside is one line, no traceback.

    `platforms`: their folders, as packages.
    """
    # The system's own zones may be years old; without a path, zoneinfo asks the tzdata package.
    zoneinfo.reset_tzpath(())
    # What a start loads is there to stay: looking for garbage in it took a tenth of the time.
    gc.set_threshold(100_000)
    from bot.core.errors import SettingsError, StoreError
    from bot.operations.command_line import own_tasks, parser
    from content.faults import PackError

    words = sys.argv[1:] if arguments is None else arguments
    options = parser(PACKS / "generative-ai", own_tasks(platforms, words)).parse_args(words)
    options.platforms = platforms
    try:
        return int(TASKS[options.task](options))
    except SettingsError as fault:
        print(fault, file=sys.stderr)
        return 2
    except (StoreError, PackError) as fault:
        print(fault, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, BrokenPipeError):
        # Python flushes stdout once more at exit, and would complain that nobody reads it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def now() -> datetime:
    """The one clock; everybody else is given it."""
    return datetime.now(UTC)


def play(options: argparse.Namespace) -> int:
    """The playground in this terminal."""
    from adapters.local.terminal import open_streams
    from bot.operations.stopping import until_told_to_stop

    open_streams()
    asyncio.run(until_told_to_stop(_play(options.database or _playground_file(), options.pack)))
    return 0


async def _play(database: Path, folder: Path) -> None:
    from adapters.local.console import Console
    from adapters.local.lines import typed_or_piped
    from adapters.local.terminal import screen, system_zone
    from bot.accounts.groups import ready_made
    from bot.core.commands.declaration import Registry
    from bot.core.interaction import Address
    from bot.database.sqlite import SqliteDatabase
    from bot.engine.all_commands import COMMANDS, EVENTS
    from bot.engine.engine import Engine
    from content.loading.library import load_cached
    from scheduler.dispatcher import Dispatcher
    from scheduler.planner import Planner
    from scheduler.threads import ThreadReader
    from scheduler.waiting import PlaygroundTime, kept_clock

    (pack,) = load_cached((folder,), database).values()
    place = Address("local", "playground", "study")
    store = await SqliteDatabase.open(database)
    try:
        clock = await kept_clock(store, now)
        await ready_made(
            store, place.platform, place.workspace, place.channel, pack.id, system_zone(), clock()
        )
        engine = Engine(store, Registry(COMMANDS), EVENTS, {pack.id: pack}, clock)
        history = database.with_name(f"{database.name}.history")
        lines = typed_or_piped(history, lambda typed: console.suggest(engine, typed))
        console = Console(lines, print, screen(clock), place, "Ann")
        adapters = {place.platform: console}
        planner = Planner(store, engine.packs, ThreadReader(store, engine, adapters), clock)
        await planner.start(version("tzdata"))
        dispatcher = Dispatcher(store, engine, adapters, clock)
        await console.run(engine, PlaygroundTime(store, planner, dispatcher, clock, place))
    finally:
        await store.close()


def run(options: argparse.Namespace) -> int:
    """Every adapter whose tokens are set, until SIGTERM or SIGINT."""
    from bot.core.errors import SettingsError
    from bot.operations import logs
    from bot.operations import texts as words
    from bot.operations.platform import load
    from bot.operations.settings import read
    from bot.operations.stopping import until_told_to_stop

    given = read(os.environ, ENV_FILE, load(options.platforms))
    if not given.to_start:
        raise SettingsError(
            words.no_tokens([one.platform.how_to_get_tokens for one in given.platforms])
        )
    logs.start(given, sys.stderr)
    adapters = {one.platform.name: one.adapter() for one in given.to_start}
    asyncio.run(
        until_told_to_stop(_run(adapters, given.database, given.packs, given.retention_days))
    )
    return 0


async def _run(
    adapters: dict[str, Any], database: Path, more_packs: Path | None, retention: int
) -> None:
    from bot.core.commands.declaration import Registry
    from bot.database.sqlite import SqliteDatabase
    from bot.engine.all_commands import COMMANDS, EVENTS
    from bot.engine.engine import Engine
    from bot.operations.stopping import cause
    from content.loading.library import folders, load_cached
    from scheduler.dispatcher import Dispatcher
    from scheduler.planner import Planner
    from scheduler.threads import ThreadReader
    from scheduler.ticker import tick

    packs = load_cached(folders(more_packs), database)
    store = await SqliteDatabase.open(database)
    try:
        engine = Engine(store, Registry(COMMANDS), EVENTS, packs, now)
        planner = Planner(
            store, packs, ThreadReader(store, engine, adapters), now, timedelta(days=retention)
        )
        await planner.start(version("tzdata"))
        async with asyncio.TaskGroup() as listening:
            for adapter in adapters.values():
                listening.create_task(adapter.run(engine))
            # Awaited here, so that at the end what is being sent is finished before the platforms
            # are left.
            await tick(planner, Dispatcher(store, engine, adapters, now))
    except ExceptionGroup as faults:
        raise cause(faults) from faults
    finally:
        await store.close()


def platform_task(options: argparse.Namespace) -> int:
    """A task that only one platform has."""
    from bot.operations.platform import load
    from bot.operations.settings import read

    given = read(os.environ, ENV_FILE, load(options.platforms)).platforms
    (own,) = (one.settings for one in given if one.platform.name == options.platform)
    options.what.do(own, vars(options), print)
    return 0


def rehearse(options: argparse.Namespace) -> int:
    """The first course and a simulated group's term, in seconds; 1 if anything went wrong."""
    from scheduler.rehearsal.rehearse import run as play_a_term

    return 0 if play_a_term(options.seed, options.weeks, options.pack, print) else 1


def doctor(options: argparse.Namespace) -> int:
    """Everything that must be right, each thing with its fix."""
    from bot.engine.all_commands import COMMANDS
    from bot.operations.doctor import report
    from bot.operations.platform import load
    from bot.operations.settings import survey

    given, faults = survey(os.environ, ENV_FILE, load(options.platforms))
    return 0 if asyncio.run(report(given, faults, COMMANDS, now, print)) else 1


def health(options: argparse.Namespace) -> int:
    """Whether a Roadmate on this database is alive."""
    from bot.operations import texts as words
    from bot.operations.health import newest_heartbeat
    from bot.operations.settings import survey
    from bot.weekly.heartbeats import SILENCE

    # Whatever else is wrong with the settings: the one that runs could start with them.
    last = newest_heartbeat(survey(os.environ, ENV_FILE, platforms=())[0].database)
    alive = last is not None and abs(now() - last) < SILENCE
    print(words.alive(now() - last) if last and alive else words.silent(last))
    return 0 if alive else 1


def backup(options: argparse.Namespace) -> int:
    """A consistent copy, also while Roadmate runs."""
    from bot.operations import backup as backups
    from bot.operations import texts as words

    backups.backup(_database(options), options.file)
    print(words.backed_up(options.file))
    return 0


def restore(options: argparse.Namespace) -> int:
    """A backup in the database's place."""
    from bot.operations import backup as backups
    from bot.operations import texts as words

    database = _database(options)
    kept = backups.restore(options.file, database, now())
    print(words.restored(options.file, database, kept))
    return 0


def rebuild_scores(options: argparse.Namespace) -> int:
    """All boards anew from the record, while Roadmate does not run."""
    from bot.boards.rebuilding import rebuild_file
    from bot.core.errors import StoreError
    from bot.operations import texts as words

    database = _database(options)
    if not database.is_file():
        raise StoreError(words.no_database(database))
    print(words.rebuilt(*asyncio.run(rebuild_file(database))))
    return 0


def content_stats(options: argparse.Namespace) -> int:
    """A pack in numbers, and what the answers given so far say about its questions."""
    from bot.quiz.analysis.answers import answers_to
    from bot.quiz.analysis.item_analysis import analyse
    from bot.quiz.analysis.texts import told
    from content.loading.loader import load

    content_task(options)
    database = _database(options)
    if database.is_file():
        pack = load(options.folder)
        print(told(pack, analyse(pack, answers_to(database, pack.id))))
    return 0


def content_task(options: argparse.Namespace) -> int:
    """One of the tasks for authors of packs."""
    from content.authoring.tasks import TASKS

    options.now = now()
    said, code = TASKS[options.what](options)
    print(said)
    return code


def _database(options: argparse.Namespace) -> Path:
    from bot.operations.platform import load
    from bot.operations.settings import read

    return options.database or read(os.environ, ENV_FILE, load(options.platforms)).database


def _playground_file() -> Path:
    import platformdirs

    folder = platformdirs.user_data_path("roadmate", appauthor=False, ensure_exists=True)
    return folder / "playground.db"


TASKS: dict[str, Callable[[argparse.Namespace], int]] = {
    "play": play,
    "run": run,
    "rehearse": rehearse,
    "doctor": doctor,
    "health": health,
    "backup": backup,
    "restore": restore,
    "scores rebuild": rebuild_scores,
    "platform": platform_task,
    "content": content_task,
    "content stats": content_stats,
}

if __name__ == "__main__":
    sys.exit(main())
