"""`make bench`: all benchmarks, as tables; with `--write` into benchmarks/README.md as well."""

import argparse
import asyncio
import gc
import logging
import sys
import tempfile
import zoneinfo
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks import commands, imports, machine, rounds, scheduler, startup
from benchmarks.platforms import (
    discord_answers,
    discord_posts,
    discord_startup,
    slack_answers,
    slack_startup,
)
from benchmarks.store import boards
from benchmarks.store.fill import fill
from benchmarks.store.population import Size
from content.loading.loader import load
from content.model import Pack

HERE = Path(__file__).parent
PACK = HERE.parent / "content" / "packs" / "generative-ai"
MARKS = ("<!-- results -->", "<!-- end of results -->")
# Ten answers a member: so what differs between the two is the size of the store, not what a member
# brings along.
TOWNS = {"1,000": Size(8, 1_000, 10_000), "100,000": Size(200, 100_000, 1_000_000)}
# One group of a thousand, who answer and answer.
CLASSES = {
    name: Size(1, 1_000, answers)
    for name, answers in (("1k", 1_000), ("100k", 100_000), ("1M", 1_000_000))
}


def main() -> int:
    """Measure everything; about a quarter of an hour."""
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument(
        "--write", action="store_true", help="put the tables into benchmarks/README.md"
    )
    options = parser.parse_args()
    zoneinfo.reset_tzpath(())
    logging.disable()  # a command that does not work is named under its table, once
    begun = perf_counter()
    with tempfile.TemporaryDirectory(prefix="roadmate-bench-") as folder:
        parts = []
        for part in _parts(Path(folder)):
            print(f"{part}\n", flush=True)
            parts.append(part)
        parts.append(
            f"{machine.describe(Path(folder))} The whole run took {perf_counter() - begun:.0f} s."
        )
        print(parts[-1])
    if options.write:
        _write("\n\n".join(parts))
    return 0


def _parts(folder: Path) -> Iterator[str]:
    pack = load(PACK)
    yield f"### Start\n\n{startup.report(startup.measure(folder))}"
    yield f"### Imports of a command-line call\n\n{imports.report(imports.measure(folder))}"
    towns = {
        name: _filled(folder / f"town-{size.members}.db", size, pack)
        for name, size in TOWNS.items()
    }
    for name, store in towns.items():
        found = asyncio.run(commands.measure(store, pack))
        yield (
            f"### Commands, {name} members, {TOWNS[name].answers:,} "
            f"answers\n\n{commands.report(found)}"
        )
    classes = {
        name: _filled(folder / f"class-{name}.db", size, pack) for name, size in CLASSES.items()
    }
    grown = asyncio.run(boards.measure(classes, pack))
    yield (
        "### Boards, as answers "
        f"grow\n\n{boards.report(grown, 'answers in a group of 1,000 members')}"
    )
    played = rounds.report(asyncio.run(rounds.measure(classes["1M"], pack)))
    yield f"### Live rounds, {rounds.CROWD} who answer, 1,000,000 answers in the group\n\n{played}"
    grown = asyncio.run(
        boards.measure({boards.crowd(store): store for store in towns.values()}, pack)
    )
    yield f"### Boards, as members grow\n\n{boards.report(grown, 'members of the group')}"
    yield f"### The scheduler, with nothing due\n\n{scheduler.idle(folder, pack)}"
    yield f"### The scheduler, with very many due\n\n{scheduler.rush(folder, pack)}"
    yield from _on_platforms(folder, pack)


def _on_platforms(folder: Path, pack: Pack) -> Iterator[str]:
    yield (
        "### Discord, "
        f"start\n\n{discord_startup.report(asyncio.run(discord_startup.measure(folder, pack)))}"
    )
    yield (
        "### Discord, "
        f"answers\n\n{discord_answers.report(asyncio.run(discord_answers.measure(folder, pack)))}"
    )
    yield (
        "### Discord, "
        f"posts\n\n{discord_posts.report(asyncio.run(discord_posts.measure(folder, pack)))}"
    )
    yield (
        "### Slack, "
        f"start\n\n{slack_startup.report(asyncio.run(slack_startup.measure(folder, pack)))}"
    )
    yield (
        "### Slack, "
        f"answers\n\n{slack_answers.report(asyncio.run(slack_answers.measure(folder, pack)))}"
    )
    by_http = asyncio.run(slack_answers.measure_http(folder, pack))
    yield f"### Slack, answers over HTTP\n\n{slack_answers.report(by_http)}"


def _filled(path: Path, size: Size, pack: Pack) -> Path:
    begun = perf_counter()
    fill(path, size, pack)
    gc.collect()
    print(
        f"({size.answers:,} answers of {size.members:,} members in {perf_counter() - begun:.0f} s)",
        file=sys.stderr,
    )
    return path


def _write(results: str) -> None:
    readme = HERE / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    readme.write_text(f"{before}{MARKS[0]}\n\n{results}\n\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
