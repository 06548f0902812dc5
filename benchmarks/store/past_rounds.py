"""The live rounds that groups have behind them: one a week, each with a few questions."""

from collections.abc import Iterator, Sequence

from benchmarks.store.population import BEGAN, WEEKS, new_id
from bot.live.choice import can_ask
from bot.quiz.questions import shuffled
from content.model import Pack

QUESTIONS = 5
# On the second evening of every week, a minute a question.
_EVENING, _MINUTE, _WEEK = 34 * 3600, 60, 7 * 86400

Row = tuple[object, ...]


class PastRounds:
    """Which questions were asked in which round.

    A class because every member's answers ask for them.
    """

    def __init__(self, pack: Pack) -> None:
        self._pack = pack.id
        self._shown = [
            (question.id, shuffled(question, "bench"))
            for question in pack.questions
            if can_ask(question)
        ]

    def questions(self, group: int, week: int) -> Sequence[tuple[str, Sequence[str]]]:
        """The questions of one round, each with its choices by fingerprint."""
        first = (group + week) * QUESTIONS
        return [self._shown[(first + place) % len(self._shown)] for place in range(QUESTIONS)]

    def rounds(self, group: int) -> Iterator[Row]:
        """Rows of a group's rounds."""
        for week in range(WEEKS):
            at = began(week)
            ended = at + QUESTIONS * _MINUTE
            yield (
                round_id(group, week), new_id("a", group), self._pack, "calm", QUESTIONS, _MINUTE,
                3, 30, 70, "ended",
                f"group-{group}", QUESTIONS, at, at, ended, "done",
            )  # fmt: skip

    def asked(self, group: int) -> Iterator[Row]:
        """Rows of the questions in them."""
        for week in range(WEEKS):
            for number, (question, order) in enumerate(self.questions(group, week), 1):
                at = began(week) + (number - 1) * _MINUTE
                yield (
                    round_id(group, week),
                    number,
                    question,
                    " ".join(order),
                    "closed",
                    f"m{number}",
                    at,
                    at + _MINUTE,
                )


def round_id(group: int, week: int) -> str:
    """A group's round, by the number of the week from 0."""
    return new_id("9", group * 100 + week)


def began(week: int) -> int:
    """When it began, in UTC seconds."""
    return int(BEGAN.timestamp()) + week * _WEEK + _EVENING
