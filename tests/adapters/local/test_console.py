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


async def test_a_newcomer_is_welcomed_with_something_to_press(talk: Talk) -> None:
    assert "Welcome to Roadmate, Ann" in talk.written[0]
    assert "[1] " in talk.written[0]


async def test_the_first_number_reaches_a_question(talk: Talk) -> None:
    assert "Question 1 of" in await talk.say("1")


async def test_a_number_presses_the_button_of_that_number(talk: Talk) -> None:
    shown = await talk.say("next")
    number = shown.partition("] Show the section")[0][-1]
    assert "Picking the Leaf" in await talk.say(number)


async def test_a_label_presses_its_button_whatever_its_case(talk: Talk) -> None:
    await talk.say("next")
    assert "First Flush: read." in (await talk.say("i'VE read IT")).replace("The ", "")


async def test_a_command_is_a_command_even_where_a_label_is_the_same(talk: Talk) -> None:
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
async def test_a_number_that_is_not_there_is_told_kindly(talk: Talk, line: str) -> None:
    await talk.say("next")
    assert "no such number" in await talk.say(line)
    assert "Read next" in await talk.say("next")


async def test_a_problem_leaves_the_numbers_on_the_screen_in_force(talk: Talk) -> None:
    await talk.say("next")
    await talk.say("nxet")
    assert "read." in await talk.say("1")


async def test_a_closed_select_opens_and_gives_its_choices_numbers(talk: Talk) -> None:
    sections = tuple(Choice(f"Section {n}", f"{n}") for n in range(1, 8))
    await talk.console.post(
        PLACE, say("x", Select("Open", Call("roadmap"), "section", sections)), key="map"
    )
    assert "[1] Open…" in talk.written[-1]
    assert "[2] Section 2" in await talk.say("1")
    assert "Drying the Leaf" in await talk.say("2")


async def test_a_label_goes_before_a_command_that_only_buttons_make(talk: Talk) -> None:
    await talk.say("next")
    assert "The First Flush is set aside" in await talk.say("Skip")


async def test_a_label_may_begin_with_the_name_of_a_command(talk: Talk) -> None:
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
async def test_a_name_is_the_same_person_whatever_its_case_and_spaces(
    talk: Talk, name: str
) -> None:
    await talk.say("done first-flush", ":as Ben", f":as {name}")
    assert "1 reading," in await talk.say("progress")


@pytest.mark.parametrize(
    "name", ["", "   ", "\u3000\u00a0", "\x00\x1b\x07", "\u200b\u200d", "\u202e"]
)
async def test_nobody_has_a_name_that_cannot_be_seen(talk: Talk, name: str) -> None:
    assert ":as Ben" in await talk.say(f":as {name}")
    assert talk.prompt == "Ann"


@pytest.mark.parametrize(
    "name", ["Zoë 👩‍👩‍👧‍👦", "محمد", "דוד", "日本", "*Bo* `B`", "@everyone", 'O\'Neil "B"']
)
async def test_a_name_may_be_of_any_letters(talk: Talk, name: str) -> None:
    assert f"You are {name} now." in await talk.say(f":as {name}")
    await talk.say("done first-flush")
    assert f"{name} (you)" in await talk.say("leaderboard")


async def test_a_name_cannot_turn_the_line_around_or_paint_it(talk: Talk) -> None:
    assert "You are Be[31mn now." in await talk.say(":as \u202eBe\x1b[31mn\u2066")


async def test_a_name_is_cut_to_what_a_board_has_room_for(talk: Talk) -> None:
    assert "x" * 41 not in await talk.say(":as " + "x" * 10_000)


async def test_help_of_the_playground_names_its_directives(talk: Talk) -> None:
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


async def test_a_form_asks_line_by_line_and_an_empty_line_keeps_what_is(talk: Talk) -> None:
    await talk.say("settings", "Fill in a form")
    assert "time zone: a city like Berlin [UTC]" in talk.prompt
    await talk.say("berlin")
    assert "(visible, initials, hidden) [visible]" in talk.prompt
    await talk.say("")
    shown = await talk.say("on")
    assert "Europe/Berlin" in shown
    assert "you are shown by name" in shown
    assert "Reminders: on" in shown
    assert talk.prompt == "Ann"


async def test_an_empty_line_leaves_a_form_in_which_nothing_stands(talk: Talk) -> None:
    await until(talk, "term")
    await talk.say("")
    assert talk.prompt == "Ann"


async def test_a_form_says_how_to_leave_it_and_leaving_changes_nothing(talk: Talk) -> None:
    assert ":cancel" in await talk.say("settings", "Fill in a form")
    await talk.say("Tokyo")
    assert "Left as it was" in await talk.say(":cancel")
    assert talk.prompt == "Ann"
    assert "`UTC`" in await talk.say("settings")
    assert "Nothing is being asked" in await talk.say(":cancel")


async def test_a_form_of_one_thing_says_that_an_empty_line_leaves_it(talk: Talk) -> None:
    await until(talk, "number")
    assert "An empty line" in await talk.say("Report")
    await talk.say("")
    assert talk.prompt == "Ann"


async def test_ctrl_c_leaves_a_form_and_nothing_else(talk: Talk) -> None:
    await talk.say("settings", "Fill in a form")
    await talk.say("Tokyo", DROPPED)
    assert talk.prompt == "Ann"
    assert "Read next" in await talk.say(DROPPED, "next")
    assert "`UTC`" in await talk.say("settings")


async def test_of_a_form_that_is_refused_only_that_one_line_is_asked_again(talk: Talk) -> None:
    await talk.say("group setup", "Fill in a form")
    for line in ("Berlin", "Friday", "noonish", "core"):
        await talk.say(line)
    assert "time of day" in await talk.say("60")
    assert "hour" in talk.prompt
    assert "Fridays at 12:30, `Europe/Berlin`" in await talk.say("12:30")
    assert talk.prompt == "Ann"


async def test_a_form_tells_what_it_is_about_before_it_asks(talk: Talk) -> None:
    await until(talk, "number")
    assert "How many grams are dry matter?" in await talk.say("Report")
    assert "What is wrong" in talk.prompt
    assert "Thank you" in await talk.say("It depends")


async def test_a_command_in_place_of_an_answer_is_that_command(talk: Talk) -> None:
    await talk.say("settings", "Fill in a form")
    assert "Read next" in await talk.say("next")
    assert talk.prompt == "Ann"


async def test_a_form_is_not_passed_on_to_the_next_speaker(talk: Talk) -> None:
    await talk.say("settings", "Fill in a form", ":as Ben")
    assert talk.prompt == "Ben"
    await talk.say(":as Ann")
    assert talk.prompt == "Ann"


async def test_help_in_the_middle_of_a_form_leaves_it_open(talk: Talk) -> None:
    await talk.say("settings", "Fill in a form", ":help")
    assert "time zone" in talk.prompt


async def test_a_question_that_wants_words_takes_the_next_line(talk: Talk) -> None:
    await until(talk, "term")
    assert "answer" in talk.prompt.casefold()
    assert "Right." in await talk.say("Withering!")


async def test_a_number_answers_a_question_that_wants_one(talk: Talk) -> None:
    await until(talk, "number")
    assert "Right." in await talk.say("250 g")


async def test_a_label_leaves_a_question_that_wants_words(talk: Talk) -> None:
    await until(talk, "term")
    assert "Stopped before" in await talk.say("stop HERE")
    assert talk.prompt == "Ann"


async def test_an_unreadable_number_can_be_given_again(talk: Talk) -> None:
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
async def test_control_characters_do_nothing_to_the_terminal(talk: Talk, line: str) -> None:
    shown = await talk.say(line)
    assert not set("\x00\x07\x08\x1b\u202e\ud83d") & set(shown)
    assert "went wrong" not in shown


async def test_a_file_is_saved_beside_those_that_are_there(talk: Talk, tmp_path: Path) -> None:
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
