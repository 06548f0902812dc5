"""Wording about how a group plays live rounds, and about its weekly one."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.core.formats import counted, every_week
from bot.core.markup import at, command
from bot.core.message import Message, say
from bot.live.records import Pacing, RoundSettings, RoundStyle, WeeklyRound


def pace(settings: RoundSettings, peer: Pacing, usual: Mapping[RoundStyle, int]) -> Message:
    """How live rounds go now."""
    each = ", ".join(
        f"{counted(seconds, 'second')} in *{style}*" for style, seconds in usual.items()
    )
    return say(
        "# Live rounds\n"
        "- A question is open for "
        f"{counted(settings.seconds, 'second') if settings.seconds else each}\n"
        f"- *peer* discusses for {counted(peer.minutes, 'minute')} where {peer.low} to "
        f"{peer.high} % were right\n"
        "Rounds that run already stay as they are."
    )


def described(weekly: WeeklyRound, zone: str) -> str:
    """The weekly round in a few words."""
    when = every_week(weekly.weekday, weekly.minute, zone)
    return f"{when}, {counted(weekly.count, 'question')}, {weekly.style}"


def weekly(weekly: WeeklyRound, zone: str, begins: datetime) -> Message:
    """The weekly round is fixed."""
    return say(
        f"A live round every week: {described(weekly, zone)}. The first one comes "
        f"{at(begins, 'full')}, with a reminder "
        f"an hour before. {command('group round', 'weekday:off')} ends it."
    )


def no_weekly() -> Message:
    """No round begins by itself any more."""
    return say(
        f"No live round begins by itself any more. {command('quiz live')} starts one whenever "
        "you like."
    )


def soon(planned: WeeklyRound, begins: datetime) -> Message:
    """An hour before the weekly round."""
    return say(
        f"The live round comes {at(begins, 'relative')}, {at(begins, 'time')}: "
        f"{counted(planned.count, 'question')}, "
        f"*{planned.style}*. Nothing to prepare, nothing to sign up for."
    )


def missed(due: datetime | None) -> Message:
    """The weekly round should have begun while we were away."""
    coming = f" The next one comes {at(due + timedelta(hours=1), 'full')}." if due else ""
    return say(f"Sorry, I was out of reach when the weekly live round should have begun.{coming}")
