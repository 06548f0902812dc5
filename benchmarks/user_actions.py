"""What members did.

Quizzes, live rounds, readings, and the cards, awards and activities that go with them.
"""

import random
from datetime import UTC, datetime

from benchmarks.store.past_rounds import QUESTIONS, PastRounds, began, round_id
from benchmarks.store.population import BEGAN, NOW, WEEKS, Member, new_id
from bot.boards.scoring import FIRST_ANSWER_POINTS, READING_POINTS
from bot.quiz.questions import shuffled
from bot.roadmap.progress import planned
from content.model import Pack, Question

QUIZ, READINGS_A_WEEK, WEEK = 5, 2, 7 * 86400
# So many answers of ten are given in live rounds, as far as there were rounds.
LIVE = 1

Row = tuple[object, ...]


class Deeds:
    """Rows of what members did, table by table.

    A class because ids and chance run on from one member to the next.
    """

    def __init__(self, pack: Pack, past: PastRounds, chance: random.Random) -> None:
        self._pack = pack
        self._past = past
        self._chance = chance
        self._readings = planned(pack, "essential")
        self._shown = [
            (question, " ".join(shuffled(question, "bench", 1))) for question in pack.questions
        ]
        self._quizzes = self._awards = 0
        self.rows: dict[str, list[Row]] = {
            "quizzes (id, group_id, person_id, pack, section, started_at, ended_at)": [],
            "attempts (quiz_id, number, person_id, group_id, pack, question, trial, shown, "
            "answered_at, answer,"
            " correct, points)": [],
            "awards (id, group_id, member_id, kind, subject, at, day, month, season, week, "
            "points, answers, correct,"
            " readings)": [],
            "activities (member_id, kind, subject, at, day, week_id)": [],
            "progress (person_id, pack, reading, state, group_id, at)": [],
            "round_answers (round_id, number, vote, person_id, answer, answered_at, day, "
            "correct, score)": [],
            "cards (person_id, pack, question, due_at, reviewed_at, stability, difficulty)": [],
        }
        self._tables = list(self.rows.values())

    def of(self, member: Member) -> None:
        """All that one member has done so far."""
        span = int(NOW.timestamp()) - member.joined
        order = self._chance.sample(self._shown, len(self._shown))
        met: dict[str, int] = {}
        done = self._rounds(member, met)
        while done < member.answers:
            at = member.joined + int(span * self._chance.random())
            number = min(QUIZ, member.answers - done)
            asked = [order[(done + place) % len(order)] for place in range(number)]
            self._quiz(member, asked, trial=1 + done // len(order), at=at)
            met |= {question.id: max(at, met.get(question.id, 0)) for question, _ in asked}
            done += number
        # Cards are a person's, whatever the group: those of a second membership are left out.
        if member.id == new_id("b", member.number):
            self._cards(member, met)
        for place, reading in enumerate(self._readings[: member.readings]):
            planned_at = (
                int(BEGAN.timestamp())
                + place // READINGS_A_WEEK * WEEK
                + int(WEEK * self._chance.random())
            )
            was_there = member.joined <= planned_at <= member.joined + span
            at = planned_at if was_there else member.joined + int(span * self._chance.random())
            self._read(member, reading.id, at)

    def _quiz(self, member: Member, asked: list[tuple[Question, str]], trial: int, at: int) -> None:
        quizzes, attempts, _, activities, *_ = self._tables
        quiz, group = new_id("e", self._quizzes), new_id("a", member.group)
        self._quizzes += 1
        quizzes.append((quiz, group, member.person, self._pack.id, "", at, at))
        for number, (question, shown) in enumerate(asked, 1):
            correct = self._chance.random() < 0.6
            points = FIRST_ANSWER_POINTS if correct and trial == 1 else 0
            answer = shown.partition(" ")[0]
            question_of_quiz = (quiz, number, member.person, group, self._pack.id, question.id)
            attempts.append((*question_of_quiz, trial, shown, at, answer, correct, points))
            self._award(member, "question", question.id, at, (points, 1, int(correct), 0))
        activities.append((member.id, "quiz", quiz, at, _day(at), week_id(member.group, _week(at))))

    def _rounds(self, member: Member, met: dict[str, int]) -> int:
        """Their answers in live rounds, and how many."""
        there = [week for week in range(WEEKS) if began(week) > member.joined]
        played = self._chance.sample(
            there, min(len(there), member.answers * LIVE // 10 // QUESTIONS)
        )
        for week in played:
            self._round(member, week, met)
        return len(played) * QUESTIONS

    def _round(self, member: Member, week: int, met: dict[str, int]) -> None:
        *_, answers, _ = self._tables
        played, at = round_id(member.group, week), began(week) + 30
        for number, (question, order) in enumerate(self._past.questions(member.group, week), 1):
            correct = self._chance.random() < 0.6
            answers.append(
                (played, number, 1, member.person, order[0], at, _day(at), correct, int(correct))
            )
            self._award(
                member,
                "question",
                question,
                at,
                (FIRST_ANSWER_POINTS if correct else 0, 1, int(correct), 0),
            )
            met[question] = at
        self._tables[3].append(
            (member.id, "live", played, at, _day(at), week_id(member.group, _week(at)))
        )

    def _cards(self, member: Member, met: dict[str, int]) -> None:
        """Due after some days, when those who come back would be asked again."""
        for question, at in met.items():
            days = self._chance.paretovariate(1)
            self._tables[-1].append(
                (
                    member.person,
                    self._pack.id,
                    question,
                    at + int(min(days, 365) * 86400),
                    at,
                    days,
                    5.0,
                )
            )

    def _read(self, member: Member, reading: str, at: int) -> None:
        _, _, _, activities, progress, *_ = self._tables
        activities.append(
            (member.id, "reading", reading, at, _day(at), week_id(member.group, _week(at)))
        )
        progress.append(
            (member.person, self._pack.id, reading, "done", new_id("a", member.group), at)
        )
        self._award(member, "reading", reading, at, (READING_POINTS, 0, 0, 1))

    def _award(
        self, member: Member, kind: str, subject: str, at: int, numbers: tuple[int, int, int, int]
    ) -> None:
        day, self._awards = _day(at), self._awards + 1
        where = (
            new_id("f", self._awards),
            new_id("a", member.group),
            member.id,
            kind,
            subject,
            at,
            day,
            day[:7],
        )
        self._tables[2].append((*where, "1", _week(at), *numbers))


def week_id(group: int, number: int) -> str:
    """A group's week, by its number."""
    return new_id("d", group * 100 + number)


def _week(at: int) -> int:
    return (at - int(BEGAN.timestamp())) // WEEK + 1


def _day(at: int) -> str:
    return _DAYS[at // 86400 - _FIRST_DAY]


_FIRST_DAY = int(BEGAN.timestamp()) // 86400
_DAYS = [
    datetime.fromtimestamp((_FIRST_DAY + day) * 86400, UTC).date().isoformat()
    for day in range((NOW - BEGAN).days + 2)
]
