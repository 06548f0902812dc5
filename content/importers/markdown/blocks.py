"""A Markdown file as a flat row of headings, paragraphs and list items, each with its line."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token

from content.importers.markdown.html import HEADINGS, HtmlBlock
from content.importers.markdown.inline import Line, Piece, links, plain, read, words

# Beyond this the parser leaves out what it reads.
DEEPEST = 100
LISTS = ("bullet_list", "ordered_list", "table")


@dataclass(frozen=True, slots=True)
class Heading:
    line: int
    level: int
    pieces: Line


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `quoted` where somebody set it apart with `>`."""

    line: int
    pieces: Line
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A bullet or a row of a table.

    `depth` is 0 for the outermost, `within` tells one list from the next.
    """

    line: int
    pieces: Line
    depth: int
    within: int


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that no pack has a place for."""

    line: int
    what: str


Block: TypeAlias = Heading | Paragraph | Item | Unread


def blocks(text: str) -> tuple[Block, ...]:
    """Everything in a file, in its order."""
    parser = (
        MarkdownIt("commonmark", {"maxNesting": DEEPEST})
        .enable(["table", "strikethrough"])
        .disable("text_join")
    )
    # A link is kept as it was written, not as a browser would ask for it.
    # the documented way to say so
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    reader = _Reader()
    for token in parser.parse(text):
        reader.take(token)
    return tuple(
        block
        for block in reader.found
        if isinstance(block, Unread) or _says_something(block.pieces)
    )


def _says_something(pieces: Line) -> bool:
    return bool(plain(pieces)) or any(link.url for link in links(pieces))


class _Reader:
    """Goes over the tokens once, and remembers which lists are open."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._open: list[
            tuple[int, list[Piece]]
        ] = []  # the items that are open: their line and their words
        self._lists, self._depth, self._quotes, self._heading = 0, -1, 0, 0
        self._in_row = self._in_head = False

    def take(self, token: Token) -> None:
        name, _, edge = token.type.rpartition("_")
        line = token.map[0] + 1 if token.map else 0
        if token.level >= DEEPEST - 2 and edge == "open":
            self.found.append(Unread(line, "what is nested deeper than any list needs"))
        match name, edge:
            case _, "open" if name in LISTS:
                self._say_item()
                self._depth += 1
                self._lists += self._depth == 0
            case _, "close" if name in LISTS:
                self._depth -= 1
            case "thead", _:
                self._in_head = edge == "open"
            case "list_item" | "tr", "open":
                self._in_row = name == "tr"
                self._open.append((line, []))
            case "list_item" | "tr", "close":
                self._say_item()
                self._in_row = False
                self._open.pop()
            case "blockquote", _:
                self._quotes += 1 if edge == "open" else -1
            case "heading", _:
                self._heading = int(token.tag[1:]) if edge == "open" and token.level == 0 else 0
            case _:
                self._take_leaf(token, line)

    def _take_leaf(self, token: Token, line: int) -> None:
        match token.type:
            case "inline":
                self._say(line, read(token.children or []))
            case "fence" | "code_block":
                self._say_item()
                self.found.append(Unread(line, "a code block"))
            case "html_block":
                self._say_item()
                self.found += self._html(token.content, line)

    def _say(self, line: int, pieces: Line) -> None:
        if self._heading:
            self.found.append(Heading(line, self._heading, pieces))
        elif self._open:
            between = (words("; " if self._in_row else " "),) if self._open[-1][1] else ()
            self._open[-1][1].extend((*between, *pieces))
        else:
            self.found.append(Paragraph(line, pieces, quoted=self._quotes > 0))

    def _say_item(self) -> None:
        """What the innermost open item held up to here, before something nested begins or the item
        ends.
        """
        if self._open and self._open[-1][1]:
            line, pieces = self._open[-1]
            if not self._in_head or links(
                pieces
            ):  # what the columns of a table are called is no entry of it
                self.found.append(self._item(line, tuple(pieces)))
            self._open[-1] = (line, [])

    def _item(self, line: int, pieces: Line) -> Block:
        # A list in a quotation is a part of what is quoted.
        return (
            Paragraph(line, pieces, quoted=True)
            if self._quotes
            else Item(line, pieces, self._depth, self._lists)
        )

    def _html(self, source: str, line: int) -> Iterator[Block]:
        block = HtmlBlock()
        try:
            block.feed(source)
            block.finish()
        except (
            AssertionError
        ):  # how the parser of the standard library says that a declaration makes no sense
            yield Unread(line, "HTML that cannot be read")
        for offset, tag, pieces in block.found:
            if tag in HEADINGS:
                yield Heading(line + offset, HEADINGS[tag], pieces)
            elif tag in ("li", "tr"):
                self._lists += self._depth < 0
                yield Item(line + offset, pieces, max(self._depth, 0), self._lists)
            else:
                yield Paragraph(line + offset, pieces)
