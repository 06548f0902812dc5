"""The composition root and command line: reads the environment, builds the parts, wires them, runs them.

Each task imports what it needs, when it is chosen: `roadmate content check` has no use for a database.
"""

import argparse
import asyncio
import os
import sys
import zoneinfo
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKS = Path(__file__).parent / "content" / "packs"
ENV_FILE = Path(".env")
# How the adapter of each platform is made from the settings. A new platform is a folder in adapters/ and a line here.


def _discord(given: Any) -> Any:  # noqa: ANN401 - to name the types, every task would have to import them
    from adapters.discord.adapter import DiscordAdapter

    return DiscordAdapter(given.discord_token.reveal(), given.discord_api_url, given.discord_gateway_url)


ADAPTERS: dict[str, Callable[[Any], Any]] = {"discord": _discord}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one task; returns the exit code. Whatever is wrong outside is one clear line, never a traceback."""
    # The system's own time zones may be years old; with no path of its own, zoneinfo asks the tzdata package.
    zoneinfo.reset_tzpath(())
    options = _parser().parse_args(arguments)
    from bot.errors import SettingsError, StoreError
    from content.faults import PackError

    try:
        return int(options.task(options))
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
    from bot.stopping import until_told_to_stop

    open_streams()
    asyncio.run(until_told_to_stop(_play(options.database or _playground_file(), options.pack)))
    return 0


async def _play(database: Path, folder: Path) -> None:
    from adapters.local.console import Console
    from adapters.local.lines import typed_or_piped
    from adapters.local.terminal import screen, system_zone
    from bot.commands import Registry
    from bot.engine import Engine
    from bot.features import COMMANDS
    from bot.interaction import Address
    from bot.store.groups import ready_made
    from bot.store.sqlite import SqliteDatabase
    from content.loader import load
    from scheduler.dispatcher import Dispatcher
    from scheduler.planner import Planner
    from scheduler.threads import ThreadReader
    from scheduler.waiting import PlaygroundTime, kept_clock

    pack = load(folder)
    place = Address("local", "playground", "study")
    store = await SqliteDatabase.open(database)
    try:
        clock = await kept_clock(store, now)
        await ready_made(store, place.platform, place.workspace, place.channel, pack.id, system_zone(), clock())
        engine = Engine(store, Registry(COMMANDS), {pack.id: pack}, clock)
        lines = typed_or_piped(
            database.with_name(f"{database.name}.history"), lambda typed: console.suggest(engine, typed)
        )
        console = Console(lines, print, screen(clock), place, "Ann")
        adapters = {place.platform: console}
        planner = Planner(store, engine.packs, ThreadReader(store, engine, adapters), clock)
        dispatcher = Dispatcher(store, engine, adapters, clock)
        await planner.start(version("tzdata"))
        await console.run(engine, PlaygroundTime(store, planner, dispatcher, clock, place))
    finally:
        await store.close()


def run(options: argparse.Namespace) -> int:
    """Every adapter whose tokens are set, until SIGTERM or SIGINT."""
    from bot import logs, settings
    from bot.errors import SettingsError
    from bot.stopping import until_told_to_stop
    from bot.views import running as words

    given = settings.read(os.environ, ENV_FILE)
    if not given.platforms:
        raise SettingsError(words.NO_TOKENS)
    if lacking := [platform for platform in given.platforms if platform not in ADAPTERS]:
        raise SettingsError(words.not_built(lacking))
    logs.start(given, sys.stderr)
    adapters = {platform: ADAPTERS[platform](given) for platform in given.platforms}
    asyncio.run(until_told_to_stop(_run(adapters, given.database, given.packs)))
    return 0


async def _run(adapters: dict[str, Any], database: Path, more_packs: Path | None) -> None:
    from bot.commands import Registry
    from bot.engine import Engine
    from bot.features import COMMANDS
    from bot.stopping import cause
    from bot.store.sqlite import SqliteDatabase
    from content.library import folders, load_all
    from scheduler.dispatcher import Dispatcher
    from scheduler.planner import Planner
    from scheduler.threads import ThreadReader
    from scheduler.ticker import tick

    packs = load_all(folders(more_packs))
    store = await SqliteDatabase.open(database)
    try:
        engine = Engine(store, Registry(COMMANDS), packs, now)
        planner = Planner(store, packs, ThreadReader(store, engine, adapters), now)
        await planner.start(version("tzdata"))
        async with asyncio.TaskGroup() as listening:
            for adapter in adapters.values():
                listening.create_task(adapter.run(engine))
            # Awaited here, so that at the end what is being sent is finished before the platforms are left.
            await tick(planner, Dispatcher(store, engine, adapters, now))
    except ExceptionGroup as faults:
        raise cause(faults) from faults
    finally:
        await store.close()


def discord_invite(options: argparse.Namespace) -> int:
    """The link with which a server takes Roadmate in."""
    from adapters.discord.permissions import application_of, invitation
    from bot import settings
    from bot.errors import SettingsError
    from bot.views import discord as words

    given = settings.read(os.environ, ENV_FILE)
    if given.discord_token is None:
        raise SettingsError(words.UNSET)
    print(invitation(application_of(given.discord_token.reveal())))
    return 0


def rehearse(options: argparse.Namespace) -> int:
    """A simulated group's term, in seconds; 1 if anything went wrong in it."""
    from scheduler.rehearsal.rehearse import run as play_a_term

    return 0 if play_a_term(options.seed, options.weeks, print) else 1


def doctor(options: argparse.Namespace) -> int:
    """Everything that must be right, each thing with its fix."""
    from bot.doctor import examine
    from bot.settings import survey

    well = True
    for finding in examine(*survey(os.environ, ENV_FILE), now()):
        print(f"ok  {finding.what}" if finding.ok else f"FIX {finding.what}: {finding.fix}")
        well = well and finding.ok
    return 0 if well else 1


def health(options: argparse.Namespace) -> int:
    """Whether a Roadmate on this database is alive."""
    from bot.settings import survey
    from bot.store.health import newest_heartbeat
    from bot.store.heartbeats import SILENCE
    from bot.views import running as words

    # Whatever else is wrong with the settings: the one that runs could start with them.
    last = newest_heartbeat(survey(os.environ, ENV_FILE)[0].database)
    alive = last is not None and abs(now() - last) < SILENCE
    print(words.alive(now() - last) if last and alive else words.silent(last))
    return 0 if alive else 1


def backup(options: argparse.Namespace) -> int:
    """A consistent copy, also while Roadmate runs."""
    from bot.store import backup as backups
    from bot.views import running as words

    backups.backup(options.database or _database(), options.file)
    print(words.backed_up(options.file))
    return 0


def restore(options: argparse.Namespace) -> int:
    """A backup in the database's place."""
    from bot.store import backup as backups
    from bot.views import running as words

    database = options.database or _database()
    kept = backups.restore(options.file, database, now())
    print(words.restored(options.file, database, kept))
    return 0


def content_task(options: argparse.Namespace) -> int:
    """One of the tasks for authors of packs."""
    from content.tasks import TASKS

    said, code = TASKS[options.what](options)
    print(said)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="roadmate", description="A study companion that lives where a group talks.")
    tasks = parser.add_subparsers(required=True, metavar="TASK")
    playing = tasks.add_parser("play", help="the playground in this terminal")
    playing.add_argument("--database", type=Path, help="where to keep everything (default: your data folder)")
    playing.add_argument("--pack", type=Path, default=PACKS / "generative-ai", help="the folder of another pack")
    playing.set_defaults(task=play)
    rehearsing = tasks.add_parser("rehearse", help="play a simulated group's term, with all that can go wrong")
    rehearsing.add_argument("--weeks", type=int, default=26, help="how long the term is (26)")
    rehearsing.add_argument("--seed", type=int, default=0, help="another number is another term")
    rehearsing.set_defaults(task=rehearse)
    for task, what in (
        (run, "the bot, on every platform whose tokens are set"),
        (doctor, "look at everything that must be right"),
        (health, "whether the bot is alive (for containers)"),
    ):
        tasks.add_parser(task.__name__, help=what).set_defaults(task=task)
    for task, what in (
        (backup, "copy the database to a new file, also while the bot runs"),
        (restore, "put a backup in the database's place; what is there is kept"),
    ):
        copying = tasks.add_parser(task.__name__, help=what)
        copying.add_argument("file", type=Path)
        copying.add_argument("--database", type=Path, help="another database than the settings name")
        copying.set_defaults(task=task)
    on_discord = tasks.add_parser("discord", help="for Discord").add_subparsers(required=True, metavar="WHAT")
    on_discord.add_parser("invite", help="print the link that adds the bot to a server").set_defaults(
        task=discord_invite
    )
    authors = tasks.add_parser("content", help="for authors of packs").add_subparsers(required=True, metavar="WHAT")
    for what, does in (
        ("check", "list every fault of a pack"),
        ("schema", "print the JSON Schema"),
        ("import", "make the skeleton of a pack from a Markdown roadmap"),
        ("export", "print a pack as a page to read"),
        ("stats", "print a pack in numbers, section by section"),
    ):
        _add_content_options(what, authors.add_parser(what, help=does))
    return parser


def _add_content_options(what: str, task: argparse.ArgumentParser) -> None:
    task.set_defaults(task=content_task, what=what)
    if what == "import":
        task.add_argument("file", type=Path, metavar="FILE.md")
        task.add_argument("--to", type=Path, metavar="FOLDER", help="a new folder (default: named after the title)")
    elif what != "schema":
        task.add_argument("folder", type=Path, nargs="?", default=PACKS / "generative-ai")
    if what == "check":
        task.add_argument("--release", action="store_true", help="first add new ids to ids.txt, to stay for ever")
    elif what == "export":
        task.add_argument("--markdown", action="store_true", required=True, help="as Markdown")


def _database() -> Path:
    from bot.settings import read

    return read(os.environ, ENV_FILE).database


def _playground_file() -> Path:
    import platformdirs

    return platformdirs.user_data_path("roadmate", appauthor=False, ensure_exists=True) / "playground.db"


if __name__ == "__main__":
    sys.exit(main())
