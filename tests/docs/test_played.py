"""Every block that a document offers to paste is played, and nothing goes amiss."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.database.sqlite import SqliteDatabase
from tests.docs.playing import Evening, played
from tests.docs.reading import DOCUMENTS, ROOT, blocks, named, text

PLAYED = [document for document in DOCUMENTS if blocks(document, "playground")]
# An ordinary day; the night in which clocks change; the last minute of a leap year.
HOURS = (
    datetime(2026, 12, 1, 0, 40, tzinfo=UTC),
    datetime(2026, 3, 29, 23, 59, 59, tzinfo=UTC),
    datetime(2028, 12, 31, 23, 59, tzinfo=UTC),
)
ORDINARY = HOURS[0]


def lines_of(document: Path) -> list[str]:
    """All that a document offers to paste, one block after the other."""
    return [line for block in blocks(document, "playground") for line in block.splitlines()]


@pytest.mark.parametrize("hour", HOURS, ids=lambda hour: f"{hour:%F}")
@pytest.mark.parametrize("document", PLAYED, ids=named)
async def test_blocks_are_pasted_one_after_another(
    document: Path, hour: datetime, database: SqliteDatabase, tmp_path: Path
) -> None:
    evening = await played(database, lines_of(document), hour, tmp_path)

    assert evening.amiss == []


@pytest.mark.parametrize(
    "line",
    ["nxet", "99", "group move 1 900", ":wiat", ":wait x", ":wait until week", ":thread", ":as"],
)
async def test_what_goes_amiss_is_seen(line: str, database: SqliteDatabase, tmp_path: Path) -> None:
    assert len((await played(database, ["next", line], ORDINARY, tmp_path)).amiss) == 1


@pytest.mark.parametrize("document", PLAYED, ids=named)
async def test_a_second_paste_does_no_harm(
    document: Path, database: SqliteDatabase, tmp_path: Path
) -> None:
    again = [*lines_of(document), ":as Ann", *lines_of(document)]
    evening = await played(database, again, ORDINARY, tmp_path)

    assert evening.amiss == []


async def test_readme_shows_week_and_round(database: SqliteDatabase, tmp_path: Path) -> None:
    evening = await played(database, lines_of(ROOT / "README.md"), ORDINARY, tmp_path)

    for words in (
        "The first weeks", "Week 1: ", "Ann wrote in the thread", "Question 1 of 1",
        "Week 1 is over", "Week 2: ", "Week 1 counted: you were active.",
        "Ann invites everyone", "Question 2 of 2", "2 players, 2 questions.", "by points",
    ):  # fmt: skip
        assert words in evening.text


async def test_two_votes_hold_a_discussion(database: SqliteDatabase, tmp_path: Path) -> None:
    """Between the two votes of the round in the docs people discuss."""
    commands = ROOT / "docs" / "commands.md"
    evening = await played(database, lines_of(commands), ORDINARY, tmp_path)

    assert "talk about it" in evening.text
    assert "vote again" in evening.text
    assert "second vote" in evening.text
    assert "What discussing gained" in evening.text


async def test_the_shown_talk_is_said(database: SqliteDatabase, tmp_path: Path) -> None:
    """`GOLDEN=renew make test` writes it anew, and fails once to say so."""
    page = ROOT / "docs" / "commands.md"
    (shown,) = blocks(page, "text")
    lines = re.findall(r"^Ann: (.+)$", shown, re.MULTILINE)
    talk = talk_of(await played(database, lines, ORDINARY, tmp_path))
    if os.environ.get("GOLDEN") == "renew":
        page.write_text(text(page).replace(shown, talk), encoding="utf-8")
        pytest.fail(f"{page} is renewed: read its diff, and run the tests again")

    assert talk == shown


def talk_of(evening: Evening) -> str:
    """The lines and their answers, the welcome left out."""
    begun = evening.text.index("Ann: ")
    return evening.text[begun:].rstrip() + "\n"
