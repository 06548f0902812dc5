"""From a tree of headings to a pack: chapters, and sections that are outlines."""

from collections.abc import Iterable, Iterator

from content.faults import Report, excerpt
from content.importers.fitting import Ids, first_sentences, shortened
from content.importers.markdown.entries import Entries
from content.importers.markdown.inline import markdown
from content.importers.markdown.outline import Node
from content.model import Chapter, Pack, Section

LONGEST_TITLE, LONGEST_ABOUT, LONGEST_INTRODUCTION = 100, 400, 2000
# Of each of these a file of a pack holds so many at most.
MOST_CHAPTERS, MOST_SECTIONS, MOST_ENTRIES = 100, 200, 100


def skeleton(root: Node, name: str, report: Report) -> Pack:
    """The pack that a tree describes.

    `name` is that of the file, and stands in for what is not said.
    """
    if len(root.children) == 1:
        root = _merged(root, root.children[0])
    return _Builder(root, name, report).pack()


def _merged(root: Node, only: Node) -> Node:
    """The one heading that all others stand below is the title of the whole."""
    return Node(
        only.title, 0, only.line, only.children, [*root.prose, *only.prose],
        root.drafts + only.drafts,
        root.asked + only.asked,
    )  # fmt: skip


class _Builder:
    """Holds what is told once a file.

    Which ids are given, and what is said where the file says nothing.
    """

    def __init__(self, root: Node, name: str, report: Report) -> None:
        self._root, self._report = root, report
        self._title = root.title or name.rpartition(".")[0] or name
        self._imported = first_sentences(f"Imported from {name}.", LONGEST_ABOUT)
        self._chapter_ids, self._section_ids = Ids(), Ids()
        self._entries = Entries(root, report)

    def pack(self) -> Pack:
        """The whole; too many chapters or none are mended."""
        chapters = list(self._chapters())
        for extra in chapters[MOST_CHAPTERS:]:
            self._report.fault(
                1, f"more than {MOST_CHAPTERS} chapters, so this one was left out: {extra.title}"
            )
        title = self._short(self._title, self._root.line)
        return Pack(
            Ids().new(title, "pack"),
            title,
            self._about(self._root),
            tuple(chapters[:MOST_CHAPTERS]),
        )

    def _chapters(self) -> Iterator[Chapter]:
        root, title = self._root, self._title
        if not any(child.children for child in root.children):
            # Without a second level all sections stand in one chapter.
            yield from self._chapter(
                title, root, (*self._own(title, root), *self._all_below(root, ""))
            )
            return
        if root.drafts or root.asked:
            yield from self._chapter(title, root, self._own(title, root))
        for child in root.children:
            sections = (
                *self._own(child.title, child, always=not child.children),
                *self._all_below(child, ""),
            )
            yield from self._chapter(child.title, child, sections)

    def _chapter(self, title: str, node: Node, sections: Iterable[Section]) -> Iterator[Chapter]:
        held = tuple(sections) or tuple(self._own(title, node, always=True))
        about = (
            self._imported if node is self._root else self._about(node, told=held[0].title == title)
        )
        short = self._short(title, node.line)
        for start in range(0, len(held), MOST_SECTIONS):
            again = f" ({start // MOST_SECTIONS + 1})" if start else ""
            identifier = self._chapter_ids.new(short, "chapter")
            yield Chapter(
                identifier,
                short[: LONGEST_TITLE - len(again)] + again,
                about,
                held[start:][:MOST_SECTIONS],
            )

    def _all_below(self, node: Node, prefix: str) -> Iterator[Section]:
        for child in node.children:
            title = f"{prefix}{child.title}"
            yield from self._own(title, child, always=not child.children, prose=True)
            yield from self._all_below(child, f"{title}: ")

    def _own(
        self, title: str, node: Node, *, always: bool = False, prose: bool = False
    ) -> Iterator[Section]:
        """What stands directly below a heading as a section.

        As several where it is more than a file may hold.
        """
        if not (always or node.drafts or node.asked or (prose and node.prose)):
            return
        if not node.drafts:
            self._report.fault(
                node.line, f"there is nothing to read below this heading: {excerpt(title)}"
            )
        short = self._short(title, node.line)
        readings, see_also = self._entries.readings(node)
        discussion = self._entries.discussion(node)
        introduction = self._introduction(node)
        for start in range(0, max(len(readings), len(discussion), 1), MOST_ENTRIES):
            again = f" ({start // MOST_ENTRIES + 1})" if start else ""
            yield Section(
                id=self._section_ids.new(short, "section"),
                title=short[: LONGEST_TITLE - len(again)] + again,
                status="outline",
                introduction="" if start else introduction,
                readings=readings[start:][:MOST_ENTRIES],
                discussion=discussion[start:][:MOST_ENTRIES],
                see_also=() if start else see_also[:MOST_ENTRIES],
            )

    def _introduction(self, node: Node) -> str:
        lines: list[str] = []
        for paragraph in node.prose:
            text = markdown(paragraph.pieces)
            if sum(len(part) + 2 for part in lines) + len(text) <= LONGEST_INTRODUCTION:
                lines.append(text)
            else:
                self._report.fault(
                    paragraph.line,
                    f"the introduction is full, so this was left out: {excerpt(text)}",
                )
        return "\n\n".join(lines)

    def _about(self, node: Node, *, told: bool = False) -> str:
        """The first words below a heading.

        `told` where the rest of them stands in an introduction.
        """
        if not node.prose:
            return self._imported
        first, *others = node.prose
        whole = markdown(first.pieces)
        about = first_sentences(whole, LONGEST_ABOUT)
        if not told and about != whole:
            self._report.fault(first.line, f"left out after its first sentences: {excerpt(whole)}")
        for paragraph in () if told else others:
            words = excerpt(markdown(paragraph.pieces))
            self._report.fault(
                paragraph.line, f"text that stands above all sections was left out: {words}"
            )
        return about

    def _short(self, title: str, line: int) -> str:
        return shortened(title, LONGEST_TITLE, line, self._report)
