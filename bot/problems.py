"""Every kind word about something that went wrong: what happened, and what to do next. Nothing here ever blames."""

from collections.abc import Sequence

from bot.errors import StoreError, UserError
from bot.text import code, plain

_SHOWN = 60


def unknown_command(typed: str, nearest: Sequence[str]) -> UserError:
    """Nothing answers to what was typed."""
    if not typed.strip():
        return UserError("Tell me what you would like to do. `help` lists everything I can do.")
    hint = f"Did you mean {_either(nearest)}?" if nearest else "`help` lists everything I can do."
    return UserError(f"I don't know {_quoted(typed)}. {hint}")


def unknown_option(command: str, option: str, usage: str) -> UserError:
    """A command was told something it has no option for."""
    return UserError(f"`{command}` has no option {_quoted(option)}. It goes like this: {code(usage)}")


def not_a_choice(option: str, given: str, choices: Sequence[str]) -> UserError:
    """An option was given a value that is not among its choices."""
    return UserError(f"{_quoted(given)} is not something I know for `{option}`. Choose {_either(choices)}.")


def not_in_range(option: str, given: str, least: int, most: int) -> UserError:
    """A number was wanted."""
    return UserError(f"{_quoted(given)} does not fit `{option}`: give a whole number from {least} to {most}.")


def no_such(what: str, given: str, command: str) -> UserError:
    """No section or reading has this name."""
    return UserError(f"I found no {what} called {_quoted(given)}. `{command}` shows them all.")


def ambiguous(what: str, given: str, titles: Sequence[str]) -> UserError:
    """Several sections or readings have this name."""
    shown = "\n".join(f"- {plain(title)}" for title in titles[:8])
    more = f"\n… and {len(titles) - 8} more" if len(titles) > 8 else ""
    return UserError(f"Several {what}s match {_quoted(given)}. Which one?\n{shown}{more}")


def unknown_zone(given: str, near: Sequence[str]) -> UserError:
    """No time zone has this name."""
    hint = f"Perhaps {_either(near[:5])}?" if near else "Name a large city near you, like `Berlin` or `New York`."
    return UserError(f"I don't know the time zone {_quoted(given)}. {hint}")


def organisers_only(command: str) -> UserError:
    """Somebody who does not run the group called an organiser's command."""
    return UserError(f"`{command}` is for the group's organisers. `group show` says how the group is set.")


def not_for_people() -> UserError:
    """A call that only the scheduler makes."""
    return UserError("That is something I do by myself when it is due. `help` lists what you can do.")


def quiz_over() -> UserError:
    """A button of a quiz that is not there, or somebody else's."""
    return UserError("This quiz is over, or it isn't yours. `quiz solo` starts a new one.")


def no_open_quiz() -> UserError:
    """There is nothing to stop."""
    return UserError("You have no quiz open. `quiz solo` starts one.")


def no_questions(section: str) -> UserError:
    """A section without quiz questions."""
    return UserError(
        f"The quiz for **{plain(section)}** is still being written. `roadmap` shows which sections have one, "
        "and `quiz solo` without a section asks from all of them."
    )


def no_discussion(section: str) -> UserError:
    """A section without discussion questions."""
    return UserError(
        f"The discussion questions for **{plain(section)}** are still being written. `roadmap` shows its readings."
    )


def not_a_number(given: str) -> UserError:
    """A numeric question was answered in words."""
    return UserError(f"I can't read {_quoted(given)} as a number. Try again, like `12`, `0.25` or `1.5e9`.")


def not_a_letter(given: str, letters: str) -> UserError:
    """A choice question was answered with something that is no choice."""
    return UserError(f"{_quoted(given)} is not one of the choices. Answer with {_either(list(letters))}.")


def not_a_list(letters: str) -> UserError:
    """A multiple-choice question was answered with something that is no choice."""
    return UserError(
        f"Answer with the letters of all choices that are right, from {letters[0]} to {letters[-1]}: `A, C`."
    )


def too_long(limit: int) -> UserError:
    """More text than any answer needs."""
    return UserError(f"That is longer than I can take ({limit:,} characters at most). Could you say it in fewer words?")


def nothing_to_undo(title: str) -> UserError:
    """A reading that is not done cannot be undone."""
    return UserError(f"{plain(title)} is not marked as read, so there is nothing to take back.")


def nothing_left() -> UserError:
    """`done` without a reading, and none is left."""
    return UserError("You have read everything on this roadmap. `progress` shows your way.")


def not_in_group() -> UserError:
    """A group was named that this person is not in."""
    return UserError("You aren't in that group. Use a command in its channel, and you can switch to it here.")


def bug(reference: str) -> UserError:
    """Our own fault; the reference stands in the log."""
    return UserError(
        f"Sorry, something went wrong on my side and I changed nothing. Please try again; if it happens again, tell "
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
    quoted = [code(choice) for choice in choices]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
