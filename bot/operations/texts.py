"""Wording for whoever runs Roadmate.

What to set before it can start, what its tasks have done, and why they could not.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

ROADMATE = "A study companion that lives where a group talks."
TASKS: Mapping[str, str] = {
    "play": "the playground in this terminal",
    "rehearse": "play a simulated group's term, with all that can go wrong",
    "run": "the bot, on every platform whose tokens are set",
    "doctor": "look at everything that must be right",
    "health": "whether the bot is alive (for containers)",
    "backup": "copy the database to a new file, also while the bot runs",
    "restore": "put a backup in the database's place; what is there is kept",
    "scores": "the boards",
    "scores rebuild": "make all boards anew",
    "content": "for authors of packs",
    "content check": "list every fault of a pack",
    "content schema": "print the JSON Schema",
    "content import": (
        "make the skeleton of a pack from a Markdown roadmap, or add questions to a pack"
    ),
    "content export": "a pack as a page to read, or its questions for other programs",
    "content stats": "a pack in numbers, and what the answers say about its questions",
}
OPTIONS: Mapping[str, str] = {
    "--database": "another database than the settings name",
    "play --database": "where to keep everything (default: your data folder)",
    "play --pack": "the folder of another pack",
    "rehearse --weeks": "how long the term is (26)",
    "rehearse --seed": "another number is another term",
}

# Above and below what each platform says of its tokens.
NO_TOKENS = """\
Roadmate has no token yet, so there is nowhere to talk. Put the tokens of one platform, or of
several, into the environment or into a file named .env in this folder (.env.example shows the
form), and start it again:"""
TO_READ_AND_TO_TRY = """\
docs/ has a page for each that says how the bot or the app is made, every click named.
To try Roadmate without any of this: make play"""
USE_A_BACKUP = "Restore your latest backup with `roadmate restore`"
USE_ANOTHER = "Take another backup, an older one perhaps"
FULL = "the disk is full"
UNCHANGED = "Nothing was changed."


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


def not_kept(kept: Path, why: str) -> str:
    """What is there before a restore cannot get its second name."""
    return (
        f"The present database could not be kept as {kept}: {why}. It stays where it is. Move it "
        "away yourself, then restore again."
    )


def not_written(target: Path, why: str) -> str:
    """A copy could not be finished."""
    return f"{target} could not be written: {why}. Check its folder and the free space. {UNCHANGED}"


def taken(target: Path) -> str:
    """A backup would overwrite a file."""
    return f"{target} is there already and stays as it is. Give the backup another name."


def no_file(name: Path) -> str:
    """A backup to be restored that is not there."""
    return f"There is no file {name}. Check its name. {UNCHANGED}"


def not_ours(name: Path) -> str:
    """Another program's database."""
    return f"{name} is not a database of Roadmate. Is it the right file? {UNCHANGED}"


def not_whole(name: Path, instead: str) -> str:
    """Some of our tables are missing. `instead`: the way out."""
    return f"The database {name} is not whole: it lacks tables. {instead}. {UNCHANGED}"


def damaged(name: Path, instead: str) -> str:
    """SQLite finds its pages wrong. `instead`: the way out."""
    return f"The database {name} is damaged. {instead}. {UNCHANGED}"
