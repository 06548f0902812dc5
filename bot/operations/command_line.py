"""The command line: the tasks of `roadmate` and their options.

What a task does stands in roadmate.py.
"""

from argparse import ArgumentParser
from pathlib import Path

from bot.operations import texts
from content.authoring.options import add_options

_PLAIN = ("run", "doctor", "health")
_COPIES = ("backup", "restore")
_FOR_AUTHORS = ("check", "schema", "import", "export", "stats")


def parser(pack: Path) -> ArgumentParser:
    """Reads the arguments; `task` of what it returns is the task's name.

    `pack`: the one that is meant unless named.
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
    rehearsing.set_defaults(task="rehearse")
    for name in _PLAIN:
        tasks.add_parser(name, help=texts.TASKS[name]).set_defaults(task=name)
    for name in _COPIES:
        copying = tasks.add_parser(name, help=texts.TASKS[name])
        copying.add_argument("file", type=Path)
        copying.set_defaults(task=name)
        _add_database(copying)
    _add_families(tasks.add_parser("scores", help=texts.TASKS["scores"]), "scores", "rebuild")
    _add_families(tasks.add_parser("discord", help=texts.TASKS["discord"]), "discord", "invite")
    on_slack = tasks.add_parser("slack", help=texts.TASKS["slack"]).add_subparsers(
        required=True, metavar="WHAT"
    )
    manifest = on_slack.add_parser("manifest", help=texts.TASKS["slack manifest"])
    manifest.set_defaults(task="slack manifest")
    manifest.add_argument("--url", default="", help=texts.OPTIONS["slack manifest --url"])
    authors = tasks.add_parser("content", help=texts.TASKS["content"]).add_subparsers(
        required=True, metavar="WHAT"
    )
    for name in _FOR_AUTHORS:
        authoring = authors.add_parser(name, help=texts.TASKS[f"content {name}"])
        authoring.set_defaults(task="content stats" if name == "stats" else "content", what=name)
        add_options(name, authoring, pack)
        if name == "stats":
            _add_database(authoring)
    return reader


def _add_families(family: ArgumentParser, first: str, *tasks: str) -> None:
    """Tasks of two words."""
    second = family.add_subparsers(required=True, metavar="WHAT")
    for name in tasks:
        task = second.add_parser(name, help=texts.TASKS[f"{first} {name}"])
        task.set_defaults(task=f"{first} {name}")
        if first == "scores":
            _add_database(task)


def _add_database(task: ArgumentParser) -> None:
    task.add_argument("--database", type=Path, help=texts.OPTIONS["--database"])
