"""docs/commands.md tells of all that can be called; no document names what is not there."""

import re
from pathlib import Path

import pytest

from bot.core.commands.declaration import Command, Registry
from bot.engine.all_commands import COMMANDS
from bot.operations.playground_texts import TERMINAL_HELP
from tests.docs.reading import DOCUMENTS, ROOT, code, named, text

COMMANDS_PAGE = text(ROOT / "docs" / "commands.md")
LISTED = [command for command in COMMANDS if command.listed]
FIRST_WORDS = {command.name.partition(" ")[0] for command in LISTED}


@pytest.mark.parametrize("command", LISTED, ids=lambda command: command.name)
def test_the_table_shows_typed_commands(command: Command) -> None:
    star = r" \*" if command.role == "organiser" else ""

    assert f"| `{command.usage}`{star} | {command.description} |" in COMMANDS_PAGE


def test_the_table_names_existing_commands() -> None:
    rows = re.findall(r"^\| `([a-z ]+?)(?: [<\[].*)?`(?: \\\*)? \|", COMMANDS_PAGE, re.MULTILINE)

    assert {row for row in rows if not row.startswith("roadmate")} == {c.name for c in LISTED}


def test_the_playgrounds_own_lines_are_told() -> None:
    lines = set(re.findall(r"`(:[a-z]+)", TERMINAL_HELP))

    assert lines == set(re.findall(r"`(:[a-z]+)", COMMANDS_PAGE))


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_commands_in_the_text_are_known(document: Path) -> None:
    """`/group setup zone:Berlin`, `/roadmate next`, `@Roadmate next`, `quiz live`: each is one."""
    registry = Registry(COMMANDS)
    for span in code(document):
        line = re.sub(r"^(/roadmate |@Roadmate |/)", "", span)
        if line.split(" ")[0] not in FIRST_WORDS or line == "group":
            continue
        command = registry.find(registry.read(line).name)
        assert command.listed, span
        assert set(re.findall(r"\b([a-z]+):", line)) <= {
            option.name for option in command.options
        }, span
