"""Whatever a pack's files hold, people get a list of faults and never a traceback."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from content.faults import Fault, PackError
from content.loading.loader import load
from content.rules.check import check
from tests.content import course_sample, sample
from tests.content.sample import Documents

ODD: tuple[object, ...] = (
    *(
        "",
        " ",
        "x",
        "A",
        "G",
        "single",
        "outline",
        "Caps",
        "a" * 41,
        "a" * 700,
        "https://[::1",
        "2026-02-41",
        "soil",
        "shed",
    ),
    *(
        "true",
        "*",
        "`",
        "[a](b",
        "<b>",
        "# x",
        "> ",
        "\\",
        "$x_1$",
        "- a\n- b",
        "https://doi.org/",
        "https://youtu.be/",
    ),
    *(
        "https://arxiv.org/pdf/",
        "../x",
        "ﷺ",
        "\u0301",
        0,
        -1,
        10**30,
        2.5,
        1e300,
        {},
        [],
        [[]],
        [{}],
        [1],
        ["x", "x"],
    ),
    *({"id": "soil"}, {"id": ["x"]}, {"answer": "A", "why": "x"}, {"answer": 3, "why": "x"}),
)


def holders(value: object) -> Iterator[tuple[Any, Any]]:
    """Every map and list inside a document, with each of its keys."""
    if isinstance(value, dict | list):
        keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
        for key in keys:
            yield value, key
            yield from holders(value[key])


def spoil(files: Documents, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 6)):
        holder, key = chance.choice(list(holders(files[chance.choice(list(files))])))
        if chance.random() < 0.2:
            del holder[key]
        else:
            holder[key] = chance.choice(ODD)


@pytest.mark.parametrize("seed", range(60))
def test_odd_values_are_loaded_or_refused(tmp_path: Path, seed: int) -> None:
    """A pack with anything anywhere is loaded or refused with faults, never a traceback."""
    files = course_sample.documents()
    spoil(files, random.Random(seed))
    folder = sample.write(tmp_path, files)
    faults = check(folder)
    assert all(
        fault.path.is_relative_to(folder) and fault.line >= 1 and fault.problem for fault in faults
    )
    assert set(faults_of_the_loader(folder)) <= set(faults)


def faults_of_the_loader(folder: Path) -> tuple[Fault, ...]:
    try:
        load(folder)
    except PackError as refused:
        return refused.faults
    return ()


@pytest.mark.parametrize("seed", range(20))
def test_lost_bytes_are_loaded_or_refused(tmp_path: Path, seed: int) -> None:
    """A pack with bytes knocked out is loaded or refused with faults, never a traceback."""
    chance = random.Random(seed)
    files = course_sample.documents()
    folder = sample.write(tmp_path, files)
    path = sample.path_of(folder, chance.choice(list(files)))
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 5)):
        data[chance.randrange(len(data))] = chance.choice(b"\x00\n\t:-[]{}\"'*&!|>#%@` x\xff")
    path.write_bytes(data)
    assert check(folder) == check(folder)
