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


def no_such_member(given: str) -> UserError:
    """Nobody in the group has this name."""
    return UserError(
        f"Nobody called {quoted(given)} has taken part here yet. Their first activity makes "
        "them a member.",
        "member",
    )


def several_members(given: str) -> UserError:
    """More than one member has this name."""
    return UserError(
        f"Several members are called {quoted(given)}. Choose one from the list that comes up as "
        "you type.",
        "member",
    )
