"""The playground's console.

Numbers, labels, its own directives, forms, and whatever a person may type.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.local.lines import DROPPED
from adapters.local.render import Screen
from bot.core.call import Call
from bot.core.message import Button, Choice, File, Message, Select, row, say
from bot.database.sqlite import SqliteDatabase
from tests.adapters.talk import PLACE, Talk, talking


@pytest.fixture
async def talk(database: SqliteDatabase, tmp_path: Path) -> AsyncIterator[Talk]:
    async with talking(database, Screen(), tmp_path) as talk:
        yield talk


async def until(talk: Talk, sign: str) -> str:
    """Take a quiz from question to question until one of a certain kind is asked."""
    shown = await talk.say("quiz solo section:drying")
    for _ in range(5):
        if sign in shown:
            return shown
        await talk.say("quiz answer a" if "number" not in shown else "1")
        shown = await talk.say("quiz solo")
    raise AssertionError(f"no question says {sign}")


async def test_newcomers_are_welcomed_with_buttons(talk: Talk) -> None:
    """A newcomer is welcomed with something to press."""
    assert "Welcome to Roadmate, Ann" in talk.written[0]
    assert "[1] " in talk.written[0]


async def test_the_first_number_reaches_a_question(talk: Talk) -> None:
    assert "Question 1 of" in await talk.say("1")


async def test_a_number_presses_its_button(talk: Talk) -> None:
    shown = await talk.say("next")
    number = shown.partition("] Show the section")[0][-1]
    assert "Picking the Leaf" in await talk.say(number)


async def test_a_label_presses_in_any_case(talk: Talk) -> None:
    """A label presses its button, whatever its case."""
    await talk.say("next")
    assert "First Flush: read." in (await talk.say("i'VE read IT")).replace("The ", "")


async def test_a_command_goes_before_its_label(talk: Talk) -> None:
    """A command is a command, even where a label is the same."""
    ref = await talk.console.post(
        PLACE, say("x", row(Button("next", talk.engine.read("progress")))), key="k"
    )
    assert ref.id == "k"
    assert "Read next" in await talk.say("next")


@pytest.mark.parametrize("line", ["1 2", "1,2", "1, 2", " 2  1 ", "2 1 2"])
async def test_several_numbers_choose_several_answers(talk: Talk, line: str) -> None:
    question = await until(talk, "Several choices")
    letters = [text[0] for text in question.split("\n") if text[1:3] == ". "][:2]
    answer = await talk.say(line)
    assert all(f"{letter}. " in answer for letter in letters)


@pytest.mark.parametrize("line", ["0", "9", "1 9", "٩", "9" * 10_000, "9 " * 5_000])
async def test_a_missing_number_is_told_kindly(talk: Talk, line: str) -> None:
    await talk.say("next")
    assert "no such number" in await talk.say(line)
    assert "Read next" in await talk.say("next")


async def test_a_problem_leaves_the_numbers_valid(talk: Talk) -> None:
    """A problem leaves the numbers on the screen in force."""
    await talk.say("next")
    await talk.say("nxet")
    assert "read." in await talk.say("1")


async def test_a_closed_select_opens_numbered(talk: Talk) -> None:
    """A closed select opens and gives its choices numbers."""
    sections = tuple(Choice(f"Section {n}", f"{n}") for n in range(1, 8))
    await talk.console.post(
        PLACE, say("x", Select("Open", Call("roadmap"), "section", sections)), key="map"
    )
    assert "[1] Open…" in talk.written[-1]
    assert "[2] Section 2" in await talk.say("1")
    assert "Drying the Leaf" in await talk.say("2")


async def test_a_label_precedes_button_only_commands(talk: Talk) -> None:
    """A label goes before a command that only buttons make."""
    await talk.say("next")
    assert "The First Flush is set aside" in await talk.say("Skip")


async def test_a_label_may_begin_like_commands(talk: Talk) -> None:
    """A label may begin with the name of a command and still presses its button."""
    await talk.say("quiz solo section:picking", "1")
    assert "Question 2" in await talk.say("Next question")


async def test_an_empty_line_says_nothing(talk: Talk) -> None:
    assert not await talk.say("")
    assert not await talk.say("   ")


async def test_as_speaks_as_another_member(talk: Talk) -> None:
    await talk.say("done first-flush")
    assert "Ben" in await talk.say(":as Ben")
    assert talk.prompt == "Ben"
    assert "0 readings" in await talk.say("progress")
    await talk.say(":as Ann")
    assert "1 reading," in await talk.say("progress")


@pytest.mark.parametrize("name", ["ann", " ANN ", "Ann\t"])
async def test_case_and_spaces_make_nobody_new(talk: Talk, name: str) -> None:
    """A name is the same person, whatever its case and spaces."""
    await talk.say("done first-flush", ":as Ben", f":as {name}")
    assert "1 reading," in await talk.say("progress")


@pytest.mark.parametrize(
    "name", ["", "   ", "\u3000\u00a0", "\x00\x1b\x07", "\u200b\u200d", "\u202e"]
)
async def test_no_name_is_invisible(talk: Talk, name: str) -> None:
    """Nobody takes a name that cannot be seen."""
    assert ":as Ben" in await talk.say(f":as {name}")
    assert talk.prompt == "Ann"


@pytest.mark.parametrize(
    "name", ["Zoë 👩‍👩‍👧‍👦", "محمد", "דוד", "日本", "*Bo* `B`", "@everyone", 'O\'Neil "B"']
)
async def test_a_name_takes_any_letters(talk: Talk, name: str) -> None:
    assert f"You are {name} now." in await talk.say(f":as {name}")
    await talk.say("done first-flush")
    assert f"{name} (you)" in await talk.say("leaderboard")


async def test_a_name_controls_no_terminal(talk: Talk) -> None:
    """A name can neither turn the line around nor paint it."""
    assert "You are Be[31mn now." in await talk.say(":as \u202eBe\x1b[31mn\u2066")


async def test_a_long_name_is_cut(talk: Talk) -> None:
    """A name is cut to what a board has room for."""
    assert "x" * 41 not in await talk.say(":as " + "x" * 10_000)


async def test_playground_help_names_its_directives(talk: Talk) -> None:
    shown = await talk.say(":help")
    assert all(directive in shown for directive in (":as Ben", ":help", ":quit"))


async def test_help_names_every_listed_command(talk: Talk) -> None:
    shown = await talk.say("help")
    assert [c.name for c in talk.engine.commands if c.listed and c.name not in shown] == []


async def test_an_unknown_directive_is_told_kindly(talk: Talk) -> None:
    shown = await talk.say(":wiat *3d*")
    assert ":wiat" in shown
    assert ":help" in shown


@pytest.mark.parametrize("line", [":quit", " :q ", ":exit"])
async def test_quit_leaves(database: SqliteDatabase, tmp_path: Path, line: str) -> None:
    async with talking(database, Screen(), tmp_path) as talk:
        await talk.keyboard.last(line)


async def test_a_form_asks_line_by_line(talk: Talk) -> None:
    """A form asks line by line, and an empty line keeps what stands there."""
    await talk.say("settings", "Fill in a form")
    assert "time zone: a city like Berlin [UTC]" in talk.prompt
    await talk.say("berlin")
    assert "(visible, initials, hidden) [visible]" in talk.prompt
    await talk.say("")
    await talk.say("on")
    assert "due (18:00, or off) [off]" in talk.prompt
    shown = await talk.say("")
    assert "Europe/Berlin" in shown
    assert "you are shown by name" in shown
    assert "Reminders: on" in shown
    assert talk.prompt == "Ann"


async def test_an_empty_line_leaves_empty_forms(talk: Talk) -> None:
    """An empty line leaves a form in which nothing stands."""
    await until(talk, "term")
    await talk.say("")
    assert talk.prompt == "Ann"


async def test_leaving_a_form_changes_nothing(talk: Talk) -> None:
    """A form says how to leave it, and leaving it changes nothing."""
    assert ":cancel" in await talk.say("settings", "Fill in a form")
    await talk.say("Tokyo")
    assert "Left as it was" in await talk.say(":cancel")
    assert talk.prompt == "Ann"
    assert "`UTC`" in await talk.say("settings")
    assert "Nothing is being asked" in await talk.say(":cancel")


async def test_a_short_form_explains_its_leaving(talk: Talk) -> None:
    """A form that asks for one thing says that an empty line leaves it."""
    await until(talk, "number")
    assert "An empty line" in await talk.say("Report")
    await talk.say("")
    assert talk.prompt == "Ann"


async def test_ctrl_c_leaves_only_a_form(talk: Talk) -> None:
    """Ctrl-C leaves a form, and nothing else."""
    await talk.say("settings", "Fill in a form")
    await talk.say("Tokyo", DROPPED)
    assert talk.prompt == "Ann"
    assert "Read next" in await talk.say(DROPPED, "next")
    assert "`UTC`" in await talk.say("settings")


async def test_only_the_refused_line_is_repeated(talk: Talk) -> None:
    """Of a form that is refused only the one refused line is asked for again."""
    await talk.say("group setup", "Fill in a form")
    for line in ("Berlin", "Friday", "noonish", "2"):
        await talk.say(line)
    assert "time of day" in await talk.say("60")
    assert "hour" in talk.prompt
    assert "every second Friday at 12:30, `Europe/Berlin`" in await talk.say("12:30")
    assert talk.prompt == "Ann"


async def test_a_form_introduces_itself(talk: Talk) -> None:
    """A form tells what it is about before it asks."""
    await until(talk, "number")
    assert "How many grams are dry matter?" in await talk.say("Report")
    assert "What is wrong" in talk.prompt
    assert "Thank you" in await talk.say("It depends")


async def test_a_command_leaves_a_form(talk: Talk) -> None:
    """A command in the place of an answer is that command, and the form is left."""
    await talk.say("settings", "Fill in a form")
    assert "Read next" in await talk.say("next")
    assert talk.prompt == "Ann"


async def test_the_next_speaker_inherits_no_form(talk: Talk) -> None:
    """A form is not passed on to the next speaker, and the first finds it left."""
    await talk.say("settings", "Fill in a form", ":as Ben")
    assert talk.prompt == "Ben"
    await talk.say(":as Ann")
    assert talk.prompt == "Ann"


async def test_help_leaves_a_form_open(talk: Talk) -> None:
    """Help in the middle of a form leaves it open."""
    await talk.say("settings", "Fill in a form", ":help")
    assert "time zone" in talk.prompt


async def test_a_word_question_takes_a_line(talk: Talk) -> None:
    """A question that wants words takes the next line as its answer."""
    await until(talk, "term")
    assert "answer" in talk.prompt.casefold()
    assert "Right." in await talk.say("Withering!")


async def test_a_number_question_takes_a_number(talk: Talk) -> None:
    """A number answers a question that wants one."""
    await until(talk, "number")
    assert "Right." in await talk.say("250 g")


async def test_a_label_leaves_a_word_question(talk: Talk) -> None:
    """A label typed in place of an answer leaves a question that wants words."""
    await until(talk, "term")
    assert "Stopped" in await talk.say("stop HERE")
    assert talk.prompt == "Ann"


async def test_an_unreadable_number_is_retyped(talk: Talk) -> None:
    """A number that cannot be read is told kindly and can be given again."""
    await until(talk, "number")
    assert "as a number" in await talk.say("a quarter")
    assert "Right." in await talk.say("250")


@pytest.mark.parametrize(
    "line",
    [
        "x" * 10_000,
        "x " * 5_000,
        "search " + "x" * 9_993,
        "😀" * 10_000,
        '"' * 10_000,
        "a:" * 5_000,
        "/" * 10_000,
    ],
)
async def test_ten_thousand_characters_are_answered(talk: Talk, line: str) -> None:
    shown = await talk.say(line)
    assert shown.strip()
    assert len(shown) < 1_000
    assert "went wrong" not in shown


@pytest.mark.parametrize(
    "line",
    ["\x1b[2Jnext", "\x00", "\x07next\x08", "search \x1b]0;title\x07", "\u202etxen", "\ud83d"],
)
async def test_control_characters_reach_no_terminal(talk: Talk, line: str) -> None:
    shown = await talk.say(line)
    assert not set("\x00\x07\x08\x1b\u202e\ud83d") & set(shown)
    assert "went wrong" not in shown


async def test_a_file_overwrites_none(talk: Talk, tmp_path: Path) -> None:
    """A file is saved beside those that are there, and overwrites none."""
    message = Message((File("notes.txt", b"new", "Notes"),))
    (tmp_path / "notes.txt").write_bytes(b"old")
    await talk.console.post(PLACE, message, key="file")
    assert str(tmp_path / "notes-2.txt") in talk.written[-1]
    assert (tmp_path / "notes.txt").read_bytes() == b"old"
    assert (tmp_path / "notes-2.txt").read_bytes() == b"new"


async def test_completion_offers_commands_options_and_values(talk: Talk) -> None:
    async def lines(typed: str) -> list[str]:
        return [line for line, _ in await talk.console.suggest(talk.engine, typed)]

    assert "leaderboard" in await lines("lea")
    assert "quiz solo" in await lines("QUIZ")
    assert await lines("leaderboard ") == ["leaderboard window:", "leaderboard by:"]
    assert await lines("leaderboard by:acc") == ["leaderboard by:accuracy"]
    assert await lines("quiz solo section:dry") == ["quiz solo section:drying"]
    assert await lines("done withering") == ["done reading:withering"]
    assert await lines("nonsense ") == []
