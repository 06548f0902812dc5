"""A course of a pack as plain data: its weeks, and what each of them plans."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlannedReading:
    """A reading as a course plans it: its `part` and `minutes` here, where they differ."""

    reading: str
    part: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class CourseWeek:
    """From one post to the next: what is read, discussed and done, by id."""

    theme: str
    readings: tuple[PlannedReading, ...]
    questions: tuple[str, ...] = ()
    task: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A way through a pack that has an end; `minutes` are the bounds of a week.

    One that stands in pack.yaml has `weeks`. A chapter or the whole road has `readings` instead, in
    the order in which a group's pace cuts them into weeks.
    """

    id: str
    title: str
    about: str = ""
    leads_to: str = ""
    after: tuple[str, ...] = ()
    minutes: tuple[int, int] = (60, 100)
    weeks: tuple[CourseWeek, ...] = ()
    readings: tuple[PlannedReading, ...] = ()
    was: tuple[str, ...] = ()
    retired: str = ""
