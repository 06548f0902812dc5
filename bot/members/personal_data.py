"""Everything kept about one person.

Where it stands, what it means, how it is handed over and how it is erased.

A table that holds anything about people must be named in PARTS; a test walks the database and fails
where one is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.database_port import Transaction
from bot.database.instants import instant

_OF_MEMBER = "member_id IN (SELECT id FROM members WHERE person_id = :person)"
_SOLO = (
    "SELECT g.id FROM groups g JOIN people p ON p.platform = g.platform"
    " AND g.channel = '@' || p.user_id"
    " WHERE p.id = :person"
)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table that belong to a person, with the meaning of each column."""

    name: str
    table: str
    where: str
    columns: Mapping[str, str]


# In the order in which they can be erased: what points at a row goes before it.
PARTS = (
    Part(
        "attempts",
        "attempts",
        "person_id = :person",
        {
            "quiz_id": "the quiz in which you were asked",
            "number": "which question of it",
            "pack": "the roadmap",
            "question": "the question's id in the roadmap",
            "trial": "the how many-th time you were asked it",
            "shown": "the order of the choices on your screen, by fingerprint",
            "answered_at": "when you answered; null where you have not",
            "answer": "your answer (choices by fingerprint)",
            "correct": "1 if it was right",
            "points": "what it earned",
        },
    ),
    Part(
        "live_answers",
        "round_answers",
        "person_id = :person",
        {
            "round_id": "the live round",
            "number": "which question of it",
            "vote": "the first vote, or the second after a discussion",
            "answer": "your answer (choices by fingerprint)",
            "answered_at": "when you gave it",
            "day": "your local date at that moment",
            "changes": "how often you changed it",
            "correct": "1 if it was right",
            "score": "what it counted in the result of that round",
        },
    ),
    Part(
        "reports",
        "reports",
        "person_id = :person",
        {
            "id": "our id of a report of yours",
            "group_id": "the group in which you made it",
            "pack": "the roadmap",
            "question": "the question it is about",
            "note": "your words",
            "answer": "an organiser's answer, if there was one",
            "state": "what became of it",
            "made_at": "when",
        },
    ),
    Part(
        "cards",
        "cards",
        "person_id = :person",
        {
            "pack": "the roadmap",
            "question": "the question's id in the roadmap",
            "due_at": "when it is worth asking you again",
            "reviewed_at": "when you answered it last",
            "stability": "for how many days you are likely to know it (FSRS)",
            "difficulty": "how hard it is for you, from 1 to 10 (FSRS)",
        },
    ),
    Part(
        "quizzes",
        "quizzes",
        "person_id = :person",
        {
            "kind": "solo, or a review",
            "id": "our id of the quiz",
            "group_id": "the group it belongs to",
            "pack": "the roadmap",
            "section": "the section it was limited to, if any",
            "started_at": "when it began",
            "ended_at": "when it ended; null while it is open",
        },
    ),
    Part(
        "activities",
        "activities",
        _OF_MEMBER,
        {
            "member_id": "your membership it belongs to",
            "kind": "what you did, such as a reading or a quiz",
            "subject": "which reading or quiz",
            "at": "when",
            "day": "your local date at that moment",
            "week_id": "the week it counted in, if one was open",
        },
    ),
    Part(
        "finished_weeks",
        "finishers",
        _OF_MEMBER,
        {
            "week_id": "our id of a week",
            "member_id": "your membership it belongs to",
            "at": "when you finished it",
        },
    ),
    Part(
        "excused_weeks",
        "forgiven",
        _OF_MEMBER,
        {
            "week_id": "our id of a week",
            "member_id": "your membership it belongs to",
            "at": "when it was excused",
        },
    ),
    Part(
        "led_weeks",
        "leads",
        _OF_MEMBER,
        {
            "group_id": "the group",
            "number": "the week whose discussion you lead",
            "member_id": "your membership it belongs to",
        },
    ),
    Part(
        "organised",
        "organisers",
        "person_id = :person",
        {
            "group_id": "a group you run",
            "seen_at": "when you last used an organiser's command there",
        },
    ),
    Part(
        "setups",
        "setups",
        "person_id = :person",
        {
            "id": "our id of a set-up you have not confirmed",
            "platform": "where it would be",
            "workspace": "where it would be",
            "channel": "where it would be",
            "name": "the group's name",
            "pack": "the roadmap",
            "track": "how deep",
            "chapters": "only these, all if empty",
            "zone": "the group's time zone",
            "weekday": "the day of the post, 0 is Monday",
            "minute": "its time in minutes since midnight",
            "pace": "minutes of reading a week",
            "starts_on": "not before this day",
            "created_at": "when you looked at it last",
        },
    ),
    Part(
        "direct_messages",
        "deliveries",
        "channel = (SELECT '@' || user_id FROM people WHERE id = :person)"
        " AND platform = (SELECT platform FROM people WHERE id = :person)",
        {
            "key": "what it is about",
            "due_at": "when it is or was to be sent",
            "state": "what became of it",
            "sent_at": "when it was sent",
        },
    ),
    Part(
        "scores",
        "scores",
        _OF_MEMBER,
        {
            "member_id": "your membership it belongs to",
            "period": "all, a season, a month or a week",
            "points": "your points in that period",
            "answers": "how many questions you answered",
            "correct": "how many of them rightly",
            "accuracy": "right answers in a million; -1 below ten answers",
            "readings": "how many readings you finished",
            "listed": "1 if boards list you",
            "points_at": "when your points last changed",
            "accuracy_at": "when you last answered",
            "readings_at": "when your readings last changed",
        },
    ),
    Part(
        "awards",
        "awards",
        _OF_MEMBER,
        {
            "member_id": "your membership it belongs to",
            "kind": "what it was for: a reading, a question or a reply",
            "subject": "which reading or question",
            "at": "when",
            "day": "your local date at that moment",
            "month": "the group's month at that moment",
            "season": "the group's season at that moment",
            "week": "the number of the week that was open, if any",
            "points": "points earned (negative: taken back)",
            "answers": "1 for an answered question",
            "correct": "1 for a right answer",
            "readings": "1 for a finished reading (-1: taken back)",
        },
    ),
    Part(
        "progress",
        "progress",
        "person_id = :person",
        {
            "pack": "the roadmap",
            "reading": "the reading's id in it",
            "state": "done or skipped",
            "group_id": "the group in which you marked it",
            "at": "when",
        },
    ),
    Part(
        "memberships",
        "members",
        "person_id = :person",
        {
            "id": "our id of your membership",
            "group_id": "the group",
            "visibility": "how its boards show you",
            "reminders": "1 if you asked for reminders",
            "unreachable": "1 if one could not be delivered and you have not been told yet",
            "streak": "your weeks in a row",
            "longest": "your most weeks in a row",
            "streak_at": "when that last changed",
            "joined_at": "when you first did something there",
        },
    ),
    Part(
        "person",
        "people",
        "id = :person",
        {
            "id": "our id for you",
            "platform": "the platform of your account",
            "user_id": "your account's id there",
            "name": "your name as we saw it last",
            "zone": "the time zone you chose, if any",
            "last_group": "the group your direct messages mean",
            "created_at": "when we first kept something about you",
        },
    ),
)


async def export(tx: Transaction, person: str) -> dict[str, list[dict[str, object]]]:
    """All rows about a person, by part; instants as ISO text in UTC."""
    found: dict[str, list[dict[str, object]]] = {}
    for part in reversed(PARTS):
        columns = list(part.columns)
        rows = await tx.execute(
            f"SELECT {', '.join(columns)} FROM {part.table} WHERE {part.where}"
            f" ORDER BY {', '.join(columns[:3])}",
            person=person,
        )
        found[part.name] = [
            {c: _readable(c, v) for c, v in zip(columns, row, strict=True)} for row in rows
        ]
    return found


async def erase(tx: Transaction, person: str) -> None:
    """Remove every row about a person.

    Totals of groups lose their share; other people's rows are not touched.
    """
    await tx.execute(
        "UPDATE reading_totals SET finished = finished - 1 WHERE (group_id, reading) IN"
        " (SELECT group_id, reading FROM progress WHERE person_id = :person AND state = 'done')",
        person=person,
    )
    await tx.execute(
        "UPDATE weeks SET finished = finished - 1 WHERE state <> 'closed' AND EXISTS (SELECT 1"
        " FROM finishers f"
        " JOIN members m ON m.id = f.member_id WHERE f.week_id = weeks.id"
        " AND m.person_id = :person)",
        person=person,
    )
    await tx.execute("UPDATE groups SET founder = '' WHERE founder = :person", person=person)
    await tx.execute("UPDATE rounds SET starter = '' WHERE starter = :person", person=person)
    solo = [group for (group,) in await tx.execute(_SOLO, person=person)]
    for part in PARTS:
        await tx.execute(f"DELETE FROM {part.table} WHERE {part.where}", person=person)
    for group in solo:
        await tx.execute("DELETE FROM reading_totals WHERE group_id = :group", group=group)
        await tx.execute("DELETE FROM groups WHERE id = :group", group=group)


def _readable(column: str, value: object) -> object:
    return (
        instant(value).isoformat()
        if isinstance(value, int) and (column == "at" or column.endswith("_at"))
        else value
    )
