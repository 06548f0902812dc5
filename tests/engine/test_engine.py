"""The engine: a call in, a message out, in one transaction; whatever goes wrong is told kindly."""

import logging
import re
from dataclasses import replace

import pytest

from bot.accounts.context import join
from bot.core.call import Call
from bot.core.commands.declaration import Command, Registry, command
from bot.core.commands.options import Option
from bot.core.errors import StoreError, UserError
from bot.core.interaction import Context, Interaction
from bot.core.message import Choice, Form, Message, say
from bot.engine.all_commands import COMMANDS, EVENTS
from bot.engine.engine import Engine
from tests.by_hand import ByHand
from tests.play import STUDY, TEA, Play

GREEN = (Choice("Green", "green"), Choice("Black", "black"))


@command("mend", "Mend the pot", role="organiser")
async def mend(ctx: Context) -> Message:
    return say("mended")


@command("strike", "Strike the hour", role="system")
async def strike(ctx: Context) -> Message:
    return say("struck")


@command("burn", "Join, then fail")
async def burn(ctx: Context) -> Message:
    await join(ctx)
    raise RuntimeError("the secret inside")


@command("spill", "Join, then refuse")
async def spill(ctx: Context) -> Message:
    await join(ctx)
    raise UserError("Mind the *pot*.")


@command("drown", "The store fails")
async def drown(ctx: Context) -> Message:
    raise StoreError("The disk is full.")


@command("scribble", "Writes, although it says it reads", reads=True)
async def scribble(ctx: Context) -> Message:
    await ctx.tx.execute("DELETE FROM groups")
    return say("scribbled")


@command(
    "pour",
    "Pour",
    Option("cup", "Which cup", required=True),
    Option("tea", "Which tea", choices=GREEN, required=True),
)
async def pour(ctx: Context, cup: str, tea: str) -> Message:
    return say(f"{cup} {tea}")


@command("sing", "Sing for all", private=False)
async def sing(ctx: Context) -> Message:
    return say("la")


def with_commands(play: Play, *more: Command) -> Play:
    play.engine = Engine(
        play.database, Registry((*COMMANDS, *more)), EVENTS, {TEA.id: TEA}, play.clock
    )
    return play


async def test_organisers_commands_need_an_organiser(play: Play) -> None:
    with_commands(play, mend)
    assert "mended" in await play.say("Ann", "mend")
    refused = await play.say("Ben", "mend")
    assert "organisers" in refused
    assert refused.message.private


async def test_the_platform_names_organisers(play: Play) -> None:
    """Who is an organiser is decided by the platform, never by an argument."""
    with_commands(play, mend)
    assert "mended" not in await play.call("Ben", Call("mend", {"manager": "true", "user": "ann"}))
    play.users["Ben"] = replace(play.user("Ben"), manager=True)
    assert "mended" in await play.say("Ben", "mend")


async def test_founders_may_run_their_group(play: Play) -> None:
    """Whoever set a group up runs it, where the platform lets them."""
    with_commands(play, mend)
    await play.say("Ben", "done")
    tx = ByHand(play.database)
    await tx.execute("UPDATE groups SET founder = (SELECT id FROM people WHERE name = 'Ben')")
    assert "mended" not in await play.say("Ben", "mend")
    for name in ("Ben", "Cem"):
        play.users[name] = replace(play.user(name), founds=True)
    assert "mended" in await play.say("Ben", "mend")
    assert "mended" not in await play.say("Cem", "mend")


async def test_nobody_calls_the_schedulers_commands(play: Play) -> None:
    with_commands(play, strike)
    for name in ("Ann", "Ben"):
        assert "struck" not in await play.say(name, "strike")


async def test_a_problem_undoes_its_command(play: Play) -> None:
    """A problem is shown privately and undoes what the command had begun."""
    with_commands(play, spill)
    told = await play.say("Ben", "spill")
    assert told.text == "Mind the pot."
    assert told.message.private
    assert await play.rows("SELECT * FROM members") == []


async def test_a_bug_has_its_reference(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    """A bug is logged with the reference that the person sees."""
    with_commands(play, burn)
    told = await play.say("Ben", "burn")
    reference = re.search("`([0-9a-f]{8})`", told.text)
    assert reference
    assert told.message.private
    assert "secret" not in told
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert reference[1] in record.getMessage()
    assert record.exc_info
    assert "the secret inside" in str(record.exc_info[1])


async def test_a_bug_changes_nothing(play: Play) -> None:
    """A bug changes nothing, and the next call works."""
    with_commands(play, burn)
    before = await play.everything()
    await play.say("Ben", "burn")
    assert await play.everything() == before
    assert "+10" in await play.say("Ben", "done")


async def test_a_failing_store_is_told(play: Play) -> None:
    told = await with_commands(play, drown).say("Ben", "drown")
    assert "couldn't save" in told
    assert "The disk is full." in told


async def test_reading_commands_cannot_write(play: Play) -> None:
    told = await with_commands(play, scribble).say("Ben", "scribble")
    assert "scribbled" not in told
    assert len(await play.rows("SELECT * FROM groups")) == 1


async def test_a_form_asks_whats_lacking(play: Play) -> None:
    """What a command lacks is asked for in a form."""
    with_commands(play, pour)
    form = (await play.say("Ben", "pour")).form
    assert [wanted.option for wanted in form.inputs] == ["cup", "tea"]
    assert form.inputs[1].choices == GREEN
    half = (await play.call("Ben", form.call.given(cup="mug"))).form
    assert [wanted.option for wanted in half.inputs] == ["tea"]
    assert (await play.call("Ben", half.call.given(tea="green"))).text == "mug green"


async def test_forms_need_the_same_rights(play: Play) -> None:
    """A form is not offered to those who may not call its command."""
    with_commands(play, replace(pour, role="organiser"))
    assert isinstance((await play.say("Ben", "pour")).answer, Message)
    assert isinstance((await play.say("Ann", "pour")).answer, Form)


async def test_answers_are_private_by_default(play: Play) -> None:
    with_commands(play, sing)
    assert not (await play.say("Ben", "sing")).message.private
    assert (await play.say("Ben", "next")).message.private
    assert not (await play.say("Ben", "show leaderboard")).message.private


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (Call("dance"), "I don't know"),
        (Call(""), "help"),
        (Call("next", {"section": "picking"}), "no option"),
        (Call("quiz solo", {"count": "-1"}), "1 to 20"),
        (Call("quiz solo", {"count": "many"}), "1 to 20"),
        (Call("leaderboard", {"by": "luck"}), "`points`"),
        (Call("roadmap", {"section": "moon"}), "no section"),
        (Call("roadmap", {"section": "the leaf"}), "Which one"),
        (Call("done", {"reading": "moon"}), "no reading"),
        (Call("settings", {"zone": "Shangri-Lalaland"}), "time zone"),
        (Call("help", {"command": "dance"}), "I don't know"),
        (Call("undo", {"reading": "first-flush"}), "nothing to take back"),
        (Call("quiz stop"), "no quiz open"),
        (Call("use", {"group": "nowhere"}), "aren't in that group"),
    ],
)
async def test_incomprehensible_lines_get_advice(play: Play, call: Call, words: str) -> None:
    """What cannot be understood is told with what to do."""
    told = await play.call("Ben", call)
    assert words in told
    assert await play.rows("SELECT * FROM people") == []


@pytest.mark.parametrize(
    "letters",
    ["x" * 10_000, "ab " * 3_000, "\x00\x1b[31m\x02person ann Ann\x03" * 500, "\u202e" * 10_000],
)
@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "help {}",
        "done {}",
        "roadmap {}",
        "quiz solo {}",
        "leaderboard {}",
        "settings {}",
        "quiz answer {}",
        "search {}",
    ],
)
async def test_long_lines_get_short_answers(play: Play, line: str, letters: str) -> None:
    """Ten thousand characters get a short and kind answer."""
    told = await play.say("Ben", line.format(letters))
    assert len(told.text) < 600
    assert "went wrong on my side" not in told
    assert not [c for c in told.text if c < " " and c != "\n"]


@pytest.mark.parametrize(
    "name",
    [
        "שירה לוי",
        "محمد",
        "👩‍👩‍👧‍👦",
        "*Ben*",
        "[x](https://evil.example)",
        "\x02person ann x\x03",
        "名" * 32,
        " ",
    ],
)
async def test_names_are_shown_as_written(play: Play, name: str) -> None:
    """Any name is shown as it is and breaks nothing."""
    play.told("Ben", name=name)
    await play.say("Ben", "done")
    seen = "".join(c for c in name if c >= " ")
    for line in ("leaderboard", "progress", "show leaderboard"):
        told = await play.say("Ben", line)
        assert seen in told
        assert "went wrong" not in told
    await play.say("Ben", "settings boards:initials")
    assert "10 points" in await play.say("Ann", "leaderboard")


async def test_suggestions_match_what_is_typed(play: Play) -> None:
    assert await play.suggest("Ben", "done", "reading", "two") == ["two-leaves"]
    assert await play.suggest("Ben", "roadmap", "section", "LEAF") == ["picking", "drying"]
    assert await play.suggest("Ben", "settings", "zone", "berl") == ["Europe/Berlin"]
    assert await play.suggest("Ben", "leaderboard", "by", "acc") == ["accuracy"]
    assert "quiz solo" in await play.suggest("Ben", "help", "command", "qu")


async def test_suggestions_put_done_last(play: Play) -> None:
    """Suggestions put what is done last and are never more than 25."""
    await play.say("Ben", "done first-flush")
    readings = await play.suggest("Ben", "done", "reading", "")
    assert readings[-1] == "first-flush"
    assert len(readings) == 5
    assert len(await play.suggest("Ben", "settings", "zone", "a")) == 25


@pytest.mark.parametrize(
    ("name", "option"),
    [("dance", "reading"), ("done", "moon"), ("quiz solo", "count"), ("done", "reading")],
)
async def test_unknown_options_suggest_nothing(play: Play, name: str, option: str) -> None:
    """There are no suggestions for a command or an option that does not exist."""
    assert await play.suggest("Ben", name, option, "\x00" + "x" * 10_000) == []


async def test_nobody_joins_by_looking(play: Play) -> None:
    before = await play.everything()
    for declared in COMMANDS:
        if declared.reads:
            await play.call("Ben", Call(declared.name))
            await play.call(
                "Ben", Call(declared.name, {option.name: "picking" for option in declared.options})
            )
            for option in declared.options:
                await play.engine.suggest(
                    Interaction(Call(declared.name), play.user("Ben"), STUDY), option.name, "a"
                )
    await play.say("Ben", "settings")
    assert await play.everything() == before
