"""What goes wrong with who is who, and who may."""

from bot.core.errors import UserError


def rights_untold() -> UserError:
    """The platform does not say whether somebody runs the group."""
    return UserError(
        "I cannot find out just now whether you run the group: the platform does not tell me. "
        "Please try again in a moment, or in the group's channel."
    )
