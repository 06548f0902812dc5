"""The inside of a line of Markdown: words and links.

Pictures, badges and emoji shortcodes are left out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import TypeAlias

from markdown_it.token import Token

from content import markup
from content.loading.yaml_lines import UNSHOWABLE
from content.markup import SHORTCODE, WEB_LINK

# Not within a link that is broken: its end may be missing.
BARE_LINK = re.compile(r"(?<!\]\()(?<!\]\(<)https?://[^\s<>\"\[\]]+[^\s<>\"\[\].,;:!?)'*_]")
IN_BRACKETS = re.compile(r"\[([^\[\]]+)\]")
EMPHASIS = {"em_open": "*", "em_close": "*", "strong_open": "**", "strong_close": "**"}


@dataclass(frozen=True, slots=True)
class Words:
    """Text between links, as it reads and as Markdown."""

    plain: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it was written.

    `bracketed` for one that stands beside something: `[[code]](...)`, `([pdf](...))`.
    """

    label: str
    url: str
    bracketed: bool = False

    @property
    def leads_to_the_web(self) -> bool:
        return bool(WEB_LINK.match(self.url))


Piece: TypeAlias = Words | Link
Line: TypeAlias = tuple[Piece, ...]


def words(text: str) -> Words:
    shown = visible(text)
    return Words(shown, markup.escaped(shown))


def visible(text: str) -> str:
    """Text without the characters that a pack may not hold."""
    return UNSHOWABLE.sub(lambda found: " " if found.group().isspace() else "", text)


def plain(line: Iterable[Piece]) -> str:
    """A line as it reads."""
    return markup.one_line(
        "".join(piece.plain if isinstance(piece, Words) else piece.label for piece in line)
    )


def markdown(line: Iterable[Piece]) -> str:
    """A line as a paragraph of a pack's text."""
    return markup.paragraph("".join(_markdown(piece) for piece in line))


def links(line: Iterable[Piece]) -> tuple[Link, ...]:
    return tuple(piece for piece in line if isinstance(piece, Link))


def read(tokens: Iterable[Token]) -> Line:
    """The pieces of a line, from the tokens of its Markdown."""
    found: list[Piece] = []
    inside: list[Piece] = []
    target, pictures = None, False
    for token in tokens:
        opened = _opened(token)
        if token.type == "image" or (
            token.type == "html_inline" and token.content.lower().startswith("<img")
        ):
            pictures = True
        elif target is None and opened is not None:
            target, inside, pictures = opened, [], False
        elif target is not None and _closes(token):
            found += _link(inside, target, pictures=pictures)
            target = None
        else:
            (found if target is None else inside).extend(_words(token, in_link=target is not None))
    return (*found, *inside) if target is not None else tuple(found)


def of_text(text: str) -> Iterator[Piece]:
    """Words, and links that were written without markup."""
    text, end = SHORTCODE.sub("", visible(text)), 0
    for match in BARE_LINK.finditer(text):
        yield words(text[end : match.start()])
        yield Link(match.group(), match.group())
        end = match.end()
    yield words(text[end:])


def _markdown(piece: Piece) -> str:
    if isinstance(piece, Words):
        return piece.markdown
    return (
        markup.link(piece.label, piece.url)
        if piece.leads_to_the_web
        else markup.escaped(piece.label)
    )


def _opened(token: Token) -> str | None:
    if token.type == "link_open":
        return str(token.attrGet("href") or "")
    return _Anchor.target(token.content) if token.type == "html_inline" else None


def _closes(token: Token) -> bool:
    return token.type == "link_close" or (
        token.type == "html_inline" and token.content.lower().startswith("</a")
    )


def _link(inside: list[Piece], target: str, *, pictures: bool) -> list[Piece]:
    label = plain(inside)
    if pictures and not label:
        return []
    bracketed = IN_BRACKETS.fullmatch(label)
    return [
        Link(
            markup.one_line(bracketed[1] if bracketed else label),
            visible(target).strip(),
            bool(bracketed),
        )
    ]


def _words(token: Token, *, in_link: bool) -> Iterator[Piece]:
    match token.type:
        case "text" if not in_link:
            yield from of_text(token.content)
        case "text":
            yield words(SHORTCODE.sub("", token.content))
        case "text_special":
            yield words(token.content)
        case "code_inline":
            shown = visible(token.content)
            code = shown.replace("`", "'")
            yield Words(shown, f"`{code}`" if code.strip() else code)
        case "softbreak" | "hardbreak":
            yield Words(" ", " ")
        case "em_open" | "em_close" | "strong_open" | "strong_close":
            yield Words("", EMPHASIS[token.type])
        case "html_inline" if token.content.lower().startswith("<br"):
            yield Words(" ", " ")


def unbracketed(line: Line) -> Line:
    """The line with brackets around a link turned into a property of that link."""
    pieces = list(line)
    for at in range(1, len(pieces) - 1):
        before, found, after = pieces[at - 1 : at + 2]
        if isinstance(before, Words) and isinstance(found, Link) and isinstance(after, Words):
            opening, closing = before.plain.rstrip()[-1:], after.plain.lstrip()[:1]
            if opening + closing in ("[]", "()"):
                pieces[at - 1] = words(before.plain.rstrip()[:-1])
                pieces[at] = replace(found, bracketed=True)
                pieces[at + 1] = words(" " + after.plain.lstrip()[1:])
    return tuple(pieces)


class _Anchor(HTMLParser):
    """Reads the target of one `<a>` tag."""

    def __init__(self) -> None:
        super().__init__()
        self.found: str | None = None

    @classmethod
    def target(cls, tag: str) -> str | None:
        if not tag.lower().startswith("<a"):
            return None
        parser = cls()
        parser.feed(tag)
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found = dict(attrs).get("href")
