"""Small checks of JSON that put together to a description, and complain as Slack does.

Words and a place.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Json = dict[str, Any]


class Wrong:
    """Collects complaints; `at` is the place in the body that is looked at."""

    def __init__(self) -> None:
        self.complaints: list[str] = []

    def say(self, words: str, at: str) -> None:
        self.complaints.append(f"{words} [json-pointer:{at}]")


Check = Callable[[Any, str, Wrong], None]


def anything(value: object, at: str, wrong: Wrong) -> None:
    """No complaint ever."""


def flag(value: object, at: str, wrong: Wrong) -> None:
    """Yes or no."""
    if not isinstance(value, bool):
        wrong.say("must provide a boolean", at)


def whole(least: int, most: int) -> Check:
    """A number without a fraction."""

    def check(value: object, at: str, wrong: Wrong) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            wrong.say("must provide an integer", at)
        elif not least <= value <= most:
            wrong.say(f"must be between {least} and {most}", at)

    return check


def words(most: int, least: int = 1) -> Check:
    """A text of so many characters."""

    def check(value: object, at: str, wrong: Wrong) -> None:
        if not isinstance(value, str):
            wrong.say("must provide a string", at)
        elif len(value) < least:
            wrong.say(f"must be more than {least - 1} characters", at)
        elif len(value) > most:
            wrong.say(f"must be less than {most + 1} characters", at)

    return check


def one_of(*values: object) -> Check:
    """One of a few values."""

    def check(value: object, at: str, wrong: Wrong) -> None:
        if value not in values:
            wrong.say(f"must be a valid enum value: {', '.join(map(str, values))}", at)

    return check


def number_words(value: object, at: str, wrong: Wrong) -> None:
    """A number, written as text."""
    if not isinstance(value, str) or not value.removeprefix("-").replace(".", "", 1).isdigit():
        wrong.say("must be a number in a string", at)


def address(most: int = 3000) -> Check:
    """An address of a page or a picture."""

    def check(value: object, at: str, wrong: Wrong) -> None:
        words(most)(value, at, wrong)
        if isinstance(value, str) and not value.startswith(
            ("https://", "http://", "mailto:", "slack://")
        ):
            wrong.say("must be a valid URL", at)

    return check


def many(check: Check, most: int, least: int = 1) -> Check:
    """A list of so many of one kind."""

    def check_all(value: object, at: str, wrong: Wrong) -> None:
        if not isinstance(value, list):
            wrong.say("must provide an array", at)
            return
        if len(value) > most:
            wrong.say(f"no more than {most} items allowed", at)
        if len(value) < least:
            wrong.say(f"no fewer than {least} items allowed" if value else "must not be empty", at)
        for number, one in enumerate(value):
            check(one, f"{at}/{number}", wrong)

    return check_all


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these fields and no others."""
    known = {**required, **(optional or {})}

    def check(value: object, at: str, wrong: Wrong) -> None:
        if not isinstance(value, dict):
            wrong.say("must provide an object", at)
            return
        for name in required.keys() - value.keys():
            wrong.say(f"missing required field: {name}", at)
        for name, part in value.items():
            if name in known:
                known[name](part, f"{at}/{name}", wrong)
            else:
                wrong.say(f"invalid additional property: {name}", at)

    return check


def either(*names: str) -> Check:
    """At least one of these fields is there."""

    def check(value: object, at: str, wrong: Wrong) -> None:
        if isinstance(value, dict) and not any(name in value for name in names):
            wrong.say(f"must define either `{'` or `'.join(names)}`", at)

    return check


def both(*checks: Check) -> Check:
    """One after the other."""

    def check_each(value: object, at: str, wrong: Wrong) -> None:
        for check in checks:
            check(value, at, wrong)

    return check_each


def by_type(kinds: Mapping[str, Check], *only: str) -> Check:
    """What its `type` says it is; with `only`, one of these types."""
    allowed = {name: check for name, check in kinds.items() if not only or name in only}

    def check(value: object, at: str, wrong: Wrong) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind in allowed:
            allowed[kind](value, at, wrong)
        else:
            wrong.say(f"unsupported type: {kind}", f"{at}/type")

    return check


def text(most: int, *kinds: str) -> Check:
    """A text object, plain_text and mrkdwn unless only one of them is taken."""
    plain = shape({"type": one_of("plain_text"), "text": words(most)}, {"emoji": flag})
    marked = shape({"type": one_of("mrkdwn"), "text": words(most)}, {"verbatim": flag})
    return by_type({"plain_text": plain, "mrkdwn": marked}, *kinds)


def plain(most: int) -> Check:
    """A text object that must be plain_text."""
    return text(most, "plain_text")


def chosen(value: Json, options: Sequence[Json]) -> bool:
    """Whether something that stands chosen is one of the options."""
    return any(
        one.get("value") == value.get("value") and one.get("text") == value.get("text")
        for one in options
    )
