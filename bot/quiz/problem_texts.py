"""Wording of what goes wrong in a quiz: answers that cannot be read, and quizzes that are over."""

from bot.core.errors import UserError
from bot.core.markup import command, plain
from bot.core.quoting import either, quoted


def quiz_over() -> UserError:
    """A button of a quiz that is not there, or somebody else's."""
    return UserError(
        f"This quiz is over, or it isn't yours. {command('quiz solo')} starts a new one."
    )


def no_such_week() -> UserError:
    """A button of another group's week, or of one that is not there."""
    return UserError(
        f"I can't find that week in this group. {command('quiz solo')} asks on what you were given "
        "to read."
    )


def no_open_quiz() -> UserError:
    """There is nothing to stop."""
    return UserError(f"You have no quiz open. {command('quiz solo')} starts one.")


def no_questions(section: str) -> UserError:
    """A section without quiz questions."""
    return UserError(
        f"The quiz for **{plain(section)}** is still being written. {command('roadmap')} shows "
        f"which sections have one, and {command('quiz solo')} without a section asks on what you "
        "were given to read."
    )


def not_a_number(value: str) -> UserError:
    """A numeric question was answered in words."""
    return UserError(
        f"I can't read {quoted(value)} as a number. Try again, like `12`, `0.25` or `1.5e9`.",
        "answer",
    )


def no_words(value: str) -> UserError:
    """A question that wants a term was answered with marks only."""
    return UserError(
        f"I find no word in {quoted(value)}. Try again with a term; a guess is fine too.", "answer"
    )


def not_a_letter(value: str, letters: str) -> UserError:
    """A choice question was answered with something that is no choice."""
    return UserError(
        f"{quoted(value)} is not one of the choices. Answer with {either(list(letters))}.",
        "answer",
    )


def not_a_list(letters: str) -> UserError:
    """A multiple-choice question was answered with something that is no choice."""
    return UserError(
        f"Answer with the letters of all choices that are right, from {letters[0]} to "
        f"{letters[-1]}: `A, C`.",
        "answer",
    )
