"""What things are worth, and how names stand on a board.

Points: see "Points" in docs/commands.md.
"""

from collections.abc import Sequence

from bot.core.records import Visibility

READING_POINTS = 10
PAID_READINGS_A_DAY = 3
FIRST_ANSWER_POINTS = 10
FIRST_REVIEW_POINTS, REVIEW_POINTS = 5, 2
ENOUGH_ANSWERS = 10
REPLY_POINTS = 5


def reading_points(paid_today: int) -> int:
    """Points for one more finished reading on a local day on which `paid_today` have earned
    some.
    """
    return READING_POINTS if paid_today < PAID_READINGS_A_DAY else 0


def answer_points(earlier: Sequence[int], *, correct: bool, due: bool) -> int:
    """Points for an answer in a quiz.

    `earlier`: what the earlier answers to it in the season have earned.

    Asking again is for learning, so later answers earn little, and only when FSRS says that it is
    time.
    """
    if not correct:
        return 0
    if not earlier:
        return FIRST_ANSWER_POINTS
    if not due:
        return 0
    return REVIEW_POINTS if FIRST_REVIEW_POINTS in earlier else FIRST_REVIEW_POINTS


def shown_name(name: str, visibility: Visibility) -> str:
    """The name as its owner wants it seen by others."""
    if visibility == "visible":
        return name
    return " ".join(f"{word[0].upper()}." for word in name.split() if word) or "?"
