"""Rules on the courses of pack.yaml, week by week: what is asked was given to read, and enough."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from content.course_model import Course, CourseWeek
from content.courses import minutes_of, needs_of, part_of, planned_ids, planned_readings
from content.faults import Fault
from content.model import Discussion, Pack, Question, Reading, Section, Task
from content.rules import parts
from content.rules.subject import Subject

FEWEST_DISCUSSED, FEWEST_QUIZ = 2, 6


@dataclass(frozen=True, slots=True)
class Walked:
    """One week of a course: its number, what it plans itself, and what was given by its end."""

    course: Course
    number: int
    week: CourseWeek
    own: frozenset[str]
    given: frozenset[str]
    planned: frozenset[str]

    def fault(self, subject: Subject, problem: str) -> Fault:
        text = f"week {self.number}: {problem}"
        return subject.fault("course", self.course.id, text, "weeks", self.number - 1)

    def discusses(self, question: Discussion, section: Section) -> bool:
        """Whether a question is on what this week gives to read."""
        return bool(needs_of(question, section, self.planned) & self.own)

    def quizzes(self, question: Question, section: Section) -> bool:
        """Whether a question is on what this week gives to read, and on nothing later."""
        needs = needs_of(question, section, self.planned)
        return needs <= self.given and bool(needs & self.own)


def planned_by_then(subject: Subject) -> Iterator[Fault]:
    """The questions and the task of a week rest on nothing that is read later or never."""
    talks, tasks = _discussion(subject.pack), _tasks(subject.pack)
    for walked in _weeks(subject):
        named = [("question", name, talks[name]) for name in walked.week.questions]
        task = walked.week.task
        entries: list[tuple[str, str, tuple[Discussion | Task, Section]]] = [*named]
        entries += [("task", task, tasks[task])] if task else []
        for called, name, (entry, section) in entries:
            missing = needs_of(entry, section, walked.planned) - walked.given
            if missing:
                lacking = ", ".join(f"`{reading}`" for reading in sorted(missing))
                problem = f"the {called} `{name}` rests on {lacking}, which is not planned by then"
                yield walked.fault(subject, f"{problem}: plan it, or choose another")


def enough_to_ask(subject: Subject) -> Iterator[Fault]:
    """Two questions of a week and six of the quiz rest on what that week gives to read."""
    talks = _discussion(subject.pack)
    for walked in _weeks(subject):
        here = sum(walked.discusses(*talks[name]) for name in walked.week.questions)
        if here < FEWEST_DISCUSSED:
            problem = f"the number of its questions on its own readings is {here}"
            yield walked.fault(subject, f"{problem}: name at least {FEWEST_DISCUSSED}")
        quiz = sum(walked.quizzes(*question) for question in _quiz(subject.pack))
        if quiz < FEWEST_QUIZ:
            problem = f"the number of quiz questions on its own readings is {quiz}"
            yield walked.fault(subject, f"{problem}: write at least {FEWEST_QUIZ}")


def minutes(subject: Subject) -> Iterator[Fault]:
    """A week takes as long as its course says, an hour to an hour and two thirds if it does not."""
    readings = subject.pack.reading_by_id
    for walked in _weeks(subject):
        counted = (p for p in walked.week.readings if not readings[p.reading].reference)
        total = sum(minutes_of(entry, subject.pack) for entry in counted)
        least, most = walked.course.minutes
        if not least <= total <= most:
            problem = f"its readings take {total} minutes: plan {least} to {most}"
            yield walked.fault(subject, problem)


def nothing_twice(subject: Subject) -> Iterator[Fault]:
    """No course gives the same part of a reading to read twice, or asks the same question twice."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for walked in _weeks(subject):
        entries = [
            (f"the reading `{entry.reading}`", part_of(entry, subject.pack))
            for entry in walked.week.readings
        ]
        entries += [(f"the question `{name}`", "") for name in walked.week.questions]
        for called, part in entries:
            seen[walked.course.id, called, part] += 1
            if seen[walked.course.id, called, part] == 2:
                remedy = "give each its own part, or remove one" if part else "remove one"
                yield walked.fault(subject, f"{called} is planned twice: {remedy}")


def quiz_parts(subject: Subject) -> Iterator[Fault]:
    """A quiz question of a course is on the part of its reading that the course gives to read."""
    for course in _walkable(subject):
        planned = planned_ids(course)
        for question, section in _quiz(subject.pack):
            passages = [
                part_of(entry, subject.pack)
                for entry in planned_readings(course)
                if entry.reading == question.reading
            ]
            is_asked = bool(passages) and needs_of(question, section, planned) <= planned
            if is_asked and not any(parts.within(question.part, part) for part in passages):
                listed = " and ".join(f"`{part}`" for part in passages)
                problem = (
                    f"its part `{question.part}` is not in {listed}, which `{course.id}` plans"
                )
                yield subject.fault("quiz", question.id, problem, "part")


def of_today(subject: Subject) -> Iterator[Fault]:
    """A course plans nothing that is retired."""
    pack = subject.pack
    for walked in _weeks(subject):
        named: list[Reading | Discussion | Task] = [
            *(pack.reading_by_id[entry.reading] for entry in walked.week.readings),
            *(pack.discussion_by_id[name] for name in walked.week.questions),
            *([pack.task_by_id[walked.week.task]] if walked.week.task else []),
        ]
        for entry in named:
            if entry.retired:
                yield walked.fault(subject, f"`{entry.id}` is retired: choose another")


def _weeks(subject: Subject) -> Iterator[Walked]:
    for course in _walkable(subject):
        so_far: frozenset[str] = frozenset()
        for number, week in enumerate(course.weeks, 1):
            own = frozenset(entry.reading for entry in week.readings)
            so_far |= own
            yield Walked(course, number, week, own, so_far, planned_ids(course))


def _walkable(subject: Subject) -> Iterator[Course]:
    """The courses of today all of whose entries could be loaded."""
    known = subject.pack.reading_by_id
    talks, tasks = _discussion(subject.pack), _tasks(subject.pack)
    for course in subject.pack.courses:
        questions = {name for week in course.weeks for name in week.questions}
        done = {week.task for week in course.weeks if week.task}
        whole = planned_ids(course) <= known.keys() and questions <= talks.keys()
        if whole and done <= tasks.keys() and not course.retired:
            yield course


def _discussion(pack: Pack) -> Mapping[str, tuple[Discussion, Section]]:
    return {talk.id: (talk, section) for section in pack.sections for talk in section.discussion}


def _tasks(pack: Pack) -> Mapping[str, tuple[Task, Section]]:
    return {task.id: (task, section) for section in pack.sections for task in section.tasks}


def _quiz(pack: Pack) -> Iterator[tuple[Question, Section]]:
    return ((q, section) for section in pack.sections for q in section.quiz if not q.retired)
