"""A pack's questions as an Anki deck.

Imported again, it brings cards up to date and adds none twice.
"""

import hashlib
import io
import itertools
import sqlite3
import zipfile
from collections.abc import Iterable
from dataclasses import astuple
from datetime import datetime

import genanki

from content.exporters.cards import card
from content.model import Pack, Question, Section

FIELDS = ("Question", "Choices", "Answer", "Explanation", "Trap", "Source", "Id")
FRONT = "{{Question}}{{Choices}}"
BACK = "{{FrontSide}}<hr id=answer>{{Answer}}{{Explanation}}{{Trap}}{{Source}}"
STYLE = (
    ".card { font-family: sans-serif; font-size: 18px; max-width: 40em; margin: 1em auto; "
    "line-height: 1.4; }"
)


def deck_file(pack: Pack, sections: Iterable[Section], now: datetime) -> bytes:
    """An .apkg file; `now` is the UTC instant by which Anki tells what is newer."""
    decks = [deck for section in sections if (deck := _deck(pack, section)).notes]
    connection = sqlite3.connect(":memory:")
    try:
        # Not write_to_file, which leaves a copy behind in the folder for temporary files.
        instant = now.timestamp()
        genanki.Package(decks).write_to_db(
            connection.cursor(), instant, itertools.count(int(instant * 1000))
        )
        connection.commit()
        collection = connection.serialize()
    finally:
        connection.close()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (("collection.anki2", collection), ("media", b"{}")):
            archive.writestr(zipfile.ZipInfo(name, now.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def number_of(*names: str) -> int:
    """The number by which Anki knows a deck or a kind of note.

    The same for the same names, for ever.
    """
    digest = hashlib.sha256("/".join(("roadmate", *names)).encode()).digest()
    return (1 << 30) + int.from_bytes(digest[:8]) % (1 << 30)


def _deck(pack: Pack, section: Section) -> genanki.Deck:
    name = "::".join(title.replace("::", ":") for title in (pack.title, section.title))
    deck = genanki.Deck(number_of("deck", pack.id, section.id), name)
    for question in section.quiz:
        if not question.retired:
            deck.add_note(_note(pack, section, question))
    return deck


def _note(pack: Pack, section: Section, question: Question) -> genanki.Note:
    sides = astuple(card(question, pack.reading_by_id.get(question.reading)))
    return genanki.Note(
        model=_model(),
        fields=[*sides, question.id],
        # A renamed question stays the same card, with all that was learned on it.
        guid=genanki.guid_for("roadmate", pack.id, _first_id(pack, question)),
        tags=[section.id, question.kind, question.skill, f"difficulty-{question.difficulty}"],
    )


def _first_id(pack: Pack, question: Question) -> str:
    """The oldest id that is this question's alone.

    Where one was split, only its first heir takes the card over.
    """
    return next(
        (old for old in question.was if pack.question_by_id.get(old) is question), question.id
    )


def _model() -> genanki.Model:
    return genanki.Model(
        number_of("note"),
        "Roadmate question",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Card", "qfmt": FRONT, "afmt": BACK}],
        css=STYLE,
    )
