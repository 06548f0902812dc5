"""What is tried again at once: as often as there are pauses, and only where it is worth it."""

import asyncio
from itertools import islice

import pytest

from bot.core.retries import growing, insist
from tests.skipping import now, skipping


class Flaky:
    """Fails so many times, then answers."""

    def __init__(self, failures: int, fault: Exception) -> None:
        self.left, self.fault, self.tries = failures, fault, list[float]()

    async def __call__(self) -> str:
        self.tries.append(now())
        await asyncio.sleep(0)
        if self.left:
            self.left -= 1
            raise self.fault
        return "done"


def test_a_passing_fault_is_outlived() -> None:
    flaky = Flaky(2, OSError())

    assert skipping(insist(flaky, (0.5, 1.0), (OSError,))) == "done"
    first, *later = flaky.tries
    assert [at - first for at in later] == pytest.approx([0.5, 1.5], abs=0.2)


def test_the_last_fault_is_raised() -> None:
    flaky = Flaky(9, OSError("still"))

    with pytest.raises(OSError, match="still"):
        skipping(insist(flaky, (0.5, 1.0), (OSError,)))
    assert len(flaky.tries) == 3


def test_a_lasting_fault_ends_it() -> None:
    flaky = Flaky(9, ValueError("never"))

    with pytest.raises(ValueError, match="never"):
        skipping(insist(flaky, (0.5, 1.0), (OSError,)))
    assert len(flaky.tries) == 1


def test_waits_grow_to_the_longest() -> None:
    assert list(islice(growing(1, 5), 5)) == [1, 2, 4, 5, 5]
