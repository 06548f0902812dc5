"""A playground in a process of its own that is killed, and what it had acknowledged by then."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

from bot.core.database_port import Row
from tests.play import TEA

ROOT = Path(__file__).parents[2]
READINGS = {reading.title: reading.id for reading in TEA.readings}
ANSWERS = ("A", "B", "C", "True", "False", "1", "1 2", "250", "withering", "nonsense")

# Who, what kind, which reading ('' for a question), points, whether right or how many readings.
Award = tuple[str, str, str, int, int]

_READ = re.compile(r"✓ (.+): read\. (?:\+(\d+) points|Marked without points)")
_OPEN_AGAIN = re.compile(r"(.+) is open again\.(?: The (\d+) points)?")
_ANSWERED = re.compile(r"(✓ Right|✗ Not quite)\.(?:.* \+(\d+) points\.$)?")
_SPEAKER = re.compile(r"You are (\w+) now\.")


def evening(chance: Random, length: int) -> str:
    """What two members type in an evening that nobody could live through."""
    lines = []
    for _ in range(length):
        reading = chance.choice(list(READINGS.values()))
        lines += chance.choice(
            [
                [f"done {reading}"],
                [f"done {reading}"],
                [f"undo {reading}"],
                ["quiz solo", *chance.choices(ANSWERS, k=2)],
                ["quiz solo", *chance.choices(ANSWERS, k=2)],
                [f"settings boards:{chance.choice(['visible', 'initials'])}"],
                [f":as {chance.choice(['Ann', 'Ben'])}"],
            ]
        )
    return "\n".join([*lines, ""])


def play_until_killed(database: Path, typed: str, seconds: float | None) -> tuple[str, bool]:
    """Everything that stood on its screen, to the last whole line, and whether it was killed."""
    command = [
        sys.executable,
        "-m",
        "roadmate",
        "play",
        "--database",
        str(database),
        "--pack",
        str(ROOT / "tests/packs/tea"),
    ]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT, env=environment
    ) as process:
        try:
            out, err = process.communicate(typed.encode(), seconds)
            killed = False
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            killed = True
    assert err == b"", err.decode()
    return out.decode(errors="ignore").rpartition("\n")[0], killed


def acknowledged(screen: str) -> Iterator[Award]:
    """Every award that somebody was told of, in order."""
    name, repeated = "Ann", False
    for line in screen.split("\n"):
        if speaker := _SPEAKER.fullmatch(line):
            name = speaker[1]
        elif read := _READ.match(line):
            yield name, "reading", READINGS[read[1]], int(read[2] or 0), 1
        elif again := _OPEN_AGAIN.match(line):
            yield name, "reading", READINGS[again[1]], -int(again[2] or 0), -1
        elif (answered := _ANSWERED.match(line)) and not repeated:
            yield name, "question", "", int(answered[2] or 0), int(answered[1] == "✓ Right")
        repeated = line.startswith("You answered this one already")


def kept(database: Path) -> list[Award]:
    """Every award in the database, in order."""
    sql = (
        "SELECT p.name, a.kind, CASE a.kind WHEN 'reading' THEN a.subject ELSE ''"
        " END, a.points, a.correct + a.readings"
        " FROM awards a JOIN members m ON m.id = a.member_id JOIN people p ON p.id = m.person_id"
        " ORDER BY a.rowid"
    )
    return [
        (name, kind, subject, points, count)
        for name, kind, subject, points, count in rows(database, sql)
    ]


def rows(database: Path, sql: str) -> list[Row]:
    """What a query gives; nothing where the process died before it had made its tables."""
    connection = sqlite3.connect(database)
    try:
        return connection.execute(sql).fetchall()
    except sqlite3.OperationalError as fault:
        if "no such table" not in str(fault):
            raise
        return []
    finally:
        connection.close()
