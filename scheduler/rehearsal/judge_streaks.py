"""The judge of streaks.

From what people did and what the platform saw, week by week, by its own simple count.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Literal

from scheduler.rehearsal.judge_posts import Fault, Post
from scheduler.rehearsal.record import Act, Record, Standing
from scheduler.rehearsal.script import Script

Cut = Literal["", "a break", "moved", "out of reach"]
A_DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Span:
    """A week that is over, as people lived it. `cut`: why it was short, if it was."""

    number: int
    opened: datetime
    closed: datetime
    cut: Cut
    readings: tuple[tuple[str, int, int], ...]


def spans(record: Record, seen: Sequence[Post], last: datetime | None) -> list[Span]:
    """The weeks that are over. `last`: when the plan's last one was."""
    found: list[Span] = []
    ends = [post.said.at for post in seen[1:]]
    for post, following in zip(seen, [*ends, last], strict=False):
        opened = post.said.at
        breaks = [
            e.at
            for e in record.script.of("pause")
            if opened < e.at and (not following or e.at < following)
        ]
        closed = breaks[0] if breaks else following
        if closed:
            found.append(
                Span(
                    post.number,
                    opened,
                    closed,
                    _cut(record.script, post, closed, broken=bool(breaks)),
                    post.readings,
                )
            )
    return found


def faults(record: Record, over: Sequence[Span]) -> Iterator[Fault]:
    """Every streak that is not what it should be.

    After each week, and as members were told on the last day.
    """
    people = sorted({name for standing in record.standings for name in standing.streaks})
    for name in people:
        # A streak that is wrong once stays wrong for weeks: it is told once.
        yield from islice(_of(record, over, name), 1)


def _of(record: Record, over: Sequence[Span], name: str) -> Iterator[Fault]:
    for count, span in enumerate(over, 1):
        standing = standing_after(record, over, span)
        want = streak(record, over[:count], name, standing.at)
        got = standing.streaks.get(name, (0, 0))[0]
        yield from _compare(
            f"after week {span.number}", name, got, want, _story(record, span, name)
        )
    yield from _compare(
        "on the last day", name, record.told[name], streak(record, over, name, record.script.end)
    )


def standing_after(record: Record, over: Sequence[Span], span: Span) -> Standing:
    """What Roadmate had once a week was over, and before the next one was."""
    closings = [other.closed for other in over if other.closed > span.closed]
    until = closings[0] if closings else record.script.end + A_DAY
    return [standing for standing in record.standings if standing.at < until][-1]


def streak(record: Record, over: Sequence[Span], name: str, now: datetime) -> int:
    """Weeks in a row after these weeks, as of an instant.

    Who forgot themselves before it began anew then.
    """
    forgot = record.forgot.get(name)
    anew = forgot is not None and forgot <= now
    acts = [
        act
        for act in record.acts
        if act.who == name and (not anew or (forgot and act.at >= forgot))
    ]
    weeks, freezes = 0, 0
    for span in over:
        if _active(span, acts):
            weeks += 1
            if weeks % 4 == 0:
                freezes = min(2, freezes + 1)
        elif not span.cut and freezes:
            freezes -= 1
        elif not span.cut:
            weeks = 0
    return weeks


def _active(span: Span, acts: Sequence[Act]) -> bool:
    """Whether somebody did something in a week, or had read all of it by its end."""
    if any(span.opened <= act.at < span.closed for act in acts):
        return True
    read = {act.reading for act in acts if act.reading and act.at < span.closed}
    whole = {name for name, _, parts in read if parts == 1}
    return bool(span.readings) and all(
        reading in read or reading[0] in whole for reading in span.readings
    )


def _cut(script: Script, post: Post, closed: datetime, *, broken: bool) -> Cut:
    """Whether a week was short.

    Broken off, or Roadmate was away for long, or just before the end.
    """
    if broken:
        return "a break"
    whole, late = (
        _away(script, post.said.at, closed),
        _away(script, max(post.said.at, closed - A_DAY), closed),
    )
    if whole > A_DAY / 2 or late >= timedelta(hours=2):
        return "out of reach"
    return "moved" if closed < post.until else ""


def _away(script: Script, since: datetime, until: datetime) -> timedelta:
    """For how long Roadmate was stopped between two instants."""
    stops = [(max(event.at, since), min(event.until, until)) for event in script.of("down")]
    return sum((end - begin for begin, end in stops if end > begin), timedelta())


def _story(record: Record, span: Span, name: str) -> str:
    did = [act for act in record.acts if act.who == name and span.opened <= act.at < span.closed]
    return ", ".join(f"{act.deed} on {act.at:%Y-%m-%d %H:%M}" for act in did) or "did nothing in it"


def _compare(when: str, name: str, got: int, want: int, story: str = "") -> Iterator[Fault]:
    if got != want:
        text = f"{name} has {got} in a row {when} and should have {want}" + (
            f" ({story})" if story else ""
        )
        yield Fault("streak lost" if got < want else "streak kept", text)
