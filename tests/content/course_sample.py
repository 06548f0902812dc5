"""The small pack with a course of two weeks, a task and a glossary, and still without a fault."""

from tests.content import sample
from tests.content.sample import Document, Documents


def task() -> Document:
    return {
        "id": "t-bed",
        "title": "A bed of one's own",
        "minutes": 90,
        "gpu": "no",
        "starter": "https://example.org/bed",
        "starter_note": "The folder with seeds.",
        "done_when": "Three rows stand.",
        "bring": "A picture of it.",
        "needs": ["rain"],
    }


def course() -> Document:
    return {
        "id": "first-year",
        "title": "The First Year",
        "about": "For whoever has never sown.",
        "leads_to": "A bed that feeds one.",
        "minutes": [60, 90],
        "weeks": [
            {
                "theme": "Ground",
                "readings": [{"reading": "soil"}],
                "questions": ["bed-apple", "bed-barley"],
            },
            {
                "theme": "Water",
                "readings": [
                    {"reading": "rain", "part": "Sections 2 and 3"},
                    {"reading": "compost", "minutes": 20},
                ],
                "questions": ["bed-cherry", "bed-dandelion"],
                "task": "t-bed",
            },
        ],
    }


def glossary() -> Document:
    mulch = {"id": "mulch", "term": "Mulch", "also": ["Ground cover"], "means": "It covers soil."}
    return {
        "terms": [mulch | {"section": "shed"}, {"id": "hoe", "term": "Hoe", "means": "A tool."}]
    }


def documents() -> Documents:
    """The files of the pack; half of its questions rest on rain, which comes in the second week."""
    files = sample.documents()
    garden, shed = files["garden"], files["shed"]
    garden["readings"][1] |= {"short": "Rain", "checked": "2026-11-30"}
    garden["discussion"][0]["light"] = True
    garden["tasks"] = [task()]
    shed |= {"builds_on": ["garden"]}
    shed["readings"].append(sample.reading("almanac") | {"reference": True})
    for index, talk in enumerate(garden["discussion"]):
        talk["needs"] = ["soil"] if index < 2 else ["rain"]
    for index, question in enumerate(garden["quiz"]):
        if index >= 6:
            question |= {"reading": "rain", "part": "Section 2.1", "needs": ["rain", "soil"]}
        else:
            question["needs"] = ["soil"]
    files["pack"]["courses"] = [course()]
    return files | {"glossary": glossary()}
