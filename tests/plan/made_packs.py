"""Packs with courses that nobody would write, and what their questions rest on, counted naively."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import strategies as st

from content.course_model import Course, CourseWeek, PlannedReading
from content.model import Chapter, Discussion, Level, Pack, Reading, Section

# As long as a pack may have them (content/loading/grammar.py).
_TITLE, _PART, _ASK = 200, 300, 400
LISTED = ("one", "two")
COURSES = (*LISTED, "road-essential", "road-core", "chapter-near", "chapter-far")


@dataclass(frozen=True)
class Made:
    """A pack, and what the judge of a walk on it knows by heart."""

    pack: Pack
    sections: dict[str, str]
    planned: dict[str, dict[str, str]] = field(default_factory=dict)

    def needs(self, question: Discussion, course: str) -> set[str]:
        """What a question rests on where a group walks a course."""
        if question.needs:
            return set(question.needs)
        section = self.sections[question.id]
        held = {reading for reading, of in self.sections.items() if of == section}
        held = {reading for reading in held if reading.startswith("r")}
        return held & set(self.planned[course]) or held


def _words(begin: str, length: int, *, long: bool) -> str:
    return begin + " and so on" * ((length - len(begin)) // 10) if long else begin


@st.composite
def _section(draw: st.DrawFn, number: int) -> Section:
    levels: st.SearchStrategy[Level] = st.sampled_from(["essential", "essential", "core"])
    readings = tuple(
        Reading(
            f"r{number}-{k}",
            _words(f"Title of r{number}-{k}", _TITLE, long=draw(st.booleans())),
            f"https://example.org/r{number}-{k}",
            draw(levels),
            draw(st.sampled_from([5, 10, 30, 60, 100, 250])),
            _words("All of it", _PART, long=draw(st.booleans())),
        )
        for k in range(draw(st.integers(2, 6)))
    )
    return Section(f"s{number}", f"Section {number}", "complete", readings=readings)


@st.composite
def _questions(draw: st.DrawFn, number: int, readings: Sequence[str]) -> tuple[Discussion, ...]:
    needs = st.lists(st.sampled_from(readings), max_size=2, unique=True).map(tuple)
    return tuple(
        Discussion(
            f"q{number}-{k}",
            _words(f"What of q{number}-{k}?", _ASK, long=draw(st.booleans())),
            light=draw(st.booleans()),
            needs=draw(needs),
            retired=draw(st.sampled_from(["", "", "", "", "2026-01-01"])),
        )
        for k in range(draw(st.integers(2, 6)))
    )


@st.composite
def _course(
    draw: st.DrawFn, name: str, readings: Sequence[str], questions: Sequence[str]
) -> Course:
    order = draw(st.permutations(readings))[: draw(st.integers(3, 10))]
    entries = [
        PlannedReading(
            reading,
            draw(st.sampled_from(["", "", f"Part A of {reading}", f"Part B of {reading}"])),
            draw(st.sampled_from([None, 20, 70])),
        )
        for reading in order
    ]
    asked = iter(draw(st.permutations(questions)))
    weeks: list[CourseWeek] = []
    while entries:
        number = draw(st.integers(1, 3))
        named = tuple(q for q, _ in zip(asked, range(draw(st.integers(0, 3))), strict=False))
        weeks.append(CourseWeek(f"Theme {len(weeks)}", tuple(entries[:number]), named))
        entries = entries[number:]
    return Course(name, f"The course {name}", weeks=tuple(weeks))


@st.composite
def made_packs(draw: st.DrawFn) -> Made:
    """Two chapters, two listed courses; needs may lie anywhere, titles and texts are long."""
    bare = [draw(_section(number)) for number in range(draw(st.integers(3, 4)))]
    readings = [reading for section in bare for reading in section.readings]
    names = [reading.id for reading in readings]
    sections = [
        Section(s.id, s.title, s.status, readings=s.readings, discussion=draw(_questions(n, names)))
        for n, s in enumerate(bare)
    ]
    names_asked = [q.id for section in sections for q in section.discussion]
    courses = tuple(draw(_course(name, names, names_asked)) for name in LISTED)
    chapters = (
        Chapter("near", "Near", "", tuple(sections[:1])),
        Chapter("far", "Far", "", tuple(sections[1:])),
    )
    homes = {reading.id: section.id for section in sections for reading in section.readings}
    homes |= {asked.id: section.id for section in sections for asked in section.discussion}
    made = Made(Pack("made", "Made", "", chapters, courses=courses), homes)
    for course in courses:
        made.planned[course.id] = {e.reading: e.part for w in course.weeks for e in w.readings}
    by_levels: dict[str, tuple[Level, ...]] = {
        "road-essential": ("essential",),
        "road-core": ("essential", "core"),
    }
    for name, levels in by_levels.items():
        made.planned[name] = {r.id: "" for r in readings if r.level in levels}
    for chapter in chapters:
        held = [reading for section in chapter.sections for reading in section.readings]
        essential = {r.id: "" for r in held if r.level == "essential"}
        made.planned[f"chapter-{chapter.id}"] = essential or {r.id: "" for r in held}
    return made


def many_readings(number: int) -> Pack:
    """One section of short readings whose titles and passages are as long as they may be."""
    readings = tuple(
        Reading(
            f"r{n}",
            _words(f"Title of r{n}", _TITLE, long=True),
            f"https://example.org/r{n}",
            "essential",
            5,
            _words("All of it", _PART, long=True),
        )
        for n in range(1, number + 1)
    )
    asked = tuple(
        Discussion(f"q{n}", _words(f"What of q{n}?", _ASK, long=True), needs=("r1",))
        for n in range(20)
    )
    section = Section("s", "Section", "complete", readings=readings, discussion=asked)
    return Pack("many", "Many", "", (Chapter("all", "All", "", (section,)),))
