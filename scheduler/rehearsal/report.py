"""What a rehearsal prints.

A line for every weekly hour, what befell the group in between, and the verdict.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from scheduler.rehearsal import judge_posts, judge_streaks, texts
from scheduler.rehearsal.judge_posts import Post, Slot
from scheduler.rehearsal.judge_streaks import Span
from scheduler.rehearsal.record import Record
from scheduler.rehearsal.verdict import Verdict


def lines(record: Record, planned: Sequence[str], weeks: int, verdict: Verdict) -> Iterator[str]:
    """Everything, in order of time."""
    script = record.script
    yield texts.begins(script.seed, weeks, script.hour.zone, keys=script.honours_keys)
    seen, expected = judge_posts.posts(record), judge_posts.slots(record, planned)
    over = judge_streaks.spans(record, seen, judge_posts.ended(record, expected))
    sums = [
        (slot.at, _week(record, slot, judge_posts.match(slot, seen), over)) for slot in expected
    ]
    sums += [
        (turn.at, texts.turned(turn.at, forward=turn.forward))
        for turn in script.turns
        if turn.at < script.end
    ]
    sums += [
        (event.at, texts.befell(event.kind, event.at, event.until, event.line))
        for event in script.events
    ]
    yield from (line for _, line in sorted(sums, key=lambda line: line[0]))
    yield from (texts.fault(fault.kind, fault.text) for fault in verdict.faults)
    yield texts.verdict(verdict.due, verdict.seen, verdict.counts)


def _week(record: Record, slot: Slot, post: Post | None, over: Sequence[Span]) -> str:
    zone = ZoneInfo(slot.zone)
    ended = [span for span in over if post and span.number == post.number - 1]
    outcome = _outcome(record, over, ended[0]) if ended else ""
    number, seen = (post.number, post.said.at.astimezone(zone)) if post else (None, None)
    return texts.week(slot.at.astimezone(zone), number, seen, slot.reason, outcome)


def _outcome(record: Record, over: Sequence[Span], span: Span) -> str:
    """Who kept a streak, was excused, was frozen and lost, as Roadmate had it before and after."""
    before, after = (
        _streaks(record, span.closed),
        judge_streaks.standing_after(record, over, span).streaks,
    )
    names: dict[str, list[str]] = {"kept": [], "excused": [], "frozen": [], "lost": []}
    for name, (now, _) in sorted(after.items()):
        was = before.get(name, 0)
        unchanged = "excused" if span.cut else "frozen"
        kind = "kept" if now > was else unchanged if now == was > 0 else "lost" if was else ""
        if kind:
            names[kind].append(name)
    return texts.outcome(span.number, span.cut, names)


def _streaks(record: Record, before: datetime) -> dict[str, int]:
    standings = [standing for standing in record.standings if standing.at < before]
    return {name: weeks for name, (weeks, _) in standings[-1].streaks.items()} if standings else {}
