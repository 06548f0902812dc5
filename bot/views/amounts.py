"""Amounts as people say them."""


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 reading`, `3 readings`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def distance(seconds: float) -> str:
    """How far off an instant is: `in 3 days`, `20 minutes ago`, `now`."""
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        number = round(abs(seconds) / length)
        if abs(seconds) >= length * 0.95:
            return f"in {counted(number, unit)}" if seconds > 0 else f"{counted(number, unit)} ago"
    return "now"


def duration(minutes: int) -> str:
    """Minutes as people say them: `45 min`, `2 h 30 min`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
