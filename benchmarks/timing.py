"""Times in rounds, side by side.

What two ways of doing the same took, and how many times longer one is.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field


def percentile(seconds: Sequence[float], percent: float) -> float:
    """The smallest time within which that share of them was done (nearest rank)."""
    ordered = sorted(seconds)
    return ordered[max(0, -(-len(ordered) * int(percent * 10) // 1000) - 1)]


@dataclass(slots=True)
class Sides:
    """Pairs of times of one thing, in rounds.

    Machines that others use as well are noisy in stretches.
    """

    engine: list[list[float]] = field(default_factory=list)
    direct: list[list[float]] = field(default_factory=list)

    def next_round(self) -> None:
        """What comes from now on belongs to a new round."""
        self.engine.append([])
        self.direct.append([])

    def add(self, engine: float, direct: float) -> None:
        """One pair, in seconds."""
        self.engine[-1].append(engine)
        self.direct[-1].append(direct)

    def median_ratio(self) -> float:
        """The middle one of the rounds' ratios of medians."""
        pairs = zip(self.engine, self.direct, strict=True)
        return statistics.median(percentile(e, 50) / percentile(d, 50) for e, d in pairs if e)


def p50(rounds: Sequence[Sequence[float]]) -> float:
    """The middle one of the rounds' medians."""
    return statistics.median(percentile(times, 50) for times in rounds if times)


def p99(rounds: Sequence[Sequence[float]]) -> float:
    """Of all rounds together: one round has too few for it."""
    return percentile([time for times in rounds for time in times], 99)
