"""What a week brings, once it stands in the plan."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.records import Item
from content.model import Pack, Section


@dataclass(frozen=True, slots=True)
class Contents:
    """Readings or something of the group's own, and what its course gives them.

    `questions`: ids of discussion questions; `task`: the id of one, or none. Without items a week
    brings nothing new.
    """

    items: tuple[Item, ...] = ()
    theme: str = ""
    questions: tuple[str, ...] = ()
    task: str = ""


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """A week ahead, its fields as in Contents. A catch-up week has no items."""

    number: int
    items: tuple[Item, ...]
    theme: str = ""
    questions: tuple[str, ...] = ()
    task: str = ""

    @property
    def minutes(self) -> int:
        """The reading time it asks for."""
        return sum(item.minutes for item in self.items)


def sections_of(items: Iterable[Item], pack: Pack) -> list[Section]:
    """The sections that a week's readings come from, in reading order."""
    known = (pack.reading_by_id.get(item.reading) for item in items)
    found: dict[str, Section] = {
        pack.section_of[r.id].id: pack.section_of[r.id] for r in known if r
    }
    return list(found.values())
