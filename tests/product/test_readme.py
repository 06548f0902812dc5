"""README tells of everything a person can call.

Commands, tasks of the command line, lines of the playground.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.core.commands.declaration import Command
from bot.engine.all_commands import COMMANDS
from bot.operations.playground_texts import TERMINAL_HELP

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LISTED = [command for command in COMMANDS if command.listed]


@pytest.mark.parametrize("command", LISTED, ids=lambda command: command.name)
def test_every_visible_command_stands_in_the_table_as_it_is_typed(command: Command) -> None:
    star = r" \*" if command.role == "organiser" else ""

    assert f"| `{command.usage}`{star} | {command.description} |" in README


def test_the_table_names_no_command_that_is_not_there() -> None:
    rows = re.findall(r"^\| `([a-z ]+?)(?: [<\[].*)?`(?: \\\*)? \|", README, re.MULTILINE)
    named = {row for row in rows if not row.startswith("roadmate")}

    assert named == {command.name for command in LISTED}


def test_every_task_of_the_command_line_is_told() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "roadmate", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    tasks = re.findall(r"^    ([a-z]+) ", shown, re.MULTILINE)

    assert len(tasks) >= 9
    assert [task for task in tasks if f"`roadmate {task}" not in README] == []


def test_every_line_of_the_playground_is_told() -> None:
    lines = set(re.findall(r"`(:[a-z]+)", TERMINAL_HELP))

    assert lines <= set(re.findall(r"`(:[a-z]+)", README))
    assert {":as", ":wait", ":quit"} <= lines
