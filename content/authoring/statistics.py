"""What a pack holds, section by section, in numbers, and whether they are the ones that
content/README.md asks for.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from content.answers import LETTERS
from content.loading.folder import SECTIONS
from content.loading.loader import Loaded
from content.model import Section, Status
from content.rules import amounts, keys
from content.rules.subject import Rule, Subject

# The rules of `content check` that compare a number with a limit: there is one truth about what is
# enough.
LIMITS: tuple[Rule, ...] = (
    amounts.introduction,
    amounts.readings,
    amounts.discussion,
    amounts.quiz,
    keys.longest,
    keys.positions,
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """One section in numbers; what is retired does not count.

    `unmet` says which limits it misses.
    """

    id: str
    status: Status
    levels: Counter[str]
    essential_minutes: int
    discussion: int
    light: int
    tasks: int
    without_needs: int  # questions and tasks that do not say on which readings they rest
    kinds: Counter[str]
    skills: Counter[str]
    difficulties: Counter[int]
    right_letters: Counter[str]  # of single-choice questions
    unmet: tuple[str, ...] = ()

    @property
    def quiz(self) -> int:
        return self.kinds.total()

    @property
    def worked(self) -> float:
        """The share of quiz questions that need reasoning or calculation."""
        return (
            (self.skills["reasoning"] + self.skills["calculation"]) / self.quiz
            if self.quiz
            else 0.0
        )

    @property
    def recalled(self) -> float:
        return self.skills["recall"] / self.quiz if self.quiz else 0.0


def of_pack(folder: Path, loaded: Loaded) -> tuple[Numbers, ...]:
    """The numbers of every section in roadmap order."""
    unmet = _unmet(Subject(folder, loaded.pack, loaded.places, loaded.released, whole=True))
    return tuple(of_section(section, unmet.get(section.id, ())) for section in loaded.pack.sections)


def of_section(section: Section, unmet: tuple[str, ...] = ()) -> Numbers:
    """Everything countable about a section."""
    readings = [reading for reading in section.readings if not reading.retired]
    questions = [question for question in section.quiz if not question.retired]
    talks = [question for question in section.discussion if not question.retired]
    tasks = [task for task in section.tasks if not task.retired]
    needed = [*(t.needs for t in talks), *(q.needs for q in questions), *(t.needs for t in tasks)]
    return Numbers(
        id=section.id,
        status=section.status,
        levels=Counter(reading.level for reading in readings),
        essential_minutes=sum(
            reading.minutes
            for reading in readings
            if reading.level == "essential" and not reading.reference
        ),
        discussion=len(talks),
        light=sum(question.light for question in talks),
        tasks=len(tasks),
        without_needs=sum(needs == () for needs in needed),
        kinds=Counter(question.kind for question in questions),
        skills=Counter(question.skill for question in questions),
        difficulties=Counter(question.difficulty for question in questions),
        right_letters=Counter(
            LETTERS[question.right[0]] for question in questions if question.kind == "single"
        ),
        unmet=unmet,
    )


def together(sections: tuple[Numbers, ...]) -> Numbers:
    """The sum over sections; limits are a section's own."""
    return Numbers(
        id="together",
        status="complete",
        levels=sum((one.levels for one in sections), Counter()),
        essential_minutes=sum(one.essential_minutes for one in sections),
        discussion=sum(one.discussion for one in sections),
        light=sum(one.light for one in sections),
        tasks=sum(one.tasks for one in sections),
        without_needs=sum(one.without_needs for one in sections),
        kinds=sum((one.kinds for one in sections), Counter()),
        skills=sum((one.skills for one in sections), Counter()),
        difficulties=sum((one.difficulties for one in sections), Counter()),
        right_letters=sum((one.right_letters for one in sections), Counter()),
    )


def _unmet(subject: Subject) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for rule in LIMITS:
        for fault in rule(subject):
            # What holds for the whole pack stands in the map, and is told by `content check`.
            if fault.path.parent.name == SECTIONS:
                found.setdefault(fault.path.stem, []).append(fault.problem)
    return {name: tuple(problems) for name, problems in found.items()}
