"""What is wrong with a setting, and what to write instead, for whoever runs Roadmate."""

from collections.abc import Sequence

# What a value must be, behind "it must be".
A_SQLITE_FILE = "sqlite:/// and the path of a file (this version keeps everything in SQLite)"
WHOLE_AND_ALONE = "the whole token alone, without quotes or spaces"

NOT_UTF8 = "it is not UTF-8 text"


def an_address(scheme: str, other: str) -> str:
    """What an address must be."""
    return f"an address that begins with {scheme}:// or {other}://, without a password"


def a_number(least: int, most: int) -> str:
    """What a number must be."""
    return f"a whole number from {least} to {most}"


def one_of(choices: Sequence[str]) -> str:
    """What one of few words must be."""
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


def must_be(what: str, name: str, example: str) -> str:
    """A value that is something else."""
    return f"it must be {what}, like {name}={example}"


def cannot_be_read(why: str) -> str:
    """The .env file is there, but of no use."""
    return f"it cannot be read ({why}). Mend it, or remove it"


def line(file: str, number: int) -> str:
    """Where a fault is."""
    return f"{file}, line {number}"


def written_like(name: str, example: str) -> str:
    """A line of the .env file that sets nothing."""
    return f"write NAME=value, like {name}={example}"


def unknown(example: str) -> str:
    """A name like no other."""
    return f"there is no such setting. Remove it; {example} is one that there is"


def misspelt(name: str, example: str) -> str:
    """A name that is nearly right."""
    return f"there is no such setting. Did you mean {name}, as in {name}={example}?"
