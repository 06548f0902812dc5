"""Wording of what goes wrong around live rounds."""

from bot.core.errors import UserError
from bot.core.markup import command


def no_round_here() -> UserError:
    """A live round needs a channel with a group."""
    return UserError(
        f"A live round is played in a group's channel: use {command('quiz live')} there. Where "
        f"there is no group yet, {command('group setup')} makes one. On your own, "
        f"{command('quiz solo')} is the one for you."
    )


def round_runs() -> UserError:
    """One live round a channel."""
    return UserError("A live round is on here already. Join in: its thread is open to everyone.")


def round_over() -> UserError:
    """A button of a live round that has ended."""
    return UserError(f"This round is over. {command('quiz live')} starts another one.")


def question_closed(*, talking: bool) -> UserError:
    """An answer that came after the close."""
    if talking:
        return UserError(
            "The first vote is closed. Talk it over in the thread; the second vote opens soon."
        )
    return UserError("Time was up for this one. The next question is yours.")


def nothing_to_wait_for() -> UserError:
    """A press to close what has ended meanwhile."""
    return UserError("That one is closed already: nobody waits for it any more.")


def question_changed() -> UserError:
    """The pack was edited while a question was open."""
    return UserError(
        "This question was changed just now, so it won't count for anybody. The next one will."
    )


def nothing_given() -> UserError:
    """A round without a section, where nothing the group was given to read has questions yet."""
    return UserError(
        "I ask only on what your group was given to read, and that has no question for everyone "
        f"yet. {command('quiz live', 'section:…')} asks on any section you name."
    )


def not_your_round() -> UserError:
    """Somebody else's live round."""
    return UserError(
        "Whoever began the round steers it, and so do the organisers. You can answer at any time."
    )


def thresholds_crossed(low: int, high: int) -> UserError:
    """The lower threshold of `peer` is above the higher one."""
    return UserError(
        f"From {low} % down to {high} % there is nothing to discuss: `low` must not be above "
        "`high`."
    )


def which_hour(weekday: str) -> UserError:
    """A weekly round needs an hour."""
    return UserError(f"At which hour? {command('group round', f'weekday:{weekday}', 'hour:19:00')}")


def nothing_missed() -> UserError:
    """Nothing to review after a live round."""
    return UserError(f"You missed nothing in that round. {command('quiz solo')} has more.")
