"""What a week is about and what it gives to read, written alike wherever either stands."""

from collections.abc import Sequence
from itertools import accumulate

from bot.core.formats import duration
from bot.core.markup import command, length, link, plain
from bot.core.message import clip
from bot.core.records import Item
from bot.plan.planned import sections_of
from content.model import Pack

CATCH_UP = "time to catch up"
_MOST_SUBJECT = 300
_AND_MORE = 100  # characters that stand for the lines left out
_MOST_PASSAGE = 160  # characters of the part of a reading, so that a week's list stays one


def subject(theme: str, items: Sequence[Item], pack: Pack) -> str:
    """A week in a few words, not yet escaped.

    Its theme, else its sections; a group's own readings stand with their titles.
    """
    own = [item.title for item in items if item.title]
    named = [theme] if theme else [section.title for section in sections_of(items, pack)]
    return clip(", ".join([*named, *own]), _MOST_SUBJECT) or CATCH_UP


def fitting(lines: Sequence[str], room: int, rest: str) -> list[str]:
    """The first lines that fit in so many characters, and how many are left.

    `rest`: the command that shows these.
    """
    shown = how_many_fit(lines, room)
    left = len(lines) - shown
    more = [f"- and {left:,} more: {command(rest)} shows them"] if left else []
    return [*lines[:shown], *more]


def how_many_fit(lines: Sequence[str], room: int) -> int:
    """How many of these lines stand in so many characters, with a word about the others."""
    ends = list(accumulate(length(line) + 1 for line in lines))
    if not ends or ends[-1] <= room:
        return len(lines)
    return sum(end + _AND_MORE <= room for end in ends)


def item_title(item: Item, pack: Pack) -> str:
    """What a reading is called, not yet escaped."""
    reading = pack.reading_by_id.get(item.reading)
    return reading.title if reading else item.title or item.reading


def item_link(item: Item, pack: Pack) -> str:
    """A reading's linked title, which of its parts is meant, and its minutes."""
    reading = pack.reading_by_id.get(item.reading)
    url, title = reading.url if reading else item.url, item_title(item, pack)
    split = f", part {item.part} of {item.parts}" if item.parts > 1 else ""
    return f"{link(title, url) if url else plain(title)}{split} ({duration(item.minutes)})"


def item_line(item: Item, pack: Pack) -> str:
    """The same with the passage that the group reads of it."""
    reading = pack.reading_by_id.get(item.reading)
    passage = item.passage or (reading.part if reading else "")
    of_it = f": {plain(clip(passage.strip(), _MOST_PASSAGE))}" if passage else ""
    return f"- {item_link(item, pack)}{of_it}"
