"""Questions from elsewhere on their way into a pack.

Given ids, judged, and told apart by what they still lack.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from content.exporters.entry import Entry, entry_of
from content.faults import Report, excerpt, nearest
from content.importers.fitting import Ids
from content.importers.quiz.given import Given
from content.loading import grammar
from content.loading.shapes import judge
from content.loading.yaml_lines import UNSHOWABLE, MarkedList, MarkedMap, Value
from content.model import Pack

ORDER = (
    "id", "kind", "difficulty", "skill", "ask", "choices", "answer", "tolerance", "unit", "accept",
    "trap",
    "explanation", "reading", "part", "needs", "was", "retired",
)  # fmt: skip
IDENTIFIER = re.compile(grammar.ID.pattern)


@dataclass(frozen=True, slots=True)
class Settled:
    """Questions that may join their sections, those that lack something, and how many the pack has
    already.
    """

    whole: list[Given] = field(default_factory=list)
    lacking: list[Given] = field(default_factory=list)
    known: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Names:
    """Who has which id, and who asks what: in the pack, and so far in the file."""

    pack: Pack
    ids: Ids
    asked: dict[str, str]
    carried: set[str] = field(default_factory=set)


def settle(found: Iterable[Given], pack: Pack, section: str | None, report: Report) -> Settled:
    """Judge every question; `section` is where all of them go, or nothing where each says it."""
    settled, found = Settled(), tuple(found)
    taken = {name.removeprefix("quiz ") for name in pack.released if name.startswith("quiz ")}
    held = [
        question for chapter in pack.chapters for one in chapter.sections for question in one.quiz
    ]
    names = _Names(
        pack,
        Ids(taken | set(pack.question_by_id) | {_own_id(draft) for draft in found}),
        {question.ask: question.id for question in held},
    )
    for draft in found:
        clean = replace(
            draft, entry=_clean(draft.entry, draft.line, report), section=section or draft.section
        )
        if known := _known(clean, names):
            settled.known.append(known)
        elif (place := pack.section_by_id.get(clean.section)) is None:
            report.fault(draft.line, _homeless(clean.section, pack))
        elif (named := _named(clean, names, report)) is not None:
            named = replace(named, section=place.id)
            (settled.whole if _sound(named, pack, report) else settled.lacking).append(named)
    return settled


def _known(given: Given, names: _Names) -> str:
    """The id under which the pack has this question already, word for word or, without an id, in
    its text.
    """
    own = _own_id(given)
    there = names.pack.question_by_id.get(own)
    if there is not None:
        return own if entry_of(there) == _ordered(given.entry | {"id": there.id}) else ""
    return "" if own else names.asked.get(str(given.entry.get("ask", "")), "")


def _own_id(given: Given) -> str:
    own = str(given.entry.get("id", ""))
    return own or (given.title if _is_id(given.title) else "")


def _named(given: Given, names: _Names, report: Report) -> Given | None:
    """A question under its own id, or under one made from its name or its words.

    Nothing where the id is taken.
    """
    own = _own_id(given)
    if own and not _is_id(own):
        report.fault(given.line, f"the id `{excerpt(own)}` was changed: {grammar.ID.hint}")
        own = ""
    if own in names.pack.question_by_id:
        report.fault(
            given.line,
            f"left out, the pack has another question `{own}`: change that one, or the id",
        )
        return None
    if own in names.carried:
        report.fault(
            given.line, f"left out, the id `{own}` stands twice in this file: choose another"
        )
        return None
    own = own or names.ids.new(given.title or str(given.entry.get("ask", "")), "question")
    names.carried.add(own)
    return replace(given, entry=_ordered(given.entry | {"id": own}))


def _homeless(section: str, pack: Pack) -> str:
    if not section:
        return "left out, it says no section: name one with --section"
    hint = nearest(section, (one.id for one in pack.sections)) or "name another with --section"
    return f"left out, the pack has no section `{excerpt(section)}`: {hint}"


# whatever stands in an entry
def _clean(value: Any, line: int, report: Report) -> Any:  # noqa: ANN401
    """Texts as a pack's file could hold them."""
    if isinstance(value, dict):
        return {name: _clean(item, line, report) for name, item in value.items()}
    if isinstance(value, list):
        return [_clean(item, line, report) for item in value]
    if not isinstance(value, str):
        return value
    text = value.replace("\t", " ")
    if found := UNSHOWABLE.search(text):
        report.fault(
            line, f"the control character U+{ord(found.group()):04X} was left out: {excerpt(text)}"
        )
    return UNSHOWABLE.sub("", text).strip()


def _is_id(text: str) -> bool:
    return bool(IDENTIFIER.match(text)) and len(text) <= grammar.ID.longest


def _ordered(entry: Entry) -> Entry:
    known = {name: entry[name] for name in ORDER if name in entry}
    return known | {name: value for name, value in entry.items() if name not in ORDER}


def _sound(given: Given, pack: Pack, report: Report) -> bool:
    """Whether a pack would take it.

    All that is wrong or missing is reported with the line of the question.
    """
    shape = judge(
        grammar.QUESTION, _marked(given.entry, given.line), given.entry["id"], given.line, report
    )
    needs = given.entry.get("needs")
    named = [given.entry.get("reading"), *(needs if isinstance(needs, list) else ())]
    problems = [
        problem
        for name in dict.fromkeys(name for name in named if isinstance(name, str))
        if (problem := _unknown(name, pack))
    ]
    for problem in problems:
        report.fault(given.line, problem)
    return shape and not problems


def _unknown(reading: str, pack: Pack) -> str:
    """Why a pack has no reading by that id, or nothing."""
    if (found := pack.reading_by_id.get(reading)) is None:
        hint = nearest(reading, (one.id for one in pack.readings))
        remedy = hint or "name one of the pack's readings"
        return f"there is no reading `{excerpt(reading)}`: {remedy}"
    if found.id != reading:
        return f"the reading `{reading}` is called `{found.id}` now: write that"
    return ""


def _marked(value: Any, line: int) -> Any:  # noqa: ANN401 - whatever stands in an entry
    """A value whose parts all stand on one line."""
    if isinstance(value, dict):
        marked = MarkedMap(line)
        marked.update({name: _marked(item, line) for name, item in value.items()})
        marked.lines.update(dict.fromkeys(value, line))
        return marked
    if isinstance(value, list):
        items = MarkedList(line)
        items.extend(_marked(item, line) for item in value)
        items.lines += [line] * len(items)
        return items
    held: Value = value
    return held
