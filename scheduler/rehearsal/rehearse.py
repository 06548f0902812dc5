"""A rehearsal from the first line to the verdict."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.errors import SettingsError
from content.loading.loader import load
from content.model import Pack
from scheduler.rehearsal import texts
from scheduler.rehearsal.courses import judge as judge_courses
from scheduler.rehearsal.courses import texts as course_texts
from scheduler.rehearsal.courses.walk import walk
from scheduler.rehearsal.life import Seams
from scheduler.rehearsal.report import lines
from scheduler.rehearsal.term import play
from scheduler.rehearsal.verdict import Verdict, judge

LEAST, MOST = 4, 520


def run(seed: int, weeks: int, pack: Path, write: Callable[[str], None]) -> bool:
    """Rehearse in a folder that is gone afterwards; returns whether all of it was clean.

    `pack`: the folder of the one whose first course is walked before the term.
    """
    if not LEAST <= weeks <= MOST:
        raise SettingsError(texts.how_long(LEAST, MOST))
    # What fails is part of the script; what comes of it, the verdict says.
    logging.getLogger("roadmate").setLevel(logging.ERROR)
    with TemporaryDirectory() as folder:
        at = Path(folder)
        walked = asyncio.run(walk_courses(load(pack), at, write, Seams()))
        return asyncio.run(rehearse(seed, weeks, at, write, Seams())).clean and walked


async def walk_courses(
    pack: Pack, folder: Path, write: Callable[[str], None], seams: Seams
) -> bool:
    """Walk the first course of a pack and one that follows, write how each went, and judge them."""
    walked = await walk(pack, folder, seams)
    outcomes = judge_courses.judge(walked.record, pack, walked.courses)
    for outcome in outcomes:
        write(course_texts.line(outcome))
    return all(outcome.clean for outcome in outcomes)


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
