"""Results as Markdown tables."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The first column to the left, numbers to the right."""
    marks = ["---", *["--:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, marks, *rows))


def microseconds(seconds: float) -> str:
    """Three figures are more than such times hold."""
    return f"{seconds * 1e6:,.0f}"


def times(ratio: float) -> str:
    """How many times longer."""
    return f"{ratio:.1f}x" if ratio < 10 else f"{ratio:.0f}x"
