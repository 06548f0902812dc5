"""The command line: the tasks of `roadmate` and their options.

What a task does stands in roadmate.py.
"""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Generic, TypeVar

from bot.operations import texts
from content.authoring.options import add_options

_PLAIN = (
    ("run", "the bot, on every platform whose tokens are set"),
    ("doctor", "look at everything that must be right"),
    ("health", "whether the bot is alive (for containers)"),
)
_COPIES = (
    ("backup", "copy the database to a new file, also while the bot runs"),
    ("restore", "put a backup in the database's place; what is there is kept"),
)
_FOR_AUTHORS = (
    ("check", "list every fault of a pack"),
    ("schema", "print the JSON Schema"),
    ("import", "make the skeleton of a pack from a Markdown roadmap, or add questions to a pack"),
    ("export", "a pack as a page to read, or its questions for other programs"),
    ("stats", "a pack in numbers, and what the answers say about its questions"),
)

Own = TypeVar("Own")


@dataclass(frozen=True, slots=True)
class Task(Generic[Own]):
    """A task of the command line: `roadmate <platform> <name>`.

    `do` is given the platform's settings, the options by name, and where to show what comes of it;
    it raises `SettingsError`. `options`: what each `--name` of a text is for.
    """

    name: str
    about: str
    do: Callable[[Own, Mapping[str, str], Callable[[str], object]], None]
    options: Mapping[str, str] = field(default_factory=dict)


def own_tasks(folders: Iterable[str], words: Sequence[str]) -> dict[str, tuple[Task[Any], ...]]:
    """The tasks of each platform, by its name.

    Only one that is called is loaded: most tasks have no use for a platform.
    """
    names = {folder.rpartition(".")[2]: folder for folder in folders}
    return {
        name: import_module(f"{folder}.platform").PLATFORM.tasks if name in words[:1] else ()
        for name, folder in names.items()
    }


def parser(pack: Path, platforms: Mapping[str, Sequence[Task[Any]]]) -> ArgumentParser:
    """Reads the arguments; `task` of what it returns is the task's name.

    `pack`: the one that is meant unless named. `platforms`: the tasks of each, as far as they are
    needed.
    """
    reader = ArgumentParser(
        prog="roadmate", description="A study companion that lives where a group talks."
    )
    tasks = reader.add_subparsers(required=True, metavar="TASK")
    playing = tasks.add_parser("play", help="the playground in this terminal")
    playing.add_argument(
        "--database", type=Path, help="where to keep everything (default: your data folder)"
    )
    playing.add_argument("--pack", type=Path, default=pack, help="the folder of another pack")
    playing.set_defaults(task="play")
    rehearsing = tasks.add_parser(
        "rehearse", help="play a simulated group's term, with all that can go wrong"
    )
    rehearsing.add_argument("--weeks", type=int, default=26, help="how long the term is (26)")
    rehearsing.add_argument("--seed", type=int, default=0, help="another number is another term")
    rehearsing.set_defaults(task="rehearse")
    for name, what in _PLAIN:
        tasks.add_parser(name, help=what).set_defaults(task=name)
    for name, what in _COPIES:
        copying = tasks.add_parser(name, help=what)
        copying.add_argument("file", type=Path)
        copying.set_defaults(task=name)
        _add_database(copying)
    _add_families(
        tasks.add_parser("scores", help="the boards"), "scores", ("rebuild", "make all boards anew")
    )
    for name, own in platforms.items():
        _add_platform(tasks.add_parser(name, help=texts.for_platform(name)), name, own)
    authors = tasks.add_parser("content", help="for authors of packs").add_subparsers(
        required=True, metavar="WHAT"
    )
    for name, what in _FOR_AUTHORS:
        authoring = authors.add_parser(name, help=what)
        authoring.set_defaults(task="content stats" if name == "stats" else "content", what=name)
        add_options(name, authoring, pack)
        if name == "stats":
            _add_database(authoring)
    return reader


def _add_families(family: ArgumentParser, first: str, *tasks: tuple[str, str]) -> None:
    """Tasks of two words."""
    second = family.add_subparsers(required=True, metavar="WHAT")
    for name, what in tasks:
        task = second.add_parser(name, help=what)
        task.set_defaults(task=f"{first} {name}")
        if first == "scores":
            _add_database(task)


def _add_platform(family: ArgumentParser, platform: str, own: Sequence[Task[Any]]) -> None:
    """The tasks of a platform: `task` is what is done, `options` are the names of its own."""
    second = family.add_subparsers(required=True, metavar="WHAT")
    for one in own:
        task = second.add_parser(one.name, help=one.about)
        task.set_defaults(task="platform", platform=platform, what=one)
        for option, about in one.options.items():
            task.add_argument(f"--{option}", default="", help=about)


def _add_database(task: ArgumentParser) -> None:
    task.add_argument("--database", type=Path, help="another database than the settings name")
