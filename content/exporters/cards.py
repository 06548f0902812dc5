"""A quiz question as the two sides of a card, in HTML of our own making.

An author's text can add none.
"""

import html
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt

from content.answers import LETTERS
from content.model import Question, Reading

HINTS = {
    "multiple": "More than one is right.",
    "true-false": "True or false?",
    "text": "In a few words.",
}
# `[sound:...]`, `[latex]` and `\(...\)` would make Anki play, run or set something; as entities
# they are text.
INERT = str.maketrans({"[": "&#91;", "\\": "&#92;", "{": "&#123;", "}": "&#125;"})


@dataclass(frozen=True, slots=True)
class Card:
    """The fields of a note, each HTML."""

    question: str
    choices: str
    answer: str
    explanation: str
    trap: str
    source: str


def card(question: Question, reading: Reading | None) -> Card:
    """Both sides: what is asked, and what is right, why, and where it stands."""
    return Card(
        question=shown(question.ask),
        choices=_choices(question),
        answer=_answer(question),
        explanation=shown(question.explanation),
        trap=f"<p><b>Tempting:</b> {_line(_trap(question))}</p>{shown(question.trap.why)}",
        source=_source(question, reading),
    )


def shown(markdown: str) -> str:
    """A text of a pack as HTML.

    HTML within it is shown as it is written, and links lead to the web only.
    """
    rendered: str = _parser().render(markdown)
    return rendered.strip().translate(INERT)


def _line(markdown: str) -> str:
    rendered: str = _parser().renderInline(markdown)
    return rendered.strip().translate(INERT)


def _plain(text: str) -> str:
    return html.escape(text).translate(INERT)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable("image")


def _choices(question: Question) -> str:
    hint = HINTS.get(question.kind, "")
    if question.kind == "numeric":
        hint = f"A number, in {_plain(question.unit)}." if question.unit else "A number."
    shown_hint = f"<p><i>{hint}</i></p>" if hint else ""
    if question.kind == "true-false" or not question.choices:
        return shown_hint
    choices = "".join(f"<li>{_line(choice)}</li>" for choice in question.choices)
    return f'<ol type="A">{choices}</ol>{shown_hint}'


def _answer(question: Question) -> str:
    if question.number is not None:
        off = f" (± {question.tolerance:.12g})" if question.tolerance else ""
        return f"<p><b>{question.number:.12g} {_plain(question.unit)}</b>{off}</p>".replace(
            " </b>", "</b>"
        )
    if question.accepted:
        also = ", ".join(map(_plain, question.accepted[1:]))
        return f"<p><b>{_plain(question.accepted[0])}</b></p>" + (
            f"<p>Also: {also}</p>" if also else ""
        )
    if question.kind == "true-false":
        return f"<p><b>{question.choices[question.right[0]]}</b></p>"
    return "".join(
        f"<p><b>{LETTERS[index]}.</b> {_line(question.choices[index])}</p>"
        for index in question.right
    )


def _trap(question: Question) -> str:
    index = question.trap.choice
    lettered = index is not None and question.kind != "true-false"
    return (
        f"{LETTERS[index]}. {question.trap.answer}"
        if lettered and index is not None
        else question.trap.answer
    )


def _source(question: Question, reading: Reading | None) -> str:
    if reading is None:
        return ""
    link = f'<a href="{_plain(reading.url)}">{_plain(reading.title)}</a>'
    return f"<p>From {link}{f', {_line(question.part)}' if question.part else ''}</p>"
