"""Made-up roadmaps for tests that live through many weeks."""

from content.model import Chapter, Discussion, Level, Pack, Question, Reading, Section, Trap


def road(weeks: int, *, minutes: int = 60, name: str = "road") -> Pack:
    """One section, with one reading of the track, a week.

    From the fifth on they stand in a second chapter.
    """
    sections = tuple(_section(number, minutes) for number in range(1, weeks + 1))
    chapters = (
        Chapter("near", "The Near Part", "", sections[:4]),
        Chapter("far", "The Far Part", "", sections[4:]),
    )
    return Pack(name, f"The {name.title()}", "Made up.", tuple(c for c in chapters if c.sections))


def reading(name: str, minutes: int = 60, level: Level = "essential") -> Reading:
    """A reading whose title can be told from its id."""
    return Reading(
        name, f"Title of {name}", f"https://example.org/{name}", level, minutes, "All of it"
    )


def talkative(number: int) -> Pack:
    """One section with so many discussion questions."""
    asked = tuple(
        Discussion(f"d{n}", f"What about {n}?", (f"Point {n}.",), f"Further {n}?")
        for n in range(number)
    )
    section = Section("talk", "Talking", "complete", readings=(reading("r1"),), discussion=asked)
    return Pack("talk", "Talk", "Made up.", (Chapter("all", "All", "", (section,)),))


def _section(number: int, minutes: int) -> Section:
    readings = (reading(f"r{number}", minutes), reading(f"c{number}", 20, "core"))
    asked = (Discussion(f"d{number}", f"What does section {number} change?", ("Much.",)),)
    question = Question(
        f"q{number}",
        "true-false",
        f"Is {number} true?",
        "It is.",
        Trap("False", "No.", 1),
        f"r{number}",
        ("True", "False"),
        (0,),
    )
    return Section(
        f"s{number}",
        f"Section {number}",
        "complete",
        readings=readings,
        discussion=asked,
        quiz=(question,),
    )
