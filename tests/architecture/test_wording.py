"""What is said, refused or found names its words in a texts module, where all wording stands."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.house import Module, dotted_name, read

REPOSITORY = Path(__file__).parents[2]
# Whatever is built of words that somebody will read.
SAYS = frozenset(
    {
        "UserError", "StoreError", "SettingsError", "DeliveryError", "Finding", "Fault",
        "say", "Text", "Fields", "Button", "Select", "Input", "Form",
    }
)  # fmt: skip
# It plays a platform with its faults, and its judge reports to us.
MAY_SAY = ("scheduler.rehearsal",)
PRODUCT = ("bot", "adapters", "scheduler", "roadmate")


def words_outside_texts(module: Module) -> Iterator[str]:
    """Sentences that a module makes up itself; a single word may be a name."""
    if module.name.endswith("texts") or module.within(MAY_SAY):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and _called(node) in SAYS:
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                for words in _literals(argument):
                    yield f"{module.path}:{node.lineno}: {_called(node)} says {words!r}"


def test_sentences_stand_in_texts_modules() -> None:
    modules = [module for module in read(REPOSITORY).values() if module.within(PRODUCT)]

    assert len(modules) > 200
    assert [words for module in modules for words in words_outside_texts(module)] == []


@pytest.mark.parametrize(
    "source",
    [
        "raise UserError('There is no tea.')",
        "say(f'{number} cups of tea')",
        "errors.StoreError('The pot ' + name)",
        "Finding('tea', 'no pot' if cold else '')",
        "say(words, row(Button('More tea', call)))",
    ],
)
def test_a_sentence_elsewhere_is_named(source: str) -> None:
    (complaint,) = words_outside_texts(_module("bot.quiz.solo", source))

    assert "bot/quiz/solo.py:1" in complaint


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("bot.quiz.texts", "raise UserError('There is no tea.')"),
        ("bot.quiz.problem_texts", "say('More tea')"),
        ("bot.quiz.solo", "raise texts.no_tea()"),
        ("bot.quiz.solo", "raise ValueError('a cup is round')"),
        ("bot.quiz.solo", "say(words, row(Button(MORE, Call('quiz solo'))))"),
    ],
)
def test_words_in_their_place_are_left(name: str, source: str) -> None:
    assert list(words_outside_texts(_module(name, source))) == []


def _called(call: ast.Call) -> str:
    return (dotted_name(call.func) or "").rpartition(".")[2]


def _literals(node: ast.expr) -> Iterator[str]:
    """Texts of more than one word, without those that are given to another call."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip():
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        written = "".join(
            str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values
        )
        if " " in written.strip():
            yield written
    elif not isinstance(node, ast.Call):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from _literals(child)


def _module(name: str, source: str) -> Module:
    return Module(name, f"{name.replace('.', '/')}.py", 1, ast.parse(source))
