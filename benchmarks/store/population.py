"""Who is in a benchmark's store and how busy they are.

Several groups, few busy people and many quiet ones.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

NOW = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
WEEKS = 26
BEGAN = NOW - timedelta(days=2, weeks=WEEKS)
# How many times as much as the quietest member the busiest one does, at most.
BUSIEST = 200


@dataclass(frozen=True, slots=True)
class Size:
    """How much a store holds. Every twentieth membership is a person's second one."""

    groups: int
    members: int
    answers: int


@dataclass(frozen=True, slots=True)
class Member:
    """One membership. `joined` and everything they do: UTC seconds."""

    id: str
    person: str
    number: int
    group: int
    joined: int
    answers: int
    readings: int


def new_id(sort: str, number: int) -> str:
    """Eight characters, spread like the real ones, so that an index is filled as it would be."""
    return f"{sort}{number * 2654435761 % 2**28:07x}"


def members(size: Size, readings: int, chance: random.Random) -> Iterator[Member]:
    """Everybody. Group sizes fall like 1, 1/2, 1/3; busyness has a long tail.

    The busy read more as well.
    """
    shares = list(accumulate(1 / place for place in range(1, size.groups + 1)))
    answers = _answers(size, chance)
    persons = max(1, size.members * 19 // 20) if size.groups > 1 else size.members
    first_groups = chance.choices(range(size.groups), cum_weights=shares, k=persons)
    start, end = int(BEGAN.timestamp()), int(NOW.timestamp())
    for number in range(size.members):
        person = number % persons
        group = (first_groups[person] + number // persons) % size.groups
        joined = start + int((end - start) * 0.9 * chance.random() ** 2)
        done = min(readings, answers[number] // 2 if number < persons else 0)
        yield Member(
            new_id("b", number), new_id("c", person), person, group, joined, answers[number], done
        )


def _answers(size: Size, chance: random.Random) -> Sequence[int]:
    """How many answers each member gave: together exactly what the size says."""
    weights = [min(chance.paretovariate(1.2), BUSIEST) for _ in range(size.members)]
    whole = sum(weights)
    upto = [round(size.answers * weight / whole) for weight in accumulate(weights)]
    return [end - begin for begin, end in zip([0, *upto], upto, strict=False)]
