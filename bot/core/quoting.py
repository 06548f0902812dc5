"""What somebody typed, and what they may type instead, as a text says it."""

from collections.abc import Sequence

from bot.core.markup import code, plain

# How much of what somebody typed is said back to them, in characters.
_SHOWN = 60


def quoted(value: str) -> str:
    """What somebody typed, cut where it is long, as a text may say it back."""
    words = " ".join(value.split())
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    return f"“{plain(shown)}”"


def either(choices: Sequence[str]) -> str:
    """Values one of which can be typed: `a`, `b` or `c`."""
    return one_of([code(choice) for choice in choices])


def one_of(choices: Sequence[str]) -> str:
    """A list of which one is meant, its parts drawn already: a, b or c."""
    return choices[0] if len(choices) == 1 else f"{', '.join(choices[:-1])} or {choices[-1]}"
