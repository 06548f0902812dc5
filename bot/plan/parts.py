"""Where a long reading is cut into parts, and which of them no week has had yet. Pure."""

from bot.core.records import Item
from content.course_model import PlannedReading
from content.courses import minutes_of
from content.model import Pack

# A week may overrun its pace by a third, where that keeps things together.
OVERRUN = 4 / 3


def rest_of(pack: Pack, entry: PlannedReading, before: list[Item], pace: int) -> list[Item]:
    """The parts of an entry that no week has had yet.

    Once begun, it keeps the number of its parts.
    """
    reading = pack.reading_by_id[entry.reading]
    if reading.retired or any(item.parts == 1 for item in before):
        return []
    if before:
        parts, minutes, passage = before[0].parts, before[0].minutes, before[0].passage
    else:
        whole, passage = minutes_of(entry, pack), entry.part
        parts = _parts(whole, pace)
        minutes = -(-whole // parts)
    done = {item.part for item in before}
    return [
        Item(reading.id, part, parts, minutes, passage=passage)
        for part in range(1, parts + 1)
        if part not in done
    ]


def _parts(minutes: int, pace: int) -> int:
    return 1 if not pace or minutes <= pace * OVERRUN else -(-minutes // pace)
