"""Wording of what goes wrong with who is who, and who may."""

from bot.core.errors import UserError
from bot.core.markup import command
from bot.core.quoting import quoted


def organisers_only(name: str) -> UserError:
    """Somebody who does not run the group called an organiser's command."""
    return UserError(
        f"{command(name)} is for the group's organisers. {command('group show')} says how the "
        "group is set."
    )


def no_such_member(value: str) -> UserError:
    """Nobody in the group has this name."""
    return UserError(
        f"Nobody called {quoted(value)} has taken part here yet. Their first activity makes "
        "them a member.",
        "member",
    )


def several_members(value: str) -> UserError:
    """More than one member has this name."""
    return UserError(
        f"Several members are called {quoted(value)}. Choose one from the list that comes up as "
        "you type.",
        "member",
    )


def not_for_people() -> UserError:
    """A call that only the scheduler makes."""
    return UserError(
        f"That is something I do by myself when it is due. {command('help')} lists what you can do."
    )


def not_here() -> UserError:
    """A group lives in a channel."""
    return UserError(
        f"A group lives in a channel. Use this command there; {command('group setup')} makes a "
        "group for everybody in it."
    )


def rights_untold() -> UserError:
    """The platform does not say whether somebody runs the group."""
    return UserError(
        "I cannot find out just now whether you run the group: the platform does not tell me. "
        "Please try again in a moment, or in the group's channel."
    )
