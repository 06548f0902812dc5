"""What may be told to `roadmate content ...` on the command line."""

from argparse import ArgumentParser
from pathlib import Path

IMPORTS = ("markdown", "gift", "aiken", "csv", "anki", "yaml")
EXPORTS = ("markdown", "gift", "csv", "anki")


def add_options(what: str, task: ArgumentParser, pack: Path) -> None:
    """The options of one task; `pack` is the folder that is meant where none is named."""
    if what in ("check", "export", "stats"):
        task.add_argument("folder", type=Path, nargs="?", default=pack)
    match what:
        case "import":
            _of_import(task)
        case "export":
            _of_export(task)
        case "check":
            help_ = "first add new ids to ids.txt, to stay for ever"
            task.add_argument("--release", action="store_true", help=help_)


def _of_import(task: ArgumentParser) -> None:
    task.add_argument("file", type=Path, metavar="FILE")
    task.add_argument(
        "--to",
        type=Path,
        metavar="FOLDER",
        help="roadmap: a new folder; questions: their pack",
    )
    task.add_argument(
        "--section",
        metavar="ID",
        help="the section that questions go to, if they name none",
    )
    task.add_argument("--format", choices=IMPORTS, help="if the file's ending does not tell")


def _of_export(task: ArgumentParser) -> None:
    task.add_argument("--to", type=Path, metavar="FILE", help="where to (default: printed)")
    task.add_argument("--section", metavar="ID", help="the questions of this section only")
    task.add_argument("--format", choices=EXPORTS, help="if the file's ending does not tell")
    task.add_argument(
        "--markdown",
        action="store_const",
        const="markdown",
        dest="format",
        help="as Markdown",
    )
