"""Commands that a text names are written as people type them.

Everything else in code letters stays as it is.
"""

import re
from pathlib import Path

import pytest

from bot.core.commands.names import as_typed
from bot.engine.all_commands import COMMANDS

PACKS = Path(__file__).parent.parent.parent / "content" / "packs"
typed = as_typed(COMMANDS, "/roadmate ")


@pytest.mark.parametrize(
    "words",
    [
        "next",
        "quiz solo",
        "quiz solo section:attention",
        "group setup",
        "group",
        "done withering",
        "help",
    ],
)
def test_a_command_is_named_as_one_types_it(words: str) -> None:
    assert typed(words) == f"/roadmate {words}"


@pytest.mark.parametrize(
    "words", ["section:attention", "zone:Berlin", "undo", "post weekly", "x = next(y)", "Next", ""]
)
def test_whatever_else_stands_in_code_letters_is_nobodys_command(words: str) -> None:
    assert typed(words) == words


def test_no_text_of_our_pack_is_taken_for_a_command() -> None:
    texts = [file.read_text("utf-8") for file in PACKS.rglob("*.yaml")]
    spans = {span for text in texts for span in re.findall(r"`([^`\n]+)`", text)}
    assert len(spans) > 300
    assert {span for span in spans if typed(span) != span} == set()
