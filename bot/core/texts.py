"""Wording of what goes wrong before any room is asked: what was typed, what an option was given.

Nothing here or in the rooms' texts ever blames: it says what happened, and what to do next.
"""

from collections.abc import Sequence

from bot.core.errors import UserError
from bot.core.markup import code, command, plain
from bot.core.quoting import either, one_of, quoted


def unknown_command(typed: str, nearest: Sequence[str]) -> UserError:
    """Nothing answers to what was typed."""
    if not typed.strip():
        return UserError(
            f"Tell me what you would like to do. {command('help')} lists everything I can do."
        )
    hint = (
        f"Did you mean {one_of([command(name) for name in nearest])}?"
        if nearest
        else f"{command('help')} lists everything I can do."
    )
    return UserError(f"I don't know {quoted(typed)}. {hint}")


def unknown_option(name: str, places: Sequence[str], option: str) -> UserError:
    """A command was told something it has no option for; `places`: what may follow its name."""
    return UserError(
        f"{command(name)} has no option {quoted(option)}. It goes like this: "
        f"{command(name, *places)}"
    )


def not_a_choice(option: str, called: str, value: str, choices: Sequence[str]) -> UserError:
    """An option was given a value that is not among its choices.

    `called`: what stands beside it in menus and forms.
    """
    return UserError(
        f"{quoted(value)} is not something I know for `{option}` ({plain(called)}). Choose "
        f"{either(choices)}.",
        option,
    )


def not_in_range(option: str, called: str, value: str, least: int, most: int) -> UserError:
    """A number was wanted."""
    return UserError(
        f"{quoted(value)} does not fit `{option}` ({plain(called)}): give a whole number from "
        f"{least} to {most}.",
        option,
    )


def too_long(limit: int, option: str) -> UserError:
    """More text than any answer needs."""
    return UserError(
        f"That is longer than I can take ({limit:,} characters at most). Could you say it in "
        "fewer words?",
        option,
    )


def unknown_zone(value: str, near: Sequence[str]) -> UserError:
    """No time zone has this name."""
    hint = (
        f"Perhaps {either(near[:5])}?"
        if near
        else "Name a large city near you, like `Berlin` or `New York`."
    )
    return UserError(f"I don't know the time zone {quoted(value)}. {hint}", "zone")


def which_zone(value: str, meant: Sequence[tuple[str, str]]) -> UserError:
    """Places of several zones have this name, or one place has several.

    `meant`: what people call each, and its zone; two at least.
    """
    shown = "\n".join(f"- {plain(name)}" for name, _ in meant[:8])
    more = f"\n… and {len(meant) - 8} more" if len(meant) > 8 else ""
    return UserError(
        f"{quoted(value)} has more than one time zone. Which one? Name a large city near you, or "
        f"type the zone itself, like {code(meant[0][1])}.\n{shown}{more}",
        "zone",
    )


def no_clock(value: str) -> UserError:
    """A distance from Greenwich, or its short name, where a zone was wanted."""
    return UserError(
        f"{quoted(value)} does not tell me when your clocks change. Name a large city near you, "
        "like `Berlin` or "
        "`New York`, and I follow its clocks; `UTC` never changes.",
        "zone",
    )


def not_a_time(value: str) -> UserError:
    """An hour was wanted."""
    return UserError(
        f"I can't read {quoted(value)} as a time of day. Try again, like `18:00`, `9:30` or `6 "
        "pm`.",
        "hour",
    )


def not_a_date(value: str, option: str) -> UserError:
    """A day was wanted."""
    return UserError(
        f"I can't read {quoted(value)} as a day. Write it as year-month-day: `2027-01-31`.", option
    )
