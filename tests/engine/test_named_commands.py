"""A text names a command by a placeholder, never in code letters of its own.

So each platform writes it as people type it there, and what people and packs write in code letters
stays what it is.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.markup import command, draw, length
from bot.engine.all_commands import COMMANDS
from tests.architecture.house import Module, aliases, read
from tests.play import BARE

REPOSITORY = Path(__file__).parents[2]
LISTED = {declared.name: declared for declared in COMMANDS if declared.listed}
FAMILIES = {name.partition(" ")[0] for name in LISTED}
# Stands for what only running a text would tell.
SOMETHING = "…"


@pytest.fixture(scope="module")
def texts() -> list[Module]:
    """Every module of the bot and its adapters: wherever a text may come from."""
    parts = ("bot", "adapters", "scheduler", "roadmate")
    return [module for module in read(REPOSITORY).values() if module.within(parts)]


def test_texts_name_commands_by_placeholder(texts: list[Module]) -> None:
    """No text names a command in letters of its own."""
    named = [
        f"{module.path}:{line}: {span}"
        for module in texts
        for line, text in _literals(module.tree)
        for span in re.findall(r"`([^`\n]+)`", text)
        if _is_command(span)
    ]

    assert named == []


def test_every_placeholder_names_a_command(texts: list[Module]) -> None:
    placed = [one for module in texts for one in _placeholders(module)]
    unknown = [f"{where}: {words}" for where, words in placed if not _exists(*words)]

    assert unknown == []
    assert len(placed) > 70


@pytest.mark.parametrize("span", ["next", "group", "quiz solo", "roadmap 2", "group round … 19:00"])
def test_a_literal_command_is_found(span: str) -> None:
    """The search finds a command that a text names in code letters."""
    assert _is_command(span)


@pytest.mark.parametrize("span", ["section:tea", "x = next(y)", "roadmate doctor", "help me", "…"])
def test_other_code_is_left_alone(span: str) -> None:
    """The search leaves other words in code letters alone."""
    assert not _is_command(span)


@pytest.mark.parametrize("words", [("quiz sola",), ("quiz solo", "chapter:tea"), ("post weekly",)])
def test_a_placeholder_for_nothing_is_found(words: tuple[str, ...]) -> None:
    assert not _exists(*words)


def test_the_longest_drawing_counts() -> None:
    """A command counts as long as the platform with the longest form draws it."""
    text = f"First {command('group setup')}, then {command('quiz solo', 'count:3')}."

    assert draw(text, BARE) == "First `group setup`, then `quiz solo count:3`."
    assert length(text) == len(draw(text, BARE)) + 2 * len(f"</:{2**64}>") - 2 * len("``")


def _is_command(span: str) -> bool:
    """A listed command, with words where it takes some, or the first word of several."""
    return span in FAMILIES or any(
        span == name or (declared.options and span.startswith(f"{name} ") and name != "help")
        for name, declared in LISTED.items()
    )


def _exists(name: str, *words: str) -> bool:
    """Whether there is a command, or a family, of this name; and with these options."""
    if name == SOMETHING:
        return True
    options = {option.name for option in LISTED[name].options} if name in LISTED else set()
    return (name in LISTED or name in FAMILIES) and all(
        word.partition(":")[0] in {*options, SOMETHING} for word in words
    )


def _literals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Texts as they stand in the source, save what describes it."""
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        inside = isinstance(parents.get(node), ast.JoinedStr | ast.Expr)
        if isinstance(node, ast.JoinedStr | ast.Constant) and not inside:
            yield node.lineno, _written(node)


def _written(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_written, node.values))
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return SOMETHING


def _placeholders(module: Module) -> Iterator[tuple[str, list[str]]]:
    ours = {name for name, full in aliases(module).items() if full == "bot.core.markup.command"}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ours:
            yield f"{module.path}:{node.lineno}", [_written(argument) for argument in node.args]
