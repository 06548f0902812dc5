"""The judge of posts.

What was due, by the script and a clock on the wall, against what the platform saw.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from scheduler.rehearsal.record import Record, Said
from scheduler.rehearsal.script import Event, Script
from scheduler.rehearsal.walls import Hour, comes, midnight

Kind = Literal[
    "missed",
    "not due",
    "doubled",
    "lost",
    "streak lost",
    "streak kept",
    "reading",
    "untold",
    "shown",
]
Reason = Literal["", "late", "out of reach", "refused", "skipped", "finished"]
# What the outbox may need when the platform fails in passing; and the promise about posts that are
# late.
PATIENCE, LATEST = timedelta(minutes=20), timedelta(hours=24)
DISTANCE = timedelta(days=4)
A_MOMENT = timedelta(seconds=1)

FAREWELL = "walked to the end"
_WEEKLY = re.compile(r"# Week \d+: ")
_UNTIL = re.compile(r"Until \x02at (\d+) full\x03")
_READING = re.compile(
    r"^- \[[^\]]+\]\(https://example\.org/([^)]+)\)(?:, part (\d+) of (\d+))?", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that should not have been."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Post:
    """A weekly post as everybody saw it.

    Until when it said the week lasts, and what is to be read.
    """

    number: int
    said: Said
    until: datetime
    readings: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A weekly hour that came.

    `due`: when its post should be seen; None where none should, for a reason.
    """

    at: datetime
    zone: str
    due: datetime | None
    reason: Reason = ""


def posts(record: Record) -> list[Post]:
    """All weekly posts, each the first time it was seen."""
    found: dict[int, Post] = {}
    for message in filter(is_weekly, record.said):
        number = int(message.text[len("# Week ") :].partition(":")[0])
        found.setdefault(number, _post(number, message))
    return sorted(found.values(), key=lambda post: post.said.at)


def is_weekly(message: Said) -> bool:
    """Whether a message is a weekly post."""
    return (
        bool(_WEEKLY.match(message.text))
        and not message.thread
        and not message.channel.startswith("@")
    )


def slots(record: Record, planned: Sequence[str]) -> list[Slot]:
    """Every weekly hour of the term, with what should have come of it.

    `planned`: all readings of the plan.
    """
    script, seen = record.script, posts(record)
    commands = list(script.of("pause", "skip", "change"))
    hour, skipping = script.hour, False
    slot = comes(hour, script.begin)
    found: list[Slot] = []
    while slot <= script.end:
        if commands and commands[0].at < slot:
            command = commands.pop(0)
            hour = command.hour or hour
            skipping = skipping or command.kind == "skip"
            slot = _moved(command, hour, slot, seen)
            continue
        found.append(_skipped(slot, hour) if skipping else _slot(script, slot, hour, seen, planned))
        if found[-1].reason == "finished":
            break
        skipping = False
        slot = comes(
            hour, max([slot, *(event.until for event in script.of("down") if event.covers(slot))])
        )
    return found


def faults(record: Record, planned: Sequence[str]) -> Iterator[Fault]:
    """All that is wrong with what the platform saw."""
    seen, expected = posts(record), slots(record, planned)
    yield from _timing(seen, expected)
    yield from _doubled(record)
    yield from _incomplete(record, seen, expected)
    yield from _readings(seen, planned)
    yield from _untold(record, expected)
    yield from (
        Fault("shown", f"{message.text!r} names Hal")
        for message in record.said
        if re.search(r"\bHal\b", message.text)
    )


def match(slot: Slot, seen: Sequence[Post]) -> Post | None:
    """The post that a slot brought."""
    due = slot.due
    return next((post for post in seen if due and due <= post.said.at <= due + PATIENCE), None)


def farewell(record: Record) -> datetime | None:
    """When the plan's last recap was seen."""
    return next((message.at for message in record.said if FAREWELL in message.text), None)


def ended(record: Record, expected: Sequence[Slot]) -> datetime | None:
    """When the plan's last week was over.

    With its farewell, or, where none could be said, at its last slot.
    """
    silent = (slot.at for slot in expected if slot.reason == "finished" and not slot.due)
    return farewell(record) or next(silent, None)


def _post(number: int, message: Said) -> Post:
    until = _UNTIL.search(message.text)
    readings = tuple(
        (name, int(part or 1), int(parts or 1))
        for name, part, parts in _READING.findall(message.text)
    )
    return Post(
        number,
        message,
        datetime.fromtimestamp(int(until[1]), message.at.tzinfo) if until else message.at,
        readings,
    )


def _moved(command: Event, hour: Hour, slot: datetime, seen: Sequence[Post]) -> datetime:
    """When the next slot is, after what an organiser did."""
    match command.kind:
        case "pause":
            return comes(hour, midnight(command.until.date(), hour.zone, command.at) - A_MOMENT)
        case "change":
            last = max(
                (post.said.at for post in seen if post.said.at < command.at),
                default=command.at - DISTANCE,
            )
            return comes(hour, max(command.at, last + DISTANCE - A_MOMENT))
        case _:
            return slot


def _skipped(slot: datetime, hour: Hour) -> Slot:
    return Slot(slot, hour.zone, None, "skipped")


def _slot(
    script: Script, slot: datetime, hour: Hour, seen: Sequence[Post], planned: Sequence[str]
) -> Slot:
    away = next((event for event in script.of("down") if event.covers(slot)), None)
    due = away.until if away else slot
    if due - slot > LATEST:
        return Slot(slot, hour.zone, None, "out of reach")
    refused = any(event.covers(slot) for event in script.of("refused", "vanished"))
    had = {
        name
        for post in seen
        if post.said.at < slot
        for name, part, parts in post.readings
        if part == parts
    }
    if had >= set(planned):
        return Slot(slot, hour.zone, None if refused else due, "finished")
    if refused:
        return Slot(slot, hour.zone, None, "refused")
    return Slot(slot, hour.zone, due, "late" if away else "")


def _timing(seen: Sequence[Post], expected: Sequence[Slot]) -> Iterator[Fault]:
    brought: set[int] = set()
    for slot in expected:
        post = match(slot, seen)
        if post:
            brought.add(post.number)
        elif slot.due and slot.reason != "finished":
            yield Fault(
                "missed",
                f"nothing came at {slot.due:%Y-%m-%d %H:%M} UTC, where a weekly post was due",
            )
    for post in seen:
        if post.number not in brought:
            yield Fault(
                "not due",
                f"week {post.number} came at {post.said.at:%Y-%m-%d %H:%M} UTC, which was no slot",
            )
    for number, post in enumerate(seen, 1):
        if post.number != number:
            yield Fault("lost", f"week {post.number} came where week {number} should have")


def _doubled(record: Record) -> Iterator[Fault]:
    lines = Counter(
        (message.channel, message.thread, message.text.partition("\n")[0])
        for message in record.said
        if message.text.startswith(("# Week", "A friendly reminder"))
    )
    for (channel, _, line), times in lines.items():
        if times > 1:
            yield Fault("doubled", f"{line!r} was seen {times} times in {channel}")


def _incomplete(record: Record, seen: Sequence[Post], expected: Sequence[Slot]) -> Iterator[Fault]:
    """A post has a thread with its questions.

    A week that is over has its recap, the last one a farewell.
    """
    under = {thread.under: thread.id for thread in record.threads}
    talks = {message.thread for message in record.said if message.thread}
    recaps = {message.text.partition("\n")[0] for message in record.said}
    for post in seen:
        if under.get(post.said.id) not in talks:
            yield Fault("lost", f"week {post.number} has no thread with its questions")
    for post in seen[:-1]:
        if f"# Week {post.number} is over" not in recaps:
            yield Fault("lost", f"week {post.number} has no recap")
    if any(slot.due and slot.reason == "finished" for slot in expected) and not farewell(record):
        yield Fault("lost", "the plan was done, and there was no farewell")


def _readings(seen: Sequence[Post], planned: Sequence[str]) -> Iterator[Fault]:
    """Every reading comes once, whole, in the order of the roadmap, and none is left out."""
    came = [reading for post in seen for reading in post.readings]
    names = list(dict.fromkeys(name for name, _, _ in came))
    for expected, name in zip(planned, names, strict=False):
        if name != expected:
            yield Fault("reading", f"{expected} was dropped: {name} came in its place")
            return
    for name in names:
        parts = [(part, parts) for other, part, parts in came if other == name]
        whole = [(number, parts[0][1]) for number in range(1, parts[0][1] + 1)]
        if parts != (whole if name != names[-1] else whole[: len(parts)]):
            yield Fault("reading", f"{name} came in parts {parts}")


def _untold(record: Record, expected: Sequence[Slot]) -> Iterator[Fault]:
    for slot in (slot for slot in expected if slot.reason == "refused"):
        soon = slot.at + timedelta(hours=1)
        if not any(
            message.channel == "@ann" and slot.at <= message.at <= soon for message in record.said
        ):
            yield Fault(
                "untold",
                f"no organiser was told that nothing could be posted on {slot.at:%Y-%m-%d}",
            )
