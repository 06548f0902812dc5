"""The verdict on a term.

Nothing here, or in what it asks, knows anything of Roadmate but what could be seen.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.rehearsal import judge_posts, judge_streaks
from scheduler.rehearsal.judge_posts import Fault, Kind
from scheduler.rehearsal.record import Record

_WORDS: Mapping[str, tuple[Kind, ...]] = {
    "doubled": ("doubled", "not due"),
    "lost": ("missed", "lost"),
    "streaks wrongly lost": ("streak lost",),
    "streaks wrongly kept": ("streak kept",),
    "readings dropped": ("reading",),
    "failures untold": ("untold",),
    "hidden members shown": ("shown",),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many posts were due and how many were seen, and everything that is wrong."""

    due: int
    seen: int
    faults: tuple[Fault, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults and self.due == self.seen

    @property
    def counts(self) -> Mapping[str, int]:
        """How much is wrong of each kind."""
        kinds = Counter(fault.kind for fault in self.faults)
        return {words: sum(kinds[kind] for kind in counted) for words, counted in _WORDS.items()}


def judge(record: Record, planned: Sequence[str]) -> Verdict:
    """Judge a term. `planned`: the ids of all readings that the group means to walk through, in
    order.
    """
    seen = judge_posts.posts(record)
    expected = judge_posts.slots(record, planned)
    due = [slot for slot in expected if slot.due and slot.reason != "finished"]
    over = judge_streaks.spans(record, seen, judge_posts.ended(record, expected))
    found = (*judge_posts.faults(record, planned), *judge_streaks.faults(record, over))
    headers = [message for message in record.said if judge_posts.is_weekly(message)]
    return Verdict(len(due), len(headers), found)
