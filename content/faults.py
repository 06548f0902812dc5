"""Faults of a pack: what is wrong, in which file and line, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend."""

    path: Path
    line: int
    problem: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)  # a folder has no lines
        return f"{place}: {self.problem}"


class PackError(Exception):
    """A pack cannot be used; carries every fault at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Report:
    """Where the faults of one file are written down."""

    path: Path
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, problem: str) -> None:
        self.faults.append(Fault(self.path, line, problem))


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint at the known name that was probably meant, or nothing."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.7)
    return f"did you mean `{close[0]}`?" if close else ""


def excerpt(text: str, longest: int = 60) -> str:
    """A piece of somebody's text that is fit to stand in a fault."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text[: longest * 4]).split())
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"
