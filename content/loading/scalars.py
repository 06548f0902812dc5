"""What an unquoted YAML value means here: text, a number, a flag, or what must be quoted."""

import math
import re

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
LONGEST_NUMBER = 30
LARGEST_WHOLE = 2**53
WORDS = {
    "": "has no value",
    "~": "means nothing",
    "null": "means nothing",
    "<<": "merges another map",
    "=": "is a reserved word",
} | dict.fromkeys(("y", "n", "yes", "no", "on", "off", "true", "false"), "is read as true or false")
SURPRISES = (
    (re.compile(r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"), "is read as a number of seconds"),
    (re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?"), "is read as a date"),
    (re.compile(r"[-+]?0[0-9_]+"), "is read as an octal number"),
    (
        re.compile(r"[-+]?0([bB][01_]+|[oO][0-7_]+|[xX][0-9a-fA-F_]+)"),
        "is read as a number in another base",
    ),
    (re.compile(r"[-+]?\.(inf|nan)", re.IGNORECASE), "is read as a special number"),
    (
        re.compile(r"[-+]?(\.[0-9_]+|[0-9][0-9_]*\.?[0-9_]*)([eE][-+]?[0-9]+)?"),
        "is an unusual way to write a number",
    ),
)
FLAGS = {"true": True, "false": False}
FIRST = frozenset("0123456789+-.")


def number(text: str) -> int | float | None:
    """The number that a plain value is, if it is written as everybody writes it."""
    if text[:1] not in FIRST or len(text) > LONGEST_NUMBER or not NUMBER.fullmatch(text):
        return None
    value = float(text) if any(c in text for c in ".eE") else int(text)
    if not math.isfinite(value):
        return None
    # `25.0` is as whole as `25`; beyond this, a float no longer tells whole numbers apart.
    return int(value) if abs(value) < LARGEST_WHOLE and value == int(value) else value


def surprise(text: str) -> str:
    """Why a plain value would be read as something its author did not mean, or nothing."""
    if len(text) <= 5 and (meaning := WORDS.get(text.lower())):
        return meaning
    if text[:1] not in FIRST:
        return ""
    return next((meaning for pattern, meaning in SURPRISES if pattern.fullmatch(text)), "")
