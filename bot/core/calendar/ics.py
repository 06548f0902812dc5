"""Calendar files, by the icalendar library.

Stable ids, so that importing again moves dates and doubles none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Event:
    """An all-day event where `begins` is a date, an hour where it is an instant (UTC)."""

    uid: str
    begins: date | datetime
    ends: date | datetime
    title: str
    text: str = ""
    where: str = ""


def calendar_file(name: str, events: Sequence[Event], now: datetime) -> bytes:
    """An .ics file (RFC 5545)."""
    import icalendar  # noqa: PLC0415 - 70 ms and 10 MB, for a command that few people call

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Roadmate//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for event in events:
        entry = icalendar.Event()
        entry.add("uid", f"{event.uid}@roadmate")
        entry.add("dtstamp", now)
        entry.add("dtstart", event.begins)
        entry.add("dtend", event.ends)
        entry.add("summary", event.title)
        if event.text:
            entry.add("description", event.text)
        if event.where:
            entry.add("location", event.where)
        # The time is not taken: one may read on any evening.
        entry.add("transp", "OPAQUE" if isinstance(event.begins, datetime) else "TRANSPARENT")
        calendar.add_component(entry)
    content: bytes = calendar.to_ical()
    return content
