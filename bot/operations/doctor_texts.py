"""Wording of `roadmate doctor` about this machine, and what every platform's part of it needs."""

from datetime import datetime, timedelta
from pathlib import Path

_SET_THE_CLOCK = "Set this machine's clock, best by a time service (NTP)"
SETTINGS = "settings: every variable is known and well formed"
TOKENS, ZONES = "tokens", "time zones"
NO_TOKENS = (
    "none is set, so there is nowhere to talk. `roadmate run` says what to set, and where it is"
)
NEVER_SAID = "something that it never says"
NO_FOLDER = "there is no such folder. Make it, or name another in ROADMATE_DATABASE_URL"
IMPOSSIBLE_TIME = f"that cannot be. {_SET_THE_CLOCK}"
NO_ZONES = "the tzdata package is missing. Install it: python -m pip install tzdata"


def right_form(name: str) -> str:
    """A token looks like one."""
    return f"{name}: has the right form"


def wrong_form(right: str) -> str:
    """A token looks like something else; `right`: how it begins, or what is in it."""
    return f"this is something else: the right one {right}. Copy it once more"


def folder(path: Path) -> str:
    """The database's folder."""
    return f"folder {path}"


def cannot_write(why: str) -> str:
    """Its folder lets us make no file."""
    return f"Roadmate cannot write here ({why}). Change that, or name another folder"


def database(path: Path) -> str:
    """The database."""
    return f"database {path}"


def will_be_made(path: Path) -> str:
    """No database yet."""
    return f"database {path}: will be made at the first start"


def sound(path: Path) -> str:
    """What is in it can be used."""
    return f"database {path}: sound, and of this version or an older one"


def writable(path: Path, *, in_use: bool) -> str:
    """It took a write."""
    if in_use:
        return f"database {path}: can be written; a running Roadmate uses it"
    return f"database {path}: can be written; nobody uses it"


def disk(free: int) -> str:
    """How much room there is, in bytes."""
    return f"disk: {free // 1_000_000:,} MB free"


def little(least_free: int) -> str:
    """Less room than there should be, in bytes."""
    return f"that is little. Make room: {least_free // 1_000_000:,} MB should be free"


def time(now: datetime) -> str:
    """What the clock of this machine says, in UTC."""
    return f"clock: {now:%Y-%m-%d %H:%M:%S} UTC"


def earlier_than(alive: datetime) -> str:
    """The clock stands before a sign of life, in UTC."""
    return (
        f"Roadmate was alive at {alive:%Y-%m-%d %H:%M:%S} UTC, which is still to come. "
        f"{_SET_THE_CLOCK}"
    )


def zones(version: str) -> str:
    """Time zones are there."""
    return f"time zones: tzdata {version}"


def pack(folder: Path, hints: int) -> str:
    """A pack without faults."""
    if hints:
        return (
            f"pack {folder.name}: can be used; {hints} hints for its authors from "
            f"`roadmate content check {folder}`"
        )
    return f"pack {folder.name}: can be used"


def clock(platform: str, ahead: timedelta) -> tuple[str, str]:
    """How this machine's clock stands to the platform's; the fix is empty where they agree."""
    off = abs(round(ahead.total_seconds()))
    if off < 60:
        return f"{platform}: its clock and this machine's agree", ""
    how = "ahead of" if ahead > timedelta() else "behind"
    return (
        f"clock: {off // 60} min {how} {platform}'s",
        f"posts would come at the wrong time. {_SET_THE_CLOCK}",
    )


def unreachable(why: str, setting: str) -> str:
    """No connection. `setting`: the one that names another address."""
    return (
        f"it cannot be reached from this machine ({why}). Look at the network, and at "
        f"{setting} if set"
    )


def silent(seconds: float) -> str:
    """Too slow."""
    return (
        f"it did not answer in {seconds:.0f} seconds, so not everything could be looked at. "
        "Try again later"
    )


def shown(name: str) -> str:
    """Somebody's words, so that a terminal shows them and does nothing else."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)
