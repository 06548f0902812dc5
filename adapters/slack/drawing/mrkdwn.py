"""Our small Markdown in Slack's.

What each part becomes, what is escaped, and where a long text is cut.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache, partial

from adapters.slack.channels.places import slack_id
from adapters.slack.drawing.limits import SECTION
from bot.core.markup import InstantStyle, Style, draw

# Slack's reference, Formatting text: only these three are escaped.
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# Slack knows no escape for its marks. A space of no width behind one ends what it would begin; but
# code begins and ends anywhere, so a letter that looks the same stands for its mark.
_BREAK = "\u200b"
_MARKS = re.compile(r"([*_~])|(:)(?=[\w+'-]+:)")
_TICK, LIKE_A_TICK = "`", "\u02cb"
_QUOTE = re.compile(r"^(\s*)(?=&gt;)", re.MULTILINE)
_ADDRESS = re.compile(r"(https?://[^\s<>|]*[^\s<>|.,;:!?)\]'\"*_~`])")
_REMEMBERED = 500
_TOKEN = re.compile(r"<([^<>|]*)>")
_WHOLE = re.compile(r"<[^<>]*>|\s|[^\s<]+|<")
_DATES = {
    "date": "{date_long}",
    "time": "{time}",
    "full": "{date_long} at {time}",
    "relative": "{ago}",
}
_FALLBACKS = {
    "date": "%d %B %Y",
    "time": "%H:%M UTC",
    "full": "%d %B %Y, %H:%M UTC",
    "relative": "%d %b, %H:%M UTC",
}


def escape(text: str) -> str:
    """The three letters that Slack reads as its own."""
    return text.translate(_ESCAPES)


def literal(text: str) -> str:
    """Somebody's words, so that Slack shows them as they are.

    Addresses stay whole and can be opened.
    """
    parts = _ADDRESS.split(text)
    return "".join(
        f"<{escape(part)}>" if odd % 2 else _literal(part) for odd, part in enumerate(parts)
    )


def instant(moment: datetime, style: InstantStyle) -> str:
    """A date token, which everyone reads in their own zone.

    Its fallback is for programs that draw none.
    """
    return f"<!date^{int(moment.timestamp())}^{_DATES[style]}|{_in_words(moment, style)}>"


def cut(text: str, longest: int = SECTION) -> Iterator[str]:
    """A text in parts that fit, cut between lines, else between words, never inside of a token."""
    part = ""
    for line in text.splitlines(keepends=True):
        pieces = [line] if len(line) <= longest else _WHOLE.findall(line)
        for piece in pieces:
            if len(part) + len(piece) > longest and part.strip():
                yield part.strip("\n")
                part = ""
            part += piece[:longest]
    if part.strip():
        yield part.strip("\n")


def _literal(text: str) -> str:
    return _QUOTE.sub(
        rf"\1{_BREAK}", escape(_MARKS.sub(rf"\1\2{_BREAK}", text.replace(_TICK, LIKE_A_TICK)))
    )


def _in_words(moment: datetime, style: InstantStyle) -> str:
    return moment.astimezone(UTC).strftime(_FALLBACKS[style])


def _between(mark: str, text: str) -> str:
    """A mark within (in an address, in a date token, in somebody's words) would end it.

    Then the words stand plain.
    """
    return text if mark in text else f"{mark}{text}{mark}"


def _link(label: str, url: str) -> str:
    """An address in the label stays words: a token within a token would end it."""
    words = _TOKEN.sub(r"\1", label)
    return f"<{escape(url).replace('|', '%7C')}|{words}>"


def _person(user: str, name: str) -> str:
    identifier = slack_id(user)
    return f"<@{identifier}>" if re.fullmatch(r"[UW][A-Z0-9]{2,}", identifier) else name


@dataclass(frozen=True, slots=True)
class Hand:
    """How texts are written: with Slack's marks.

    For notifications without marks and tokens, and nobody named twice.

    `bare`: where Slack reads nothing into a text, not even its three letters.
    """

    marked: Callable[[str], str]
    plain: Callable[[str], str]
    bare: Callable[[str], str]


def hand(slash: str) -> Hand:
    """`slash`: the one command that people type here, and behind it the name of one of ours."""
    marked = Style(
        plain=literal,
        bold=lambda text: _between("*", text),
        italic=lambda text: _between("_", text),
        code=lambda text: f"`{escape(text)}`",
        link=_link,
        at=instant,
        person=_person,
        command=lambda line: f"`{escape(f'/{slash} {line}')}`",
        heading=lambda text: _between("*", text),
        item=lambda text: f"• {text}",
    )
    styles = marked, _unmarked(slash, escape), _unmarked(slash, str)
    # Many are told the same: a week, a question, what to read next.
    return Hand(*(lru_cache(_REMEMBERED)(partial(draw, style=style)) for style in styles))


def _unmarked(slash: str, letters: Callable[[str], str]) -> Style:
    return Style(
        plain=letters,
        bold=str,
        italic=str,
        code=letters,
        link=lambda label, url: label,
        at=_in_words,
        person=lambda _, name: name,
        command=lambda line: letters(f"/{slash} {line}"),
        heading=str,
        item=lambda text: f"• {text}",
    )
