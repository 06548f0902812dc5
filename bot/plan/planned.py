"""What a week brings, once it stands in the plan."""

from dataclasses import dataclass

from bot.core.records import Item


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
