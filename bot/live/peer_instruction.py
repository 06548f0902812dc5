"""Peer instruction after Mazur.

When a question is worth a discussion, and what the discussion gained.
"""

from typing import Literal

from bot.live.records import Votes

Outcome = Literal["too few", "below", "discuss", "above"]
# Of one or two votes no share says anything, and nobody can convince anybody.
FEWEST_VOTES = 3


def outcome(votes: Votes, low: int, high: int) -> Outcome:
    """What follows from a first vote.

    `low` and `high` are percent right, both within what is discussed.
    """
    if votes.given < FEWEST_VOTES:
        return "too few"
    # Whole numbers, so that 35 % of 20 is exactly 7.
    if votes.right * 100 < low * votes.given:
        return "below"
    return "discuss" if votes.right * 100 <= high * votes.given else "above"


def gain(before: Votes, after: Votes) -> float | None:
    """How the share of right answers changed, in percentage points.

    None where a vote is missing.
    """
    if not before.given or not after.given:
        return None
    return 100 * (after.right / after.given - before.right / before.given)


def normalised_gain(before: Votes, after: Votes) -> float | None:
    """(post - pre) / (1 - pre).

    How much of what could be gained was gained (Hake 1998, doi:10.1119/1.18809).
    """
    gained = gain(before, after)
    if gained is None or before.right == before.given:
        return None
    return gained / 100 / (1 - before.right / before.given)
