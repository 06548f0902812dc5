"""Nothing but the outbox writes or reads the text of a delivery's key."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.outbox import keys
from tests.architecture.house import Module, dotted_name, read

REPOSITORY = Path(__file__).parents[2]
# How the text of a key begins, alone or within SQL; and what would read one.
FIRST_WORDS = "|".join(sorted({kind.form.partition("/")[0] for kind in keys.KINDS}))
SPELT = re.compile(rf"(^|')({FIRST_WORDS})/|\bkey (NOT )?LIKE\b")
# The id of an award names its act, which for a live answer begins as its round's deliveries do.
ACTS = ("bot.live.round_awards",)
TAKES_APART = frozenset(
    {"startswith", "endswith", "split", "rsplit", "partition", "rpartition", "removeprefix"}
)


def only_the_outbox_spells_keys(tree: dict[str, Module]) -> Iterator[str]:
    for module in tree.values():
        if module.is_product and not module.within(("bot.outbox", *ACTS)):
            yield from (
                f"{module.path}:{node.lineno}: knows the text of a key"
                for node in ast.walk(module.tree)
                if isinstance(node, ast.Constant | ast.Attribute) and spells(node)
            )


def spells(node: ast.Constant | ast.Attribute) -> bool:
    """Whether a literal is a key's text or part of one, or a name called `key` is taken apart."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and SPELT.search(node.value) is not None
    owner = (dotted_name(node.value) or "").rpartition(".")[2]
    return node.attr in TAKES_APART and owner == "key"


def test_only_the_outbox_spells_keys() -> None:
    complaints = list(only_the_outbox_spells_keys(read(REPOSITORY)))

    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("bot/weekly/posts.py", "key = f'weekly/{group}/{number}'"),
        ("bot/live/rounds.py", "step = 'live/' + name"),
        ("bot/plan/weeks.py", "sql = \"WHERE key = 'weekly/' || number\""),
        ("scheduler/threads.py", "sql = 'SELECT 1 FROM deliveries WHERE key LIKE :kind'"),
        ("bot/groups/notices.py", "delivery.key.startswith(kind)"),
        ("bot/groups/notices.py", "kind, _, rest = key.partition('/')"),
    ],
)
def test_whoever_spells_a_key_is_named(path: str, source: str, tmp_path: Path) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(source, encoding="utf-8")

    (complaint,) = only_the_outbox_spells_keys(read(tmp_path))

    assert path in complaint
