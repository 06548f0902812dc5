"""A rehearsal from the first line to the verdict."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.errors import SettingsError
from scheduler.rehearsal import texts
from scheduler.rehearsal.life import Seams
from scheduler.rehearsal.report import lines
from scheduler.rehearsal.term import play
from scheduler.rehearsal.verdict import Verdict, judge

LEAST, MOST = 4, 520


def run(seed: int, weeks: int, write: Callable[[str], None]) -> bool:
    """Rehearse in a folder that is gone afterwards; returns whether the term was clean."""
    if not LEAST <= weeks <= MOST:
        raise SettingsError(texts.how_long(LEAST, MOST))
    # What fails is part of the script; what comes of it, the verdict says.
    logging.getLogger("roadmate").setLevel(logging.ERROR)
    with TemporaryDirectory() as folder:
        return asyncio.run(rehearse(seed, weeks, Path(folder), write, Seams())).clean


async def rehearse(
    seed: int, weeks: int, folder: Path, write: Callable[[str], None], seams: Seams
) -> Verdict:
    """Play a term on a database in a folder, write what every week did, and judge it."""
    record, pack = await play(seed, weeks, folder, seams)
    planned = [reading.id for reading in pack.readings if reading.level != "optional"]
    verdict = judge(record, planned)
    for line in lines(record, planned, weeks, verdict):
        write(line)
    return verdict
