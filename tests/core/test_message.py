"""What would not fit every platform cannot be built."""

from collections.abc import Callable

import pytest

from bot.core.call import Call
from bot.core.message import (
    Button,
    Buttons,
    Choice,
    Divider,
    Fields,
    Form,
    Input,
    Message,
    Select,
    Text,
    clip,
    row,
    say,
)

PRESS = Call("done")
ONE = (Choice("a", "a"),)


@pytest.mark.parametrize(
    ("build", "most"),
    [
        (lambda n: Button("x" * n, PRESS), 75),
        (lambda n: Button("x", Call("done", {"reading": "x" * n})), 100 - len("done reading:")),
        (lambda n: Buttons((Button("x", PRESS),) * n), 5),
        (lambda n: Choice("x" * n, "a"), 75),
        (lambda n: Choice("a", "x" * n), 75),
        (lambda n: Select("x" * n, PRESS, "reading", ONE), 75),
        (lambda n: Select("x", PRESS, "reading", ONE * n), 25),
        (lambda n: Select("x", Call("x" * n), "reading", ONE), 100 - len(' reading:""')),
        (lambda n: Fields((("a", "b"),) * n), 10),
        (lambda n: Message((Divider(),) * n), 12),
        (lambda n: say("x" * (n - 100), Text("x" * 50), Fields((("x" * 25, "x" * 25),))), 3800),
        (lambda n: Form("x", (Input("a", "b"),) * n, PRESS), 5),
        (lambda n: Form("x" * n, (), PRESS), 45),
        (lambda n: Form("x", (Input("a", "b"),) * n, PRESS, "Words above are a part as well."), 4),
        (lambda n: Form("x", (), PRESS, "x" * n), 3800),
        (lambda n: Input("a", "b", longest=n), 2000),
        (lambda n: Input("a", "b", value="x" * n, longest=60), 60),
    ],
)
def test_one_beyond_a_limit_is_refused(build: Callable[[int], object], most: int) -> None:
    """Each limit can be reached, and one more is refused."""
    build(most)
    with pytest.raises(ValueError, match="at most"):
        build(most + 1)


def test_a_button_carries_ascii_only() -> None:
    with pytest.raises(ValueError, match="ASCII"):
        Button("Réponse", Call("quiz answer", {"answer": "é"}))


def test_a_pick_joins_its_call() -> None:
    letters = Select(
        "All",
        Call("quiz answer", {"number": "2"}),
        "answer",
        (Choice("A", "A"), Choice("B", "B")),
        many=True,
    )
    assert letters.picked(["A", "B"]) == Call("quiz answer", {"number": "2", "answer": "A,B"})


def test_rows_leave_out_missing_buttons() -> None:
    button = Button("x", PRESS)
    assert row(None, button, None) == Buttons((button,))


def test_only_long_words_are_clipped() -> None:
    assert clip("tea", 3) == "tea"
    assert clip("green tea leaves", 10) == "green tea…"
    assert len(clip("x" * 200)) == 75
