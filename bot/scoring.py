"""What things are worth, and how names stand on a board. Points: see "Points" in README.md."""

from bot.model import Visibility

READING_POINTS = 10
PAID_READINGS_A_DAY = 3
FIRST_ANSWER_POINTS = 10
ENOUGH_ANSWERS = 10
REPLY_POINTS = 5


def reading_points(paid_today: int) -> int:
    """Points for one more finished reading on a local day on which `paid_today` have earned some."""
    return READING_POINTS if paid_today < PAID_READINGS_A_DAY else 0


def answer_points(*, correct: bool, first_in_season: bool) -> int:
    """Points for an answer in a quiz: only the first answer in a season counts, so asking again is for learning."""
    return FIRST_ANSWER_POINTS if correct and first_in_season else 0


def shown_name(name: str, visibility: Visibility) -> str:
    """The name as its owner wants it seen by others."""
    if visibility == "visible":
        return name
    return " ".join(f"{word[0].upper()}." for word in name.split() if word) or "?"
