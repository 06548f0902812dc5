"""Wording of a placement's result."""

from collections.abc import Sequence

from bot.core.call import Call
from bot.core.errors import UserError
from bot.core.formats import counted
from bot.core.markup import command, link, plain
from bot.core.message import Button, Message, clip, row, say
from bot.core.records import Attempt
from bot.quiz.texts import score
from bot.roadmap.scopes import Scope
from content.model import Reading


def passed(scope: Scope, done: Sequence[Attempt], left: int) -> Message:
    """Enough was right. `left`: readings of the course that are neither done nor known."""
    offer = (
        f"Shall I mark {counted(left, 'reading')} of your course in it as known? That gives no "
        "points, and can be taken back."
        if left
        else "Nothing of your course is left to read in it."
    )
    return say(
        f"{score(done)}\nYou know your way around **{plain(scope.title)}**. {offer}",
        row(
            Button("I know it: mark it", Call("know", {"section": scope.id}), "primary")
            if left
            else None,
            Button("What's next?", Call("next")),
        ),
        replace=True,
    )


def read_first(scope: Scope, done: Sequence[Attempt], readings: Sequence[Reading]) -> Message:
    """Too little was right. `readings`: where the answers stand that were missed."""
    listed = "\n".join(f"- {link(clip(reading.title, 100), reading.url)}" for reading in readings)
    return say(
        f"{score(done)}\n**{plain(scope.title)}** still has something for you. Good places to "
        f"begin:\n{listed}",
        row(
            Button("What's next?", Call("next"), "primary"),
            None
            if scope.is_chapter
            else Button("Show the section", Call("roadmap", {"section": scope.id})),
        ),
        replace=True,
    )


def too_few(scope: Scope) -> UserError:
    """There are not enough questions to tell anything from."""
    return UserError(
        f"**{plain(scope.title)}** has too few easy questions to tell what you know of it. "
        f"{command('roadmap')} shows what it holds.",
        "section",
    )
