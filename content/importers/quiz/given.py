"""A quiz question as far as a file tells it, before anybody judged it."""

import re
from dataclasses import dataclass
from typing import Any

from content.answers import TRUTH
from content.loading import scalars

TAG = re.compile(r"(difficulty|skill|reading|trap|kind)-(.+)")
# `1,234` may be a thousand or little more than one: nobody can tell, so it stays a text.
DECIMAL_COMMA = re.compile(r"(-?[0-9]+),([0-9]{1,2}|[0-9]{4,})")


@dataclass(frozen=True, slots=True)
class Given:
    """`entry` has the fields of content/README.md, each only where the file tells it.

    `title` may become the id.
    """

    line: int
    entry: dict[str, Any]
    section: str = ""
    title: str = ""


def number(text: str) -> int | float | str:
    """A number as people and spreadsheets write it; the text itself where it is none."""
    plain = f"{comma[1]}.{comma[2]}" if (comma := DECIMAL_COMMA.fullmatch(text)) else text
    written = plain.replace("\N{MINUS SIGN}", "-").removeprefix("+")
    if (found := scalars.number(written)) is not None:
        return found
    try:
        value = (
            float(written)
            if re.fullmatch(r"-?[0-9]*\.?[0-9]*([eE][-+]?[0-9]+)?", written)
            else None
        )
    except ValueError:
        return text
    found = None if value is None else scalars.number(repr(value))
    return text if found is None else found


def other(truth: str) -> str:
    """The tempting answer where there are only two."""
    return TRUTH[1 - TRUTH.index(truth)]


def told_by(tags: list[str]) -> tuple[dict[str, Any], list[str]]:
    """What our tags say (`difficulty-2`, `skill-recall`, `reading-adam`, `trap-B`, `kind-text`),
    and all other tags.
    """
    found = {tag: match for tag in tags if (match := TAG.fullmatch(tag))}
    values: dict[str, Any] = {match[1]: match[2] for match in found.values()}
    if "difficulty" in values:
        values["difficulty"] = number(values["difficulty"])
    return values, [tag for tag in tags if tag not in found]
