"""Wording of a walk on courses: a line a course.

For whoever runs Roadmate, in a terminal.
"""

from bot.core.formats import counted
from scheduler.rehearsal.courses.judge import Outcome


def line(outcome: Outcome) -> str:
    """How one course went."""
    told = [
        f"{outcome.weeks} of {counted(len(outcome.course.weeks), 'week')}",
        f"{counted(outcome.questions, 'question')} posted",
        f"{outcome.questions - outcome.given} on what was not given",
        f"{outcome.twice} asked twice",
        f"farewells {outcome.farewells}",
    ]
    told += [f"never came: {', '.join(outcome.left_out)}"] if outcome.left_out else []
    clean = "Clean" if outcome.clean else "NOT CLEAN"
    return f"{clean}: the course {outcome.course.title}: {', '.join(told)}."
