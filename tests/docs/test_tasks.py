"""Tasks of make and of the command line: all of them are told, and all that are told exist."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.operations.command_line import parser
from bot.operations.platform import load
from roadmate import PLATFORMS
from tests.docs.reading import ALSO, DOCUMENTS, ROOT, blocks, code, first_cells, named, text

PACK = ROOT / "content" / "packs" / "generative-ai"


def shown(document: Path) -> list[str]:
    """Every line for a shell that a document shows."""
    return [line for block in blocks(document, "sh") for line in block.splitlines()]


def lines_of(document: Path, program: str) -> list[str]:
    """What a document lets people type to call a program, in a block or within the text."""
    spans = (span.removeprefix(".venv/bin/python -m ") for span in code(document))
    said = [span for span in spans if not re.search(r"\.\.\.|\[", span)]
    return [line for line in [*shown(document), *said] if line.startswith(f"{program} ")]


@pytest.mark.parametrize("document", [*DOCUMENTS, *ALSO], ids=named)
def test_shell_lines_can_be_typed(document: Path) -> None:
    reader = parser(PACK, {one.name: one.tasks for one in load(PLATFORMS)})
    for line in lines_of(document, "roadmate"):
        words = shlex.split(line.partition("#")[0])[1:]
        if words[-1] != "--help":
            try:
                reader.parse_args(words)
            except SystemExit:
                # A task by its name alone, as one speaks of it: `roadmate content import`.
                assert subprocess.run(
                    [sys.executable, "-m", "roadmate", *words, "--help"],
                    cwd=ROOT, capture_output=True, check=False,
                ).returncode == 0, line  # fmt: skip


@pytest.mark.parametrize("document", [*DOCUMENTS, *ALSO], ids=named)
def test_tasks_of_make_exist(document: Path) -> None:
    there = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))

    assert {line.split()[1] for line in lines_of(document, "make")} <= there


def test_other_lines_are_known_programs() -> None:
    """A new one wants a test of its own before it is shown."""
    others = {line for page in DOCUMENTS for line in shown(page)} - {
        line for page in DOCUMENTS for name in ("make", "roadmate") for line in lines_of(page, name)
    }

    assert others == {
        "cp .env.example .env",
        "docker compose up --build --detach",
        r"printf 'next\ndone\n' | make play",
    }


def test_every_task_stands_in_the_table() -> None:
    helped = subprocess.run(
        [sys.executable, "-m", "roadmate", "--help"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    tasks = set(re.findall(r"^    ([a-z]+) ", helped.stdout, re.MULTILINE))
    told = " ".join(first_cells(ROOT / "docs" / "commands.md"))

    assert len(tasks) >= 9
    assert tasks == set(re.findall(r"`roadmate ([a-z]+)", told))
