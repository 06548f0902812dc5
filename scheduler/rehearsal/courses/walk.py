"""A group walks the first course of a pack, week by week and with nothing in its way.

At the farewell its organiser presses the first listed course that is offered, and it walks that one
too.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.call import Call
from bot.core.interaction import Address, Interaction, User
from bot.core.message import Message
from content.courses import recommended
from content.model import Pack
from scheduler.clock import MovableClock
from scheduler.rehearsal.life import Life, Seams
from scheduler.rehearsal.people import PLATFORM
from scheduler.rehearsal.platform import SimulatedPlatform, calls
from scheduler.rehearsal.record import Record
from scheduler.rehearsal.script import Script
from scheduler.rehearsal.walls import Hour

BEGIN = datetime(2027, 1, 4, 9, tzinfo=UTC)
HOUR = Hour("UTC", 0, 18 * 60)
A_WEEK = timedelta(weeks=1)
# More than any course has, so that one that never ends is found and not waited for.
MOST_WEEKS = 60
PLACE = Address(PLATFORM, "campus", "course")
ANN = User(PLATFORM, "ann", "Ann", manager=True)
NEXT = "group course"


@dataclass
class Walk:
    """What was walked, and what everybody saw of it: the courses by id, in order."""

    record: Record
    courses: list[str] = field(default_factory=list)


async def walk(pack: Pack, folder: Path, seams: Seams) -> Walk:
    """Two courses from the set-up to the farewell, on a database in a folder."""
    done = Walk(Record(Script(0, BEGIN, BEGIN + 2 * MOST_WEEKS * A_WEEK, HOUR, (), ())))
    clock = MovableClock(lambda: BEGIN)
    platform = SimulatedPlatform(done.record, clock)
    offers: list[Call] = []

    async def look(message: Message, _: Address) -> None:
        offered = [call for call in calls(message) if call.name == NEXT]
        offers.extend(call for call in offered if call.args["course"] in pack.course_by_id)

    platform.pressed = look
    life = await Life.begin(folder / "courses.db", seams, platform, {pack.id: pack}, clock)
    first = recommended(pack).id
    await _press(life, Call("group setup", {"course": first, **_rhythm()}))
    await _press(life, Call("group confirm"))
    done.courses.append(first)
    await _live_to_an_offer(life, clock, offers)
    if offers:
        chosen = offers[0]
        offers.clear()
        await _press(life, chosen)
        done.courses.append(chosen.args["course"])
        await _live_to_an_offer(life, clock, offers)
    await life.live(clock() + 2 * A_WEEK)  # whatever else would be said
    await life.end()
    return done


def _rhythm() -> dict[str, str]:
    return {
        "zone": HOUR.zone,
        "weekday": "Monday",
        "hour": "18:00",
        "start": BEGIN.date().isoformat(),
    }


async def _live_to_an_offer(life: Life, clock: MovableClock, offers: list[Call]) -> None:
    for _ in range(MOST_WEEKS):
        if offers:
            return
        await life.live(clock() + A_WEEK)


async def _press(life: Life, call: Call) -> None:
    await life.engine.handle(Interaction(call, ANN, PLACE))
