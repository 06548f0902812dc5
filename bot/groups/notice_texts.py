"""Wording of what organisers should know, each with what to do."""

from collections.abc import Mapping

from bot.core.call import Call
from bot.core.errors import UserError
from bot.core.markup import command, plain
from bot.core.message import Button, Message, row, say
from bot.core.records import Group, Notice
from bot.groups import place_texts
from bot.outbox import keys
from bot.outbox.key import Key
from bot.outbox.keys import MeetingReminder, Questions, Recap, WeeklyPost, WeekThread
from bot.outbox.round_keys import RoundStep

_WHAT: Mapping[type[Key], str] = {
    WeeklyPost: "the week's post",
    Recap: "the recap",
    WeekThread: "the discussion thread",
    Questions: "the questions for the thread",
    MeetingReminder: "the reminder of the meeting",
    RoundStep: "the live round",
}


def notice(group: Group, notice: Notice) -> Message:
    """One notice, in a direct message or under an organiser's command."""
    again = Button("Post it again", Call("post again", {"notice": notice.id}), "primary")
    there = Button("It is there", Call("post found", {"notice": notice.id}))
    buttons = {"failed": (row(again),), "doubtful": (row(again, there),)}
    return say(text(group, notice), *buttons.get(notice.kind, ()))


def text(group: Group, notice: Notice) -> str:
    """What happened, and what to do."""
    about, _, problem = notice.detail.partition(" ")
    what = _what(notice)
    where = plain(group.name)
    match notice.kind:
        case "failed":
            return (
                f"I could not send {what} to **{where}**: "
                f"{plain(problem) or 'the platform did not take it'}. {command('group doctor')} "
                "there says what to fix; then press the button here, or type "
                f"{command('group post')} there."
            )
        case "doubtful":
            return (
                f"I may have sent {what} to **{where}** already, and I may not look. Is it there? "
                "If not, post it again."
            )
        case "gone":
            erased_on, _, why = problem.partition(" ")
            return place_texts.gone(group.name, about, erased_on, why)
        case "ending":
            return (
                f"The plan of **{where}** ends soon ({notice.detail} more to come). "
                f"Its last post offers the courses that follow; {command('group setup')} there "
                "chooses one before, "
                f"{command('group insert')} adds weeks of your own."
            )
        case "flag":
            return (
                f"Somebody reported a quiz question in **{where}**. {command('group flags')} there "
                "shows what can be done."
            )
        case _:
            return f"**{where}**: {plain(notice.detail)}"


def detail_of(key: Key, problem: str) -> str:
    """What a notice keeps of a delivery that failed, or may have."""
    return f"{keys.text(key)} {problem}".strip()


def key_of(notice: Notice) -> Key | None:
    """The delivery that a notice is about."""
    return keys.parse(notice.detail.partition(" ")[0])


def _what(notice: Notice) -> str:
    key = key_of(notice)
    return next((what for kind, what in _WHAT.items() if isinstance(key, kind)), "a post")


def nothing_to_post_again() -> UserError:
    """What was given up has been sent meanwhile, or its time has passed."""
    return UserError(
        f"That has been sent meanwhile, or its time has passed. {command('group post')} posts the "
        "coming week."
    )
