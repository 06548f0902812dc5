"""A block of HTML within Markdown: its headings, list items, links and words."""

from html.parser import HTMLParser

from content.importers.markdown.inline import Line, Link, Piece, of_text, plain, visible
from content.markup import one_line

HEADINGS = {f"h{level}": level for level in range(1, 7)}
PARTS = """
address article blockquote center dd details div dl dt figure footer header hr li main nav ol p
section summary table tbody thead tr ul
"""
BREAKS = frozenset(PARTS.split()) | set(HEADINGS)
CELLS = frozenset({"td", "th", "br"})
UNREAD = frozenset({"script", "style"})


class HtmlBlock(HTMLParser):
    """Gathers `(line, tag, pieces)` of what stands between two breaks.

    Lines count from the block's first.
    """

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str, Line]] = []
        self._line, self._tag, self._unread = 0, "", False
        self._pieces: list[Piece] = []
        self._target: str | None = None
        self._label = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread = tag in UNREAD
        if tag in BREAKS:
            self._break(tag)
        elif tag in CELLS:
            self.handle_data(" ")
        elif tag == "a" and (target := dict(attrs).get("href")):
            self._end_link()
            self._target, self._label = target, ""

    def handle_endtag(self, tag: str) -> None:
        self._unread = False
        if tag == "a":
            self._end_link()
        elif tag in BREAKS:
            self._break("")

    def handle_data(self, data: str) -> None:
        if self._unread:
            return
        if self._target is not None:
            self._label += data
        else:
            self._pieces += of_text(data)

    def finish(self) -> None:
        """All was fed."""
        self.close()
        self._break("")

    def _end_link(self) -> None:
        # Without words it is a badge, or a place to jump to.
        if self._target is not None and (label := one_line(visible(self._label))):
            self._pieces.append(Link(label, visible(self._target).strip()))
        self._target = None

    def _break(self, tag: str) -> None:
        self._end_link()
        if plain(self._pieces):
            self.found.append((self._line, self._tag, tuple(self._pieces)))
        self._pieces = []
        self._line, self._tag = self.getpos()[0] - 1, tag
