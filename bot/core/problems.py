"""Every kind word about something that went wrong: what happened, and what to do next.

Nothing here ever blames.
"""

from collections.abc import Sequence

from bot.core.errors import StoreError, UserError
from bot.core.markup import code, command, plain

_SHOWN = 60


def unknown_command(typed: str, nearest: Sequence[str]) -> UserError:
    """Nothing answers to what was typed."""
    if not typed.strip():
        return UserError(
            f"Tell me what you would like to do. {command('help')} lists everything I can do."
        )
    hint = (
        f"Did you mean {_one_of([command(name) for name in nearest])}?"
        if nearest
        else f"{command('help')} lists everything I can do."
    )
    return UserError(f"I don't know {_quoted(typed)}. {hint}")


def unknown_option(name: str, places: Sequence[str], option: str) -> UserError:
    """A command was told something it has no option for; `places`: what may follow its name."""
    return UserError(
        f"{command(name)} has no option {_quoted(option)}. It goes like this: "
        f"{command(name, *places)}"
    )


def not_a_choice(option: str, called: str, given: str, choices: Sequence[str]) -> UserError:
    """An option was given a value that is not among its choices.

    `called`: what stands beside it in menus and forms.
    """
    return UserError(
        f"{_quoted(given)} is not something I know for `{option}` ({plain(called)}). Choose "
        f"{_either(choices)}.",
        option,
    )


def not_in_range(option: str, called: str, given: str, least: int, most: int) -> UserError:
    """A number was wanted."""
    return UserError(
        f"{_quoted(given)} does not fit `{option}` ({plain(called)}): give a whole number from "
        f"{least} to {most}.",
        option,
    )


def no_such(what: str, given: str, lists: str) -> UserError:
    """No section or reading has this name; `lists`: the command that shows which there are."""
    return UserError(
        f"I found no {what} called {_quoted(given)}. {command(lists)} shows them all.", what
    )


def ambiguous(what: str, given: str, titles: Sequence[str]) -> UserError:
    """Several sections or readings have this name."""
    shown = "\n".join(f"- {plain(title)}" for title in titles[:8])
    more = f"\n… and {len(titles) - 8} more" if len(titles) > 8 else ""
    return UserError(f"Several {what}s match {_quoted(given)}. Which one?\n{shown}{more}", what)


def unknown_zone(given: str, near: Sequence[str]) -> UserError:
    """No time zone has this name."""
    hint = (
        f"Perhaps {_either(near[:5])}?"
        if near
        else "Name a large city near you, like `Berlin` or `New York`."
    )
    return UserError(f"I don't know the time zone {_quoted(given)}. {hint}", "zone")


def no_clock(given: str) -> UserError:
    """A distance from Greenwich, or its short name, where a zone was wanted."""
    return UserError(
        f"{_quoted(given)} does not tell me when your clocks change. Name a large city near you, "
        "like `Berlin` or "
        "`New York`, and I follow its clocks; `UTC` never changes.",
        "zone",
    )


def done_already() -> UserError:
    """The platform told of something twice."""
    return UserError("I have done that already; it reached me twice, and I did it once.")


def organisers_only(name: str) -> UserError:
    """Somebody who does not run the group called an organiser's command."""
    return UserError(
        f"{command(name)} is for the group's organisers. {command('group show')} says how the "
        "group is set."
    )


def not_for_people() -> UserError:
    """A call that only the scheduler makes."""
    return UserError(
        f"That is something I do by myself when it is due. {command('help')} lists what you can do."
    )


def quiz_over() -> UserError:
    """A button of a quiz that is not there, or somebody else's."""
    return UserError(
        f"This quiz is over, or it isn't yours. {command('quiz solo')} starts a new one."
    )


def no_open_quiz() -> UserError:
    """There is nothing to stop."""
    return UserError(f"You have no quiz open. {command('quiz solo')} starts one.")


def no_questions(section: str) -> UserError:
    """A section without quiz questions."""
    return UserError(
        f"The quiz for **{plain(section)}** is still being written. {command('roadmap')} shows "
        f"which sections have one, and {command('quiz solo')} without a section asks from all of "
        "them."
    )


def no_discussion(section: str) -> UserError:
    """A section without discussion questions."""
    return UserError(
        f"The discussion questions for **{plain(section)}** are still being written. "
        f"{command('roadmap')} shows its readings."
    )


def not_a_number(given: str) -> UserError:
    """A numeric question was answered in words."""
    return UserError(
        f"I can't read {_quoted(given)} as a number. Try again, like `12`, `0.25` or `1.5e9`.",
        "answer",
    )


def no_words(given: str) -> UserError:
    """A question that wants a term was answered with marks only."""
    return UserError(
        f"I find no word in {_quoted(given)}. Try again with a term; a guess is fine too.", "answer"
    )


def not_a_letter(given: str, letters: str) -> UserError:
    """A choice question was answered with something that is no choice."""
    return UserError(
        f"{_quoted(given)} is not one of the choices. Answer with {_either(list(letters))}.",
        "answer",
    )


def not_a_list(letters: str) -> UserError:
    """A multiple-choice question was answered with something that is no choice."""
    return UserError(
        f"Answer with the letters of all choices that are right, from {letters[0]} to "
        f"{letters[-1]}: `A, C`.",
        "answer",
    )


def too_long(limit: int, option: str) -> UserError:
    """More text than any answer needs."""
    return UserError(
        f"That is longer than I can take ({limit:,} characters at most). Could you say it in "
        "fewer words?",
        option,
    )


def nothing_to_undo(title: str) -> UserError:
    """A reading that is not done cannot be undone."""
    return UserError(f"{plain(title)} is not marked as read, so there is nothing to take back.")


def nothing_left() -> UserError:
    """`done` without a reading, and none is left."""
    return UserError(
        f"You have read everything on this roadmap. {command('progress')} shows your way."
    )


def no_such_week() -> UserError:
    """A week of this number is not ahead, or not there at all."""
    return UserError(
        f"There is no such week here. {command('plan')} shows the weeks ahead, {command('week')} "
        "the one that runs.",
        "week",
    )


def no_weeks(group: str) -> UserError:
    """The group has no rhythm."""
    return UserError(
        f"**{plain(group)}** has no weeks yet. An organiser starts them with "
        f"{command('group setup')}."
    )


def no_weeks_alone() -> UserError:
    """Weeks, where somebody studies on their own."""
    return UserError(
        f"On your own you walk at your own pace, without weeks: {command('next')} shows what to "
        "read. Weeks come with a group, and a group lives in a channel."
    )


def not_a_time(given: str) -> UserError:
    """An hour was wanted."""
    return UserError(
        f"I can't read {_quoted(given)} as a time of day. Try again, like `18:00`, `9:30` or `6 "
        "pm`.",
        "hour",
    )


def not_a_date(given: str, option: str) -> UserError:
    """A day was wanted."""
    return UserError(
        f"I can't read {_quoted(given)} as a day. Write it as year-month-day: `2027-01-31`.", option
    )


def not_ahead(day: str) -> UserError:
    """A day to come was wanted."""
    return UserError(
        f"{_quoted(day)} is not ahead of us. Name a day from tomorrow on, like `2027-01-31`.",
        "until",
    )


def no_such_chapter(given: str, known: Sequence[str]) -> UserError:
    """No chapter has this name."""
    return UserError(
        f"I found no chapter called {_quoted(given)}. There are {_either(known)}, or `all`.",
        "chapters",
    )


def no_such_pack(given: str, known: Sequence[str]) -> UserError:
    """No roadmap has this name."""
    return UserError(
        f"I found no roadmap called {_quoted(given)}. There is {_either(known)}.", "pack"
    )


def no_such_member(given: str) -> UserError:
    """Nobody in the group has this name."""
    return UserError(
        f"Nobody called {_quoted(given)} has taken part here yet. Their first activity makes "
        "them a member.",
        "member",
    )


def several_members(given: str) -> UserError:
    """More than one member has this name."""
    return UserError(
        f"Several members are called {_quoted(given)}. Choose one from the list that comes up as "
        "you type.",
        "member",
    )


def not_here() -> UserError:
    """A group lives in a channel."""
    return UserError(
        f"A group lives in a channel. Use this command there; {command('group setup')} makes a "
        "group for everybody in it."
    )


def no_group_here() -> UserError:
    """A channel that could have a group."""
    return UserError(
        f"This channel has no group yet. {command('group setup')} makes one for everybody in it."
    )


def nothing_to_confirm() -> UserError:
    """A set-up was confirmed that nobody is looking at."""
    return UserError(
        f"There is nothing to confirm here any more. {command('group setup')} shows the present "
        "values."
    )


def nothing_to_forgive(name: str) -> UserError:
    """No missed week is there to be excused."""
    return UserError(f"{plain(name)} has no missed week to excuse.")


def not_paused() -> UserError:
    """Nothing to resume."""
    return UserError(f"The group is not having a break. {command('week')} shows what runs.")


def place_gone(name: str) -> UserError:
    """The group has no channel any more."""
    return UserError(
        f"The channel of {plain(name)} is gone, so its weeks rest. {command('group setup')} begins "
        f"anew in another channel; if the old one is there again, {command('group resume')} in it "
        "goes on where it stopped."
    )


def nothing_to_carry() -> UserError:
    """A group that is to go on in another channel."""
    return UserError(
        "That group has a channel again, or this channel has a group already. "
        f"{command('group show')} says what runs here."
    )


def nothing_to_post_again() -> UserError:
    """What was given up has been sent meanwhile, or its time has passed."""
    return UserError(
        f"That has been sent meanwhile, or its time has passed. {command('group post')} posts the "
        "coming week."
    )


def plan_is_done() -> UserError:
    """Nothing is left to post."""
    return UserError(
        f"Nothing is left to post: the plan is done. {command('group setup')} can add chapters, "
        f"{command('group insert')} adds a week."
    )


def not_in_group() -> UserError:
    """A group was named that this person is not in."""
    return UserError(
        "You aren't in that group. Use a command in its channel, and you can switch to it here."
    )


def bug(reference: str) -> UserError:
    """Our own fault; the reference stands in the log."""
    return UserError(
        "Sorry, something went wrong on my side and I changed nothing. Please try again; if it "
        "happens again, tell "
        f"whoever runs me this reference: `{reference}`"
    )


def store(fault: StoreError) -> UserError:
    """The database cannot be written just now."""
    return UserError(f"Sorry, I couldn't save that. {fault}")


def _quoted(given: str) -> str:
    words = " ".join(given.split())
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    return f"“{plain(shown)}”"


def _either(choices: Sequence[str]) -> str:
    return _one_of([code(choice) for choice in choices])


def _one_of(choices: Sequence[str]) -> str:
    return choices[0] if len(choices) == 1 else f"{', '.join(choices[:-1])} or {choices[-1]}"
