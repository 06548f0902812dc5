"""The house keeps its rules, and each of them is shown to catch something."""

from pathlib import Path

import pytest

from tests.architecture.breaches import BREACHES
from tests.architecture.house import Module, read
from tests.architecture.rules import RULES, Rule, only_three_places_catch_everything

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def house() -> dict[str, Module]:
    return read(REPOSITORY)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_its_rules(rule: Rule, house: dict[str, Module]) -> None:
    complaints = list(rule(house))

    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize(("rule", "files"), BREACHES)
def test_a_breach_is_named(rule: Rule, files: dict[str, str], tmp_path: Path) -> None:
    for path, source in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(source, encoding="utf-8")

    (complaint,) = rule(read(tmp_path))

    assert next(iter(files)).removesuffix("/0.py") in complaint.replace(
        "bot.quiz.a", "bot/quiz/a.py"
    )


def test_each_rule_catches_something() -> None:
    assert {rule for rule, _ in BREACHES} == set(RULES)


def test_tidying_up_may_catch_all(tmp_path: Path) -> None:
    """A handler that catches all, tidies up and raises again is no broad handler."""
    (tmp_path / "bot").mkdir()
    (tmp_path / "bot" / "call.py").write_text(
        "try: pass\nexcept BaseException:\n    close()\n    raise"
    )

    assert not list(only_three_places_catch_everything(read(tmp_path)))


def test_the_engine_may_catch_bugs(tmp_path: Path) -> None:
    """The engine may catch all to apologise for a bug."""
    (tmp_path / "bot" / "engine").mkdir(parents=True)
    (tmp_path / "bot" / "engine" / "engine.py").write_text(
        "def handle():\n    try: pass\n    except Exception: pass"
    )

    assert not list(only_three_places_catch_everything(read(tmp_path)))


def test_the_whole_house_is_read(house: dict[str, Module]) -> None:
    assert {
        "roadmate",
        "bot.engine.engine",
        "content.loading.loader",
        "adapters.local.console",
        __name__,
    } <= house.keys()
