"""Comments in what is typed into the playground: so that a block of lines can be pasted whole."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.local.render import Screen
from bot.database.sqlite import SqliteDatabase
from tests.adapters.talk import Talk, talking

ROOT = Path(__file__).parents[3]
PACK = ROOT / "tests" / "packs" / "tea"


@pytest.fixture
async def talk(database: SqliteDatabase, tmp_path: Path) -> AsyncIterator[Talk]:
    async with talking(database, Screen(), tmp_path) as talk:
        yield talk


async def asked_for_a_word(talk: Talk) -> None:
    shown = await talk.say("quiz solo section:drying count:2")
    if "number" in shown:
        await talk.say("1", "Next question")
    assert "answer" in talk.prompt.casefold()


@pytest.mark.parametrize("line", ["# next", "#next", "  # next", "#", "## next # next"])
async def test_a_comment_alone_says_nothing(talk: Talk, line: str) -> None:
    assert not await talk.say(line)


@pytest.mark.parametrize("line", ["next  # what to read", "next\t#\twhy", "next # a # b"])
async def test_it_may_follow_a_command(talk: Talk, line: str) -> None:
    """A comment behind a command is left out."""
    assert "Read next" in await talk.say(line)


async def test_it_may_follow_numbers_and_labels(talk: Talk) -> None:
    """A comment behind a number or a label is left out."""
    await talk.say("next")
    assert "read." in await talk.say("1  # I've read it")
    assert "open again" in await talk.say("Undo  # not yet")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("C#", "C#"),
        ("C #", "C #"),
        ("#1 tea", "#1 tea"),
        ('"C # tea" # why', "C # tea"),
        ("text:'a # b'", "a # b"),
    ],
)
async def test_signs_in_words_and_quotes_stay(talk: Talk, typed: str, meant: str) -> None:
    """A # within a word or within quotes begins no comment."""
    assert f"`{meant}`" in await talk.say(f"search {typed}")


@pytest.mark.parametrize("answer", ["# x", "C # sharp", "C #"])
async def test_a_typed_answer_is_kept_whole(talk: Talk, answer: str) -> None:
    await asked_for_a_word(talk)
    assert f"You said: {answer}" in await talk.say(answer)


async def test_a_forms_line_is_kept_whole(talk: Talk) -> None:
    """What a form asks for is kept whole, with its #."""
    await talk.say("settings", "Fill in a form")
    await talk.say("Berlin # home", "", "", "")
    assert "“Berlin # home”" in talk.written[-1]


async def test_the_playgrounds_own_lines_take_comments(talk: Talk) -> None:
    assert "You are Ben now." in await talk.say(":as Ben   # who is new")
    assert "This playground" in await talk.say(":help # and more")
    await talk.keyboard.last(":quit  # for today")


def test_lines_about_time_take_comments(tmp_path: Path) -> None:
    """Lines about time take comments, and a reply in the thread is kept whole."""
    lines = """
        # a first week
        group setup weekday:Monday hour:18:00   # shows what would come
        Confirm
        :wait until week    # the post
        :thread # is no comment here
        :outage 1h          # nobody notices
        :wait   # until the next thing
    """
    command = [sys.executable, str(ROOT / "roadmate.py"), "play", "--pack", str(PACK)]
    ended = subprocess.run(
        [*command, "--database", str(tmp_path / "play.db")],
        input=lines, capture_output=True, text=True, check=True, env={**os.environ, "TZ": "UTC"},
    )  # fmt: skip

    assert "Ann wrote in the thread “Week 1" in ended.stdout
    assert ended.stdout.count("It is ") == 3
    assert "Say how long" not in ended.stdout
