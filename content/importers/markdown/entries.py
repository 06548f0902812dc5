"""The readings and discussion questions of a skeleton, each with an id and within the format's
limits.
"""

import re
from collections.abc import Iterator

from content.faults import Report, excerpt
from content.importers.fitting import Ids, shortened
from content.importers.markdown.drafts import Draft
from content.importers.markdown.outline import Node
from content.loading import grammar
from content.model import Discussion, Reading
from content.rules.links import identity

# What is written where a file says nothing: plain, and told in the report.
PART, MINUTES = "All of it", 30


class Entries:
    """Knows every link of the file, so that what is listed twice becomes one reading and a
    mention.
    """

    def __init__(self, root: Node, report: Report) -> None:
        self._report = report
        self._reading_ids, self._discussion_ids = Ids(), Ids()
        self._owners: dict[str, Draft] = {}
        self._names: dict[str, str] = {}
        drafts = [draft for draft in _drafts(root) if _is_web_link(draft.url)]
        # A mention that names itself one gives way to the reading, even where that comes later.
        for draft in sorted(drafts, key=lambda draft: draft.elsewhere):
            self._owners.setdefault(identity(draft.url), draft)
        for draft in drafts:
            if self._owners[identity(draft.url)] is draft:
                self._names[identity(draft.url)] = self._reading_ids.new(draft.title, "reading")

    def readings(self, node: Node) -> tuple[tuple[Reading, ...], tuple[str, ...]]:
        """The readings below a heading, and the ids of those that stand elsewhere and belong here
        too.
        """
        own: list[Reading] = []
        mentioned: dict[str, Draft] = {}
        for draft in node.drafts:
            if not _is_web_link(draft.url):
                problem = f"this link cannot be opened, and is no reading: {excerpt(draft.url)}"
                self._report.fault(draft.line, problem)
            elif self._owners[identity(draft.url)] is draft:
                own.append(self._reading(draft))
            else:
                mentioned.setdefault(self._names[identity(draft.url)], draft)
                self._tell_twice(draft)
        ours = {reading.id for reading in own}
        return tuple(own), tuple(name for name in mentioned if name not in ours)

    def discussion(self, node: Node) -> tuple[Discussion, ...]:
        """The questions below a heading; what a good answer covers is still to be written."""
        return tuple(
            Discussion(
                self._discussion_ids.new(question.plain, "question"),
                shortened(question.ask, 400, question.line, self._report),
                follow_up=shortened(question.follow_up, 400, question.line, self._report),
            )
            for question in node.asked
        )

    def _reading(self, draft: Draft) -> Reading:
        def short(text: str, longest: int) -> str:
            return shortened(text, longest, draft.line, self._report)

        return Reading(
            id=self._names[identity(draft.url)],
            title=short(draft.title, 200),
            url=draft.url,
            level=draft.level or "core",
            minutes=draft.minutes or MINUTES,
            part=short(draft.part, 300) or PART,
            why=short(draft.why, 300),
            authors=short(draft.authors, 200),
            year=draft.year,
            venue=short(draft.venue, 120),
            kind=draft.kind or "paper",
            note=short("; ".join(draft.notes), 300),
            short=short(draft.short, 30),
            checked=draft.checked,
            reference=draft.reference,
        )

    def _tell_twice(self, draft: Draft) -> None:
        if draft.elsewhere:
            return
        owner = self._owners[identity(draft.url)]
        note = f"; its note was left out: {excerpt('; '.join(draft.notes))}" if draft.notes else ""
        problem = (
            f"the same link as on line {owner.line}, so it is one reading: "
            f"{excerpt(draft.title)}{note}"
        )
        self._report.fault(draft.line, problem)


def _drafts(node: Node) -> Iterator[Draft]:
    yield from node.drafts
    for child in node.children:
        yield from _drafts(child)


def _is_web_link(url: str) -> bool:
    return len(url) <= grammar.LINK.longest and bool(re.search(grammar.LINK.pattern, url))
