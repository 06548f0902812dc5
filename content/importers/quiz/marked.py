"""Texts of other programs as the Markdown of a pack: plain words escaped, HTML translated."""

import re
from html.parser import HTMLParser

from content.markup import escaped

MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
BREAKS = frozenset({"p", "div", "ul", "ol", "table", "tr", "pre", "h1", "h2", "h3", "h4"})
UNREAD = frozenset({"script", "style", "head"})
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#?\w+);")
LINES = re.compile(r"[ \t]*\n[ \t]*")
MORE_THAN_A_PARAGRAPH = re.compile(r"\n{3,}")


def of_plain(text: str) -> str:
    """Words as they stand."""
    return escaped(text)


def of_html(text: str) -> str:
    """HTML as Markdown; of tags that a pack has no place for, only the words stay."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return MORE_THAN_A_PARAGRAPH.sub("\n\n", LINES.sub("\n", "".join(reader.found))).strip()


def of_either(text: str) -> str:
    """A text that does not say what it is, as Moodle and Anki hold them."""
    return of_html(text) if TAG.search(text) else of_plain(text)


class _Reader(HTMLParser):
    """Gathers Markdown."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._target = ""
        self._unread = False
        self._code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread = self._unread or tag in UNREAD
        if tag == "br":
            self.found.append("\n")
        elif tag in BREAKS:
            self.found.append("\n\n")
        elif tag == "li":
            self.found.append("\n- ")
        elif tag == "a" and (target := dict(attrs).get("href") or "").startswith("https://"):
            self._target = target.replace("(", "%28").replace(")", "%29")
            self.found.append("[")
        self._mark(tag, opens=True)

    def handle_endtag(self, tag: str) -> None:
        self._unread = self._unread and tag not in UNREAD
        self._mark(tag, opens=False)
        if tag in BREAKS:
            self.found.append("\n\n")
        elif tag == "a" and self._target:
            self.found.append(f"]({self._target})")
            self._target = ""

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.found.append(data if self._code else escaped(data))

    def _mark(self, tag: str, *, opens: bool) -> None:
        if mark := MARKS.get(tag):
            self.found.append(mark)
            self._code = opens if mark == "`" else self._code
