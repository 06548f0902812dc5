"""What the files of a pack may hold.

The one table that the loader and the JSON Schema are made from.
"""

from types import MappingProxyType
from typing import get_args

from content import answers
from content.faults import Report
from content.loading.shapes import (
    Field,
    Flag,
    ListOf,
    Number,
    OneOf,
    Record,
    Shape,
    Text,
    Variants,
)
from content.loading.yaml_lines import MarkedMap
from content.model import Gpu, Kind, Level, Skill, Status

LETTER = OneOf(tuple(answers.LETTERS))
ID = Text(
    40, "^[a-z0-9-]+$", "use small letters, digits and hyphens only, such as `attention-masks`"
)
HOST = r"([A-Za-z0-9-]+\.)+[A-Za-z0-9-]+(:[0-9]+)?"
LINK = Text(
    500,
    rf"^https?://{HOST}([/?#][^\s<>\[\]\"]*)?$",
    "write the whole link, beginning with https://",
)
DATE = Text(
    10,
    "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    'write a day in quotes, such as "2026-11-23"',
)
LANGUAGE = Text(20, "^[a-z]{2,3}(-[A-Za-z0-9]+)*$", "write a language tag such as `en`")
TYPED = Text(40)
READING_KINDS = OneOf(
    ("paper", "video", "course", "book", "blog", "docs", "code", "report", "list", "tool")
)


def _must(shape: Shape, about: str) -> Field:
    return Field(shape, about, required=True)


IDENTITY = {"id": _must(ID, "stays the same for ever")}
HISTORY = {
    "was": Field(ListOf(ID, 1, 50), "the ids it had before it was renamed, split or merged"),
    "retired": Field(DATE, 'the day it was retired, such as "2026-11-23"'),
}

NEEDS = Field(ListOf(ID, 1, 6), "ids of the readings that it rests on")

READING = Record(
    IDENTITY
    | {
        "title": _must(Text(200), "as its authors write it"),
        "authors": Field(Text(200), "one to three names, or the first and et al."),
        "year": Field(
            Number(True, 1900, 2100), "the year of the venue; leave it out for living pages"
        ),
        "venue": Field(Text(120), "where it appeared"),
        "url": _must(LINK, "its canonical link"),
        "kind": Field(READING_KINDS, "what sort of thing it is"),
        "level": _must(OneOf(get_args(Level)), "how deep a group must go to plan it"),
        "part": _must(Text(300), "what to read of it, such as `Section 2.1`"),
        "minutes": _must(Number(True, 1, 600), "the time for that part, read with care"),
        "why": Field(Text(300), "one sentence, why to read it and what to look for"),
        "note": Field(Text(300), "a second link, a paywall, a warning"),
        "short": Field(Text(30), "the short name in use, such as `CLIP`"),
        "checked": Field(DATE, 'the day somebody last looked it up, such as "2026-11-30"'),
        "reference": Field(Flag(), "a survey or a book to look things up in: counts in no total"),
    }
    | HISTORY
)

DISCUSSION = Record(
    IDENTITY
    | {
        "ask": _must(Text(400), "an open or derivable question"),
        "covers": Field(
            ListOf(Text(300), 1, 12),
            "the points of a good answer, 4 to 8; an outline may lack them",
        ),
        "follow_up": Field(Text(400), "for a group that finishes early"),
        "light": Field(Flag(), "an opening question that anybody can answer"),
        "needs": NEEDS,
    }
    | HISTORY
)


def _question(kind: str, trap: Shape, own: dict[str, Field]) -> Record:
    why = _must(Text(900), "why it is tempting, and why it is wrong all the same")
    return Record(
        IDENTITY
        | {
            "kind": _must(OneOf((kind,)), "how it is answered"),
            "difficulty": _must(Number(True, 1, 3), "1 to 3"),
            "skill": _must(OneOf(get_args(Skill)), "what it takes to answer"),
            "ask": _must(Text(600), "the question, complete in itself"),
        }
        | own
        | {
            "trap": _must(
                Record({"answer": _must(trap, "in the same form as the answer"), "why": why}),
                "the trap",
            ),
            "explanation": _must(Text(900), "why the right answer is right"),
            "reading": _must(ID, "the id of the reading it comes from"),
            "part": Field(Text(300), "where in that reading"),
            "needs": NEEDS,
        }
        | HISTORY,
        also=answers.sound,
    )


TRUTH = OneOf(answers.TRUTH)
CHOICES = _must(ListOf(Text(200), 3, 6), "3 to 6 choices")
OWN: dict[Kind, tuple[Shape, dict[str, Field]]] = {
    "single": (
        LETTER,
        {"choices": CHOICES, "answer": _must(LETTER, "the letter of the right choice")},
    ),
    "multiple": (
        LETTER,
        {
            "choices": CHOICES,
            "answer": _must(ListOf(LETTER, 2, 6), "the letters of the right choices"),
        },
    ),
    "true-false": (TRUTH, {"answer": _must(TRUTH, '"true" or "false", in quotes')}),
    "numeric": (
        Number(),
        {
            "answer": _must(Number(), "a number"),
            "tolerance": Field(Number(least=0), "how far off still counts, absolute"),
            "unit": Field(Text(20), "shown, never required"),
        },
    ),
    "text": (
        TYPED,
        {
            "answer": _must(TYPED, "one to three words"),
            "accept": Field(ListOf(TYPED, 1, 50), "other ways to say the same"),
        },
    ),
}
QUESTION = Variants(
    "kind", MappingProxyType({kind: _question(kind, *own) for kind, own in OWN.items()})
)

TASK = Record(
    IDENTITY
    | {
        "title": _must(Text(100), "what is made"),
        "minutes": _must(Number(True, 1, 1000), "how long it takes"),
        "gpu": _must(OneOf(get_args(Gpu)), 'whether it wants a GPU: "no", "helpful" or "needed"'),
        "starter": Field(LINK, "one link to begin from"),
        "starter_note": Field(Text(200), "which file or folder there"),
        "done_when": _must(Text(400), "when it is done, so that one can check it"),
        "bring": _must(Text(300), "what to bring to the meeting"),
        "needs": NEEDS,
    }
    | HISTORY
)

SECTION = Record(
    IDENTITY
    | {
        "title": _must(Text(100), "the section's name"),
        "status": _must(
            OneOf(get_args(Status)), "`outline` as long as only the readings are written"
        ),
        "objectives": Field(ListOf(Text(300), 1, 12), "3 to 6, each begins with a verb"),
        "introduction": Field(Text(2000), "80 to 150 words"),
        "readings": _must(ListOf(READING, 0, 100), "in reading order"),
        "see_also": Field(ListOf(ID, 1, 100), "ids of readings that live in another section"),
        "discussion": Field(ListOf(DISCUSSION, 1, 100), "questions for a conversation"),
        "quiz": Field(ListOf(QUESTION, 1, 200), "questions with a key"),
        "tasks": Field(ListOf(TASK, 1, 20), "something to do by hand"),
        "builds_on": Field(ListOf(ID, 1, 20), "ids of the sections that it takes for granted"),
    }
    | HISTORY
)

CHAPTER = Record(
    IDENTITY
    | {
        "title": _must(Text(100), "the chapter's name"),
        "about": _must(Text(400), "one or two sentences"),
        "sections": _must(ListOf(ID, 1, 200), "the names of files in sections/, without `.yaml`"),
    }
    | HISTORY
)

# The other names are taken by what content/courses.py makes of each chapter and of the whole road.
COURSE_ID = Text(
    40,
    "^(?!chapter-|road-)[a-z0-9-]+$",
    "use small letters, digits and hyphens, and begin with neither `chapter-` nor `road-`",
)
PLANNED = Record(
    {
        "reading": _must(ID, "the id of a reading anywhere in the pack"),
        "part": Field(Text(300), "what to read of it here, where that differs"),
        "minutes": Field(Number(True, 1, 600), "the time for that part, where it differs"),
    }
)
WEEK = Record(
    {
        "theme": _must(Text(100), "what the week is about"),
        "readings": _must(ListOf(PLANNED, 1, 20), "what is read, in order"),
        "questions": Field(ListOf(ID, 1, 20), "ids of its discussion questions, in order"),
        "task": Field(ID, "the id of a task"),
    }
)


def _bounds_in_order(course: MarkedMap, report: Report) -> bool:
    match course.get("minutes"):
        case [int(least), int(most)] if least > most:
            problem = f"`minutes` goes from {least} to {most}: write the smaller number first"
            report.fault(course.lines["minutes"], problem)
            return False
    return True


COURSE = Record(
    {"id": _must(COURSE_ID, "stays the same for ever")}
    | {
        "title": _must(Text(100), "the course's name"),
        "about": _must(Text(400), "for whom it is, in one or two sentences"),
        "leads_to": _must(Text(400), "what one can do at its end"),
        "after": Field(ListOf(ID, 1, 20), "ids of the courses that come before it"),
        "minutes": Field(ListOf(Number(True, 1, 600), 2, 2), "bounds of a week; 60 and 100"),
        "weeks": _must(ListOf(WEEK, 1, 100), "one entry for each week"),
    }
    | HISTORY,
    also=_bounds_in_order,
)

TERM = Record(
    IDENTITY
    | {
        "term": _must(Text(100), "as it is written in running text"),
        "also": Field(ListOf(Text(100), 1, 20), "its other names"),
        "means": _must(Text(300), "two lines at most"),
        "section": Field(ID, "the id of the section that uses it first"),
    }
    | HISTORY
)
GLOSSARY = Record({"terms": _must(ListOf(TERM, 1, 1000), "in any order")})

PACK = Record(
    {
        "id": _must(ID, "the pack's own name"),
        "title": _must(Text(100), "the roadmap's name"),
        "about": _must(Text(400), "one or two sentences"),
        "language": Field(LANGUAGE, "the language it is written in; English if left out"),
        "chapters": _must(ListOf(CHAPTER, 1, 100), "in the order in which they are walked"),
        "courses": Field(
            ListOf(COURSE, 1, 100), "ways through the pack, the recommended one first"
        ),
    }
)
