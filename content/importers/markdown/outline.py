"""From a row of blocks to a tree of headings, each with the text, readings and questions below
it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import assert_never

from content.faults import Report, excerpt
from content.importers.markdown import contents, drafts
from content.importers.markdown.blocks import Block, Heading, Item, Paragraph, Unread
from content.importers.markdown.drafts import Draft
from content.importers.markdown.inline import links, markdown, plain

ASKS = re.compile(
    r"\b(?:able|ready) to (?:answer|explain|discuss)\b|\banswer (?:these|the following|this) "
    r"questions?\b"
    r"|^(?:(?:discussion|review|guiding|self-check) )?questions?(?: (?:to|for) \w+)?:?$"
    r"|\bask yourself(?: these)?(?: questions)?:$",
    re.IGNORECASE,
)
FOLLOW_UP = "Follow-up: "


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to discuss, as Markdown."""

    line: int
    ask: str
    plain: str
    follow_up: str = ""


@dataclass(slots=True)
class Node:
    """A heading and what stands below it."""

    title: str
    level: int
    line: int
    children: list["Node"] = field(default_factory=list)
    prose: list[Paragraph] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)


@dataclass(slots=True)
class _Above:
    """A bullet that others may stand below: a reading, or only a name for them."""

    item: Item
    name: str
    reading: int | None
    used: bool = False


def outline(blocks: Iterable[Block], report: Report) -> Node:
    """The tree below a root without a title; what has no place in it is reported."""
    blocks = tuple(blocks)
    tree = _Tree(contents.lists(blocks), report)
    for block in blocks:
        tree.take(block)
    tree.end()
    contents.report_missing(blocks, report)
    return tree.root


class _Tree:
    """Grows while the blocks come in.

    Remembers which heading, list and call for questions are open.
    """

    def __init__(self, skipped: frozenset[int], report: Report) -> None:
        self.root = Node("", 0, 1)
        self._path = [self.root]
        self._skipped, self._report = skipped, report
        self._above: list[_Above] = []
        self._call: int | None = None  # the line that announced questions, until a list follows
        self._asking: tuple[int, int] | None = (
            None  # the list that holds them, and from which depth
        )

    @property
    def _here(self) -> Node:
        return self._path[-1]

    def take(self, block: Block) -> None:
        match block:
            case Heading():
                self.end()
                self._heading(block)
            case Paragraph():
                self.end()
                self._paragraph(block)
            case Item():
                if block.within not in self._skipped:
                    self._item(block)
            case Unread():
                self._report.fault(block.line, f"{block.what} was left out")
            case _:
                assert_never(block)

    def end(self) -> None:
        """A list, if one was open, is over."""
        self._close(0)
        self._asking = None
        if self._call is not None:
            self._report.fault(self._call, "this line announces questions, but no list follows")
        self._call = None

    def _heading(self, block: Heading) -> None:
        title = plain(block.pieces) or next(link.url for link in links(block.pieces) if link.url)
        if ASKS.search(title):
            self._call = block.line
        elif not contents.announces(title):
            while self._here.level >= block.level:
                self._path.pop()
            node = Node(title, block.level, block.line)
            self._here.children.append(node)
            self._path.append(node)
            node.drafts += (
                replace(draft, notes=()) for draft in drafts.of_prose(block.line, block.pieces)
            )

    def _paragraph(self, block: Paragraph) -> None:
        if block.quoted:
            for link in links(block.pieces):
                problem = (
                    "a link in a quotation stays in the text, and is no reading: "
                    f"{excerpt(link.label)}"
                )
                self._report.fault(block.line, problem)
        else:
            for draft in (found := drafts.of_prose(block.line, block.pieces)):
                self._report.fault(
                    draft.line, f"a link in running text became a reading: {excerpt(draft.title)}"
                )
            self._here.drafts += found
            self._broken(block, within_prose=True)
        if ASKS.search(plain(block.pieces)):
            self._call = block.line
        elif plain(block.pieces):
            self._here.prose.append(block)

    def _item(self, item: Item) -> None:
        if self._above and self._above[0].item.within != item.within:
            self._close(0)
        if self._call is not None:
            self._asking, self._call = (item.within, item.depth), None
        if self._asking and item.within == self._asking[0] and item.depth >= self._asking[1]:
            self._question(item, nested=item.depth > self._asking[1])
            return
        self._asking = None
        self._close(item.depth)
        self._bullet(item)

    def _bullet(self, item: Item) -> None:
        parent = self._above[-1] if self._above else None
        words = plain(item.pieces)
        if parent and parent.reading is not None and drafts.LABEL.fullmatch(words):
            self._more(parent.reading, item)
        elif found := drafts.of_item(item.line, item.pieces, (above.name for above in self._above)):
            self._readings(item, found)
        elif ASKS.search(words):
            self._asking = (item.within, item.depth + 1)
        elif parent and parent.reading is not None and not links(item.pieces):
            self._more(parent.reading, item)
        else:
            used = self._broken(item)
            self._above.append(_Above(item, words, None, used))

    def _readings(self, item: Item, found: list[Draft]) -> None:
        for above in self._above:
            above.used = True
        self._broken(item)
        self._above.append(_Above(item, found[0].title, len(self._here.drafts)))
        self._here.drafts += found

    def _more(self, reading: int, item: Item) -> None:
        drafted = self._here.drafts[reading]
        self._here.drafts[reading] = drafts.with_more(
            drafted, plain(item.pieces), markdown(item.pieces)
        )

    def _question(self, item: Item, *, nested: bool) -> None:
        words = plain(item.pieces)
        if nested and words.startswith(FOLLOW_UP) and self._here.asked:
            follow_up = markdown(item.pieces).removeprefix(FOLLOW_UP)
            self._here.asked[-1] = replace(self._here.asked[-1], follow_up=follow_up)
        elif nested and "?" not in words:
            self._report.fault(
                item.line, f"this stands below a question and is none: {excerpt(words)}"
            )
        else:
            self._here.asked.append(Asked(item.line, markdown(item.pieces), words))

    def _close(self, depth: int) -> None:
        while self._above and self._above[-1].item.depth >= depth:
            closed = self._above.pop()
            if closed.reading is None and not closed.used:
                self._report.fault(
                    closed.item.line,
                    f"a bullet without a link was left out: {excerpt(closed.name)}",
                )

    def _broken(self, block: Item | Paragraph, *, within_prose: bool = False) -> bool:
        """Report every link that is none; whether there was one."""
        found = [link for link in links(block.pieces) if not link.leads_to_the_web]
        reported = [link for link in found if not (within_prose and link.url.startswith("#"))]
        for link in reported:
            where = f"`{excerpt(link.url)}`" if link.url else "nowhere"
            problem = (
                f"a link leads to {where}, not to the web, and is no reading: {excerpt(link.label)}"
            )
            self._report.fault(block.line, problem)
        return bool(reported)
