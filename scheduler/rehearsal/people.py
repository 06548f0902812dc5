"""The people of a rehearsal: thirty members, each with habits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.core.interaction import User
from scheduler.rehearsal.dice import dice
from scheduler.rehearsal.record import Deed

Habit = Literal[
    "diligent",
    "weekend",
    "quizzer",
    "replier",
    "lapsing",
    "late",
    "hidden",
    "reminded",
    "eager",
    "forgetful",
]
HABITS: tuple[tuple[Habit, str], ...] = (
    ("diligent", "Ann Ben Cleo Dora Emil Fay Gus"),
    ("weekend", "Ines Jon Kira Leo Mona"),
    ("quizzer", "Nils Olga Paul Quin Rosa"),
    ("replier", "Sven Tara Ugo Vera Will"),
    ("lapsing", "Xenia Yuri Zoe"),
    ("late", "Lars"),
    ("hidden", "Hal"),
    ("reminded", "Rhea"),
    ("eager", "Eve"),
    ("forgetful", "Finn"),
)
PLATFORM = "rehearsal"
# How likely each is to do something in a week, and what.
_LIKELY: dict[Habit, float] = {
    "diligent": 0.97, "weekend": 0.85, "quizzer": 0.88, "replier": 0.85, "lapsing": 0.55,
    "late": 0.9, "hidden": 0.9, "reminded": 0.0, "eager": 0.0, "forgetful": 0.95,
}  # fmt: skip
_DEEDS: dict[Habit, tuple[Deed, ...]] = {
    "quizzer": ("quiz",),
    "replier": ("reply",),
    "forgetful": ("read", "reply"),
}
# From the beginning of a calendar week to the times of the day at which people do something.
MOMENTS = tuple(timedelta(days=day, hours=12, minutes=17) for day in range(7))


@dataclass(frozen=True, slots=True)
class Somebody:
    """A member and how they are."""

    name: str
    habit: Habit

    @property
    def user(self) -> User:
        """As the platform knows them. Ann runs the group."""
        return User(PLATFORM, self.name.casefold(), self.name, manager=self.name == "Ann")


PEOPLE = tuple(Somebody(name, habit) for habit, names in HABITS for name in names.split())


def intentions(seed: int, week: int, weeks: int) -> Iterator[tuple[timedelta, Somebody, Deed]]:
    """What everybody means to do in a calendar week, and when."""
    for somebody in PEOPLE:
        chance = dice(seed, somebody.name, week)
        if chance.random() >= _LIKELY[somebody.habit] or (
            somebody.habit == "late" and week < weeks // 3
        ):
            continue
        moments = MOMENTS[-2:] if somebody.habit == "weekend" else MOMENTS
        for deed in _DEEDS.get(somebody.habit, ("read",)):
            yield chance.choice(moments), somebody, deed
