"""A made-up roadmap, long enough for a term, with readings short and long."""

from content.model import Chapter, Discussion, Level, Pack, Question, Reading, Section, Trap
from scheduler.rehearsal.dice import dice

MINUTES = (15, 20, 30, 40, 45, 60, 75, 90, 130, 260)


def made_up(seed: int, weeks: int) -> Pack:
    """About as many sections as weeks, which lasts longer than the term.

    Or so few that the plan ends within it.
    """
    number = max(2, weeks // 6) if seed % 5 == 4 else weeks
    sections = tuple(_section(seed, one) for one in range(1, number + 1))
    return Pack(
        "rehearsal",
        "A rehearsed roadmap",
        "Made up for a rehearsal.",
        (Chapter("all", "All", "", sections),),
    )


def _section(seed: int, number: int) -> Section:
    chance = dice(seed, "section", number)
    levels: tuple[Level, ...] = (
        "essential",
        *chance.choices(("essential", "core", "optional"), k=2),
    )
    readings = tuple(
        _reading(f"r{number}-{i}", level, chance.choice(MINUTES))
        for i, level in enumerate(levels, 1)
    )
    discussion = (
        Discussion(f"d{number}", f"What did section {number} change for you?", ("Anything.",)),
    )
    quiz = tuple(_question(f"q{number}-{i}", readings[0].id) for i in range(1, 5))
    return Section(
        f"s{number}",
        f"Section {number}",
        "complete",
        readings=readings,
        discussion=discussion,
        quiz=quiz,
    )


def _reading(name: str, level: Level, minutes: int) -> Reading:
    return Reading(
        name, f"Reading {name}", f"https://example.org/{name}", level, minutes, "all of it"
    )


def _question(name: str, reading: str) -> Question:
    trap = Trap("No", "Because.", 1)
    return Question(
        name, "single", f"Is {name} true?", "Because.", trap, reading, ("Yes", "No"), (0,)
    )
