"""Every table that holds anything about a person: what it means, and what erasing them does to it.

A table that is not named here is found by a test, which walks the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.members import export_meanings_texts

_OF_MEMBER = "member_id IN (SELECT id FROM members WHERE person_id = :person)"
SOLO = (
    "SELECT g.id FROM groups g JOIN people p ON p.platform = g.platform"
    " AND g.channel = '@' || p.user_id"
    " WHERE p.id = :person"
)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table that belong to a person."""

    name: str
    table: str
    where: str

    @property
    def columns(self) -> Mapping[str, str]:
        """What is handed over, each column with its meaning."""
        return export_meanings_texts.MEANINGS[self.name]


# In the order in which they can be erased: what points at a row goes before it.
PARTS = (
    Part("attempts", "attempts", "person_id = :person"),
    Part("live_answers", "round_answers", "person_id = :person"),
    Part("reports", "reports", "person_id = :person"),
    Part("cards", "cards", "person_id = :person"),
    Part("quizzes", "quizzes", "person_id = :person"),
    Part("activities", "activities", _OF_MEMBER),
    Part("finished_weeks", "finishers", _OF_MEMBER),
    Part("excused_weeks", "forgiven", _OF_MEMBER),
    Part("weeks_without_anything_left", "left_nothing", _OF_MEMBER),
    Part("led_weeks", "leads", _OF_MEMBER),
    Part("organised", "organisers", "person_id = :person"),
    Part("setups", "setups", "person_id = :person"),
    Part(
        "direct_messages",
        "deliveries",
        "channel = (SELECT '@' || user_id FROM people WHERE id = :person)"
        " AND platform = (SELECT platform FROM people WHERE id = :person)",
    ),
    Part("scores", "scores", _OF_MEMBER),
    Part("awards", "awards", _OF_MEMBER),
    Part("progress", "progress", "person_id = :person"),
    Part("memberships", "members", "person_id = :person"),
    Part("person", "people", "id = :person"),
)
