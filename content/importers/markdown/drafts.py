"""Readings as a Markdown list tells them: what is said is kept, what is not said stays open."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, get_args

from content import markup
from content.importers.markdown.inline import Line, Link, Words, plain, unbracketed
from content.loading.grammar import DATE, READING_KINDS
from content.model import Level

BRACKETS = re.compile(r"\[([^\[\]]*)\]")
CHECKBOX = re.compile(r"^\s*\[[ xX]\]\s")
# What a note in brackets begins with when it says what to read.
PARTS = re.compile(
    r"(whole|chapters?|ch\.|sections?|sec\.|parts?|pages?|pp?\.|lectures?|lessons?|units?|weeks?|modules?"
    r"|appendix|appendices|figures?|figs?\.|§)(\W|\d|$)",
    re.IGNORECASE,
)
MINUTES = re.compile(r"([0-9]{1,3}) min(?:utes)?")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
LABEL = re.compile(
    rf"(?P<label>Part|Why|Note|Authors|Venue|Short|Checked(?=: {DATE.pattern[1:]}))"
    r": (?P<told>\S.*)",
    re.DOTALL,
)
REFERENCE = "reference"
ELSEWHERE = "see also"
EDGES = " -–—:|,;/·→"
JOINING = frozenset({"and", "or", "also", "plus", "with", "see", "see also"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading as far as the file tells; notes are Markdown.

    `elsewhere`: it says itself that it belongs elsewhere.
    """

    line: int
    title: str
    url: str
    notes: tuple[str, ...] = ()
    part: str = ""
    why: str = ""
    level: Level | None = None
    minutes: int | None = None
    kind: str = ""
    year: int | None = None
    authors: str = ""
    venue: str = ""
    short: str = ""
    checked: str = ""
    reference: bool = False
    elsewhere: bool = False


def of_item(line: int, pieces: Line, above: Iterable[str]) -> list[Draft]:
    """One reading for each link of a bullet, in order.

    `above` names the bullets that it stands below.
    """
    lead, *rest = _split(unbracketed(pieces))
    under = tuple(f"Under “{markup.escaped(name)}”" for name in above)
    found: list[Draft] = []
    for link, after in rest:
        words = _tidy(lead) if not found else ""
        draft = _named(line, link, words, found[0].title if found else "")
        found.append(_with_words(replace(draft, notes=(*under, *draft.notes)), after))
    return found


def of_prose(line: int, pieces: Line) -> list[Draft]:
    """One reading for each link in running text, with the sentence that it stands in as its
    note.
    """
    return [
        Draft(
            line, piece.label or piece.url, piece.url, (markup.escaped(_sentence(pieces, index)),)
        )
        for index, piece in enumerate(pieces)
        if isinstance(piece, Link) and piece.leads_to_the_web
    ]


def with_more(draft: Draft, text: str, markdown: str) -> Draft:
    """A reading with what a bullet below it adds; the labels are those of our own export."""
    if not (labelled := LABEL.fullmatch(markdown)):
        return replace(draft, notes=(*draft.notes, markup.escaped(text)))
    label, value = labelled["label"], labelled["told"]
    own: dict[str, Any] = {
        "Part": {"part": value},
        "Why": {"why": value},
        "Note": {"notes": (*draft.notes, value)},
    }
    words = LABEL.fullmatch(text)
    return replace(draft, **own.get(label, {label.lower(): words["told"] if words else value}))


def _split(pieces: Line) -> tuple[Any, ...]:
    """The words before the first link to the web, then each such link with the words behind it."""
    lead: list[str] = []
    pieces_of: list[tuple[Link, list[str]]] = []
    for piece in pieces:
        if isinstance(piece, Link) and piece.leads_to_the_web:
            pieces_of.append((piece, []))
        else:
            (pieces_of[-1][1] if pieces_of else lead).append(
                piece.plain if isinstance(piece, Words) else piece.label
            )
    return (CHECKBOX.sub("", "".join(lead)), *((link, "".join(words)) for link, words in pieces_of))


def _named(line: int, link: Link, lead: str, first: str) -> Draft:
    if not first and lead and (link.bracketed or link.label == link.url):
        # `Title [[paper]](...)`, `Title: https://...`: the words before the link are the title.
        return Draft(
            line, lead, link.url, () if link.label == link.url else (markup.escaped(link.label),)
        )
    notes = (markup.escaped(lead),) if lead else ()
    if first and link.bracketed:
        notes = (f"With “{markup.escaped(first)}”",)
    return Draft(line, link.label or link.url, link.url, notes)


def _with_words(draft: Draft, after: str) -> Draft:
    for inside in BRACKETS.findall(after):
        draft = _with_bracket(draft, markup.one_line(inside))
    rest = _tidy(BRACKETS.sub(" ", after))
    return replace(draft, notes=(*draft.notes, markup.escaped(rest))) if rest else draft


def _with_bracket(draft: Draft, inside: str) -> Draft:
    if not inside:
        return draft
    if inside == ELSEWHERE:
        return replace(draft, elsewhere=True)
    if facts := _facts(inside):
        return replace(draft, **facts)
    if PARTS.match(inside) and not draft.part:
        return replace(draft, part=markup.escaped(inside))
    return replace(draft, notes=(*draft.notes, markup.escaped(inside)))


def _facts(inside: str) -> dict[str, Any]:
    """`[paper, 2017, core, 25 min]`: nothing unless every word is known, and a level or the minutes
    are among them.
    """
    facts: dict[str, Any] = {}
    for word in inside.split(", "):
        if word in get_args(Level):
            facts["level"] = word
        elif word in READING_KINDS.words:
            facts["kind"] = word
        elif YEAR.fullmatch(word):
            facts["year"] = int(word)
        elif word == REFERENCE:
            facts["reference"] = True
        elif (minutes := MINUTES.fullmatch(word)) and 1 <= int(minutes[1]) <= 600:
            facts["minutes"] = int(minutes[1])
        else:
            return {}
    return facts if facts.keys() & {"level", "minutes"} else {}


def _tidy(text: str) -> str:
    """Words without the marks that join them to a link; nothing where only those are left."""
    words = markup.one_line(text).strip(EDGES)
    return "" if words.casefold() in JOINING or not any(c.isalnum() for c in words) else words


def _sentence(pieces: Line, index: int) -> str:
    before, after = plain(pieces[:index]), plain(pieces[index + 1 :])
    begun = list(_ends(before))
    ended = next(_ends(after), len(after))
    link = pieces[index : index + 1]
    gap = " " if after[:1].isalnum() else ""
    return markup.one_line(
        f"{before[begun[-1] if begun else 0 :]} {plain(link)}{gap}{after[:ended]}"
    )


def _ends(text: str) -> Iterator[int]:
    return (match.end() for match in re.finditer(r"[.!?](?=\s|$)", text))
