"""The composition root and command line: reads the environment, builds the parts, wires them, runs them.

Each task imports what it needs, when it is chosen: `roadmate content check` has no use for a database.
"""

import argparse
import asyncio
import io
import json
import os
import shutil
import sys
import zoneinfo
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

PACKS = Path(__file__).parent / "content" / "packs"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one task; returns the exit code. Whatever is wrong outside is one clear line, never a traceback."""
    # The system's own time zones may be years old; with no path of its own, zoneinfo asks the tzdata package.
    zoneinfo.reset_tzpath(())
    options = _parser().parse_args(arguments)
    from bot.errors import StoreError
    from content.faults import PackError

    try:
        return int(options.task(options))
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
    _open_streams()
    return asyncio.run(_play(options.database or _playground_file(), options.pack))


async def _play(database: Path, folder: Path) -> int:
    from adapters.local.console import Console
    from adapters.local.lines import PipedLines, TypedLines
    from adapters.local.render import Screen
    from bot.commands import Registry
    from bot.engine import Engine
    from bot.features import COMMANDS
    from bot.interaction import Address
    from bot.model import Group
    from bot.store import groups
    from bot.store.sqlite import SqliteDatabase
    from content.loader import load

    pack = load(folder)
    address = Address("local", "playground", "study")
    store = await SqliteDatabase.open(database)
    try:
        zone = _system_zone()
        async with store.begin() as tx:
            await groups.add(
                tx,
                Group("", "local", "playground", "study", "study", pack.id, zone),
                now(),
            )
        engine = Engine(store, Registry(COMMANDS), {pack.id: pack}, now)
        typed = sys.stdin.isatty() and sys.stdout.isatty()
        # Set to nothing means: not set (no-color.org).
        screen = Screen(_width() if typed else 100, typed and not os.environ.get("NO_COLOR"), zone)
        history = database.with_name(f"{database.name}.history")
        lines = (
            TypedLines(history, lambda line: console.suggest(engine, line)) if typed else PipedLines(sys.stdin, print)
        )
        console = Console(lines, print, screen, address, "Ann")
        await console.run(engine)
    finally:
        await store.close()
    return 0


def content_check(options: argparse.Namespace) -> int:
    """Every fault of a pack, as `file:line: what is wrong, what to do`."""
    from content.check import check, release

    if options.release:
        release(options.folder)
    faults = check(options.folder)
    for fault in faults:
        print(fault)
    print(f"{options.folder}: {len(faults)} faults" if faults else f"{options.folder}: ok")
    return 1 if faults else 0


def content_schema(options: argparse.Namespace) -> int:
    """The JSON Schema of a section file, for editors."""
    from content.schema import schema

    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="roadmate", description="A study companion that lives where a group talks.")
    tasks = parser.add_subparsers(required=True, metavar="TASK")
    playing = tasks.add_parser("play", help="the playground in this terminal")
    playing.add_argument(
        "--database",
        type=Path,
        help="where to keep everything (default: your data folder)",
    )
    playing.add_argument(
        "--pack",
        type=Path,
        default=PACKS / "generative-ai",
        help="the folder of another pack",
    )
    playing.set_defaults(task=play)
    content = tasks.add_parser("content", help="for authors of packs").add_subparsers(required=True, metavar="WHAT")
    checking = content.add_parser("check", help="list every fault of a pack")
    checking.add_argument("folder", type=Path, nargs="?", default=PACKS / "generative-ai")
    checking.add_argument(
        "--release",
        action="store_true",
        help="first add new ids to ids.txt, where they stay for ever",
    )
    checking.set_defaults(task=content_check)
    content.add_parser("schema", help="print the JSON Schema").set_defaults(task=content_schema)
    return parser


def _open_streams() -> None:
    """Closed ones say and take nothing; bytes or letters that the terminal's encoding lacks become question marks."""
    # Python gives None for what was closed before it started (`<&-`); the streams stay open as long as we run.
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _playground_file() -> Path:
    import platformdirs

    return platformdirs.user_data_path("roadmate", appauthor=False, ensure_exists=True) / "playground.db"


def _system_zone() -> str:
    """The name of the zone this machine is set to, as far as it can be told."""
    link = Path("/etc/localtime")
    named = os.environ.get("TZ") or (str(link.resolve()).rpartition("zoneinfo/")[2] if link.is_symlink() else "")
    return named if "/" in named and not named.startswith("Etc/") and named in zoneinfo.available_timezones() else "UTC"


def _width() -> int:
    return min(shutil.get_terminal_size().columns, 100)


if __name__ == "__main__":
    sys.exit(main())
