"""Wording for whoever runs Roadmate.

What to set before it can start, and what its tasks have done.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

# Above and below what each platform says of its tokens.
NO_TOKENS = """\
Roadmate has no token yet, so there is nowhere to talk. Put the tokens of one platform, or of
several, into the environment or into a file named .env in this folder (.env.example shows the
form), and start it again:"""
TO_READ_AND_TO_TRY = """\
docs/ has a page for each that says how the bot or the app is made, every click named.
To try Roadmate without any of this: make play"""


def no_tokens(platforms: Sequence[str]) -> str:
    """What to set, and where to get it, as each platform says it."""
    return "\n\n".join((NO_TOKENS, "\n".join(platforms), TO_READ_AND_TO_TRY))


def for_platform(name: str) -> str:
    """The tasks that only one platform has, in the list of all tasks."""
    return f"for {name.capitalize()}"


def alive(age: timedelta) -> str:
    """A heartbeat is young enough."""
    return f"Roadmate is alive: its last sign of life is {age.total_seconds():.0f} seconds old."


def silent(last: datetime | None) -> str:
    """No heartbeat, or an old one."""
    if last is None:
        return (
            "Roadmate has shown no sign of life yet. If it was not started just now, look "
            "into its log."
        )
    return (
        f"Roadmate has shown no sign of life since {last:%Y-%m-%d %H:%M:%S} UTC. Look into "
        "its log, and restart it."
    )


def no_database(database: Path) -> str:
    """A database that is not there."""
    return f"There is no database {database}: Roadmate has not been started with it yet."


def rebuilt(rows: int, wrong: int) -> str:
    """All boards were made anew."""
    found = (
        "all of them were right before" if not wrong else f"{wrong:,} of the lines differed before"
    )
    return f"Boards rebuilt from the record: {rows:,} lines, {found}."


def backed_up(target: Path) -> str:
    """A backup was made."""
    return f"{target}: a whole copy, checked. `roadmate restore {target}` brings it back."


def restored(source: Path, database: Path, kept: Path | None) -> str:
    """A backup is in its place."""
    former = f" What was there before is kept as {kept}." if kept else ""
    return f"{database} is now what {source} holds, checked.{former}"
