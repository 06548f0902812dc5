"""The world of the playground: who speaks there, and what makes its time pass."""

from typing import Protocol, runtime_checkable

from bot.core.interaction import User
from bot.core.markup import visible

LONGEST_NAME = 40


def speaker(name: str, *, first: bool) -> User:
    """A member of the playground; whoever spoke first there is its organiser."""
    shown = " ".join(visible(name).split())[:LONGEST_NAME].strip()
    if not any(character.isprintable() and character != " " for character in shown):
        shown = (
            ""  # joiners and spaces of no width are needed inside of names; alone they are no name
        )
    return User("local", "-".join(shown.casefold().split()), shown, manager=first)


@runtime_checkable
class World(Protocol):
    """What makes time pass; given by roadmate.py, since an adapter knows no scheduler.

    Texts come back to be shown.
    """

    async def settle(self) -> None:
        """Let happen what is due now."""
        ...

    async def tick(self) -> None:
        """Let happen what has come due while nobody typed."""
        ...

    async def wait(self, typed: str) -> str:
        """Live through a length of time."""
        ...

    async def lose(self, typed: str) -> str:
        """Be out of reach for a length of time."""
        ...

    async def thread(self) -> str:
        """The discussion thread that is open; empty where none is."""
        ...
