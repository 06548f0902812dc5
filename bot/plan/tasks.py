"""Tasks in the form of items: they are found, marked, paid and taken back as readings are.

So they need no tables of their own; what finishes a week, and boards of readings, leave them out.
"""

from bot.core.records import Item, Week
from content.model import Pack, Task


def task_of(pack: Pack, week: Week) -> Item | None:
    """What a week gives to do by hand."""
    task = pack.task_by_id.get(week.task)
    return as_item(task) if task and not task.retired else None


def as_item(task: Task) -> Item:
    """A task as something that can be marked as done; its passage says when it is."""
    return Item(task.id, 1, 1, task.minutes, task.title, task.starter, task.done_when.strip())
