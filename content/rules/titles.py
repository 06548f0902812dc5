"""Rules on names: what people see side by side is told apart by what it is called."""

from collections.abc import Iterable, Iterator

from content.faults import Fault
from content.loading.places import Sort
from content.lookup import fold
from content.rules.subject import Subject


def told_apart(subject: Subject) -> Iterator[Fault]:
    """Courses, tasks, readings and terms have names of their own."""
    pack = subject.pack
    tasks = (task for section in pack.sections for task in section.tasks)
    terms = [term for term in pack.glossary if not term.retired]
    called: tuple[tuple[Sort, str, Iterable[tuple[str, str]]], ...] = (
        ("course", "title", ((c.id, c.title) for c in pack.courses if not c.retired)),
        ("task", "title", ((task.id, task.title) for task in tasks if not task.retired)),
        ("reading", "title", ((reading.id, reading.title) for reading in pack.readings)),
        ("term", "term", ((t.id, name) for t in terms for name in (t.term, *t.also))),
    )
    for sort, field, names in called:
        yield from _alike(subject, sort, field, names, "call it something else")


def carry_their_chapter(subject: Subject) -> Iterator[Fault]:
    """Sections of the same title carry that of their chapter, as in `Evaluation (Vision)`."""
    names = ((section.id, section.title) for section in subject.pack.sections)
    yield from _alike(subject, "section", "title", names, "let both carry their chapter")


def _alike(
    subject: Subject, sort: Sort, field: str, names: Iterable[tuple[str, str]], remedy: str
) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for name, title in names:
        earlier = first.setdefault(fold(title), name)
        if earlier != name:
            problem = f"`{title}` is what `{earlier}` is called too: {remedy}"
            yield subject.fault(sort, name, problem, field)
