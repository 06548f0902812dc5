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

_PLAIN = ("run", "doctor", "health")
_COPIES = ("backup", "restore")
_FOR_AUTHORS = ("check", "schema", "import", "export", "stats")

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
    reader = ArgumentParser(prog="roadmate", description=texts.ROADMATE)
    tasks = reader.add_subparsers(required=True, metavar="TASK")
    playing = tasks.add_parser("play", help=texts.TASKS["play"])
    playing.add_argument("--database", type=Path, help=texts.OPTIONS["play --database"])
    playing.add_argument("--pack", type=Path, default=pack, help=texts.OPTIONS["play --pack"])
    playing.set_defaults(task="play")
    rehearsing = tasks.add_parser("rehearse", help=texts.TASKS["rehearse"])
    rehearsing.add_argument("--weeks", type=int, default=26, help=texts.OPTIONS["rehearse --weeks"])
    rehearsing.add_argument("--seed", type=int, default=0, help=texts.OPTIONS["rehearse --seed"])
    rehearsing.set_defaults(task="rehearse", pack=pack)
    for name in _PLAIN:
        tasks.add_parser(name, help=texts.TASKS[name]).set_defaults(task=name)
    for name in _COPIES:
        copying = tasks.add_parser(name, help=texts.TASKS[name])
        copying.add_argument("file", type=Path)
        copying.set_defaults(task=name)
        _add_database(copying)
    boards = tasks.add_parser("scores", help=texts.TASKS["scores"])
    rebuilding = boards.add_subparsers(required=True, metavar="WHAT").add_parser(
        "rebuild", help=texts.TASKS["scores rebuild"]
    )
    rebuilding.set_defaults(task="scores rebuild")
    _add_database(rebuilding)
    for name, own in platforms.items():
        _add_platform(tasks.add_parser(name, help=texts.for_platform(name)), name, own)
    _add_authoring(tasks.add_parser("content", help=texts.TASKS["content"]), pack)
    return reader


def _add_authoring(family: ArgumentParser, pack: Path) -> None:
    """The tasks for authors of packs."""
    authors = family.add_subparsers(required=True, metavar="WHAT")
    for name in _FOR_AUTHORS:
        authoring = authors.add_parser(name, help=texts.TASKS[f"content {name}"])
        authoring.set_defaults(task="content stats" if name == "stats" else "content", what=name)
        add_options(name, authoring, pack)
        if name == "stats":
            _add_database(authoring)


def _add_platform(family: ArgumentParser, platform: str, own: Sequence[Task[Any]]) -> None:
    """The tasks of a platform: `task` is what is done, `options` are the names of its own."""
    second = family.add_subparsers(required=True, metavar="WHAT")
    for one in own:
        task = second.add_parser(one.name, help=one.about)
        task.set_defaults(task="platform", platform=platform, what=one)
        for option, about in one.options.items():
            task.add_argument(f"--{option}", default="", help=about)


def _add_database(task: ArgumentParser) -> None:
    task.add_argument("--database", type=Path, help=texts.OPTIONS["--database"])
