"""Everybody who asks on Slack is answered once, in time and in private, whatever the network
does.
"""

import asyncio

import pytest

from adapters.slack.drawing.mrkdwn import LIKE_A_TICK
from bot.core.call import Call
from bot.core.commands.declaration import Command, command
from bot.core.errors import UserError
from bot.core.interaction import Context
from bot.core.message import Button, Form, Input, Message, row, say
from tests.adapters.slack.home import SlackHome
from tests.loopback_slack import screen, user_actions
from tests.loopback_slack.faults import RESPONSE_URL
from tests.loopback_slack.rules import elements
from tests.loopback_slack.world import Said
from tests.samples import LATE, Gate

EPHEMERAL = "chat.postEphemeral"


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def more(gate: Gate) -> tuple[Command, ...]:
    @command("late problem", "A slow problem in public", private=False, reads=True)
    async def problem(ctx: Context) -> Message:
        await gate.opened.wait()
        raise UserError("There is no tea left.")

    @command("late form", "A slow form", reads=True)
    async def form(ctx: Context) -> Form:
        await gate.opened.wait()
        return Form("More", (Input("words", "What to say"),), Call("sample say"))

    @command("late public", "A slow answer for all", private=False, reads=True)
    async def public(ctx: Context) -> Message:
        await gate.opened.wait()
        return say("Tea for everyone.")

    return (problem, form, public)


async def test_the_acknowledgement_carries_the_answer(campus: SlackHome) -> None:
    asked = await campus.answered(campus.command("sample where"))
    assert asked.data["response_type"] == "ephemeral"
    assert asked.data["blocks"]
    assert not campus.slack.api.requests(RESPONSE_URL)


async def test_slow_commands_are_acknowledged_first(campus: SlackHome) -> None:
    """Whatever is slow is acknowledged within a second and answered later, in private."""
    begun = asyncio.get_running_loop().time()
    asked = campus.command("sample slow")
    await asyncio.wait_for(asked.acknowledged.wait(), 5)
    assert asyncio.get_running_loop().time() - begun < 1
    campus.stage.gate.opened.set()
    await campus.answered(asked)
    assert LATE in campus.sees(campus.slack.ann)[-1]
    assert LATE not in str(campus.sees(campus.slack.ben))


async def test_slow_public_answers_reach_everyone(campus: SlackHome, gate: Gate) -> None:
    """A slow answer for everyone is given to everyone."""
    asked = campus.command("late public")
    await asyncio.wait_for(asked.acknowledged.wait(), 5)
    gate.opened.set()
    await campus.answered(asked)
    assert campus.said() == ["Tea for everyone."]


async def test_a_slow_problem_is_private(campus: SlackHome, gate: Gate) -> None:
    """A slow problem is told in private, although the answer would have been public."""
    asked = campus.command("late problem")
    await asyncio.wait_for(asked.acknowledged.wait(), 5)
    gate.opened.set()
    await campus.answered(asked)
    assert campus.said() == []
    assert "There is no tea left." in campus.sees(campus.slack.ann)[-1]


async def test_a_late_form_becomes_a_button(campus: SlackHome, gate: Gate) -> None:
    """A form whose trigger is too old is offered by a button."""
    asked = campus.command("late form")
    await asyncio.wait_for(asked.acknowledged.wait(), 5)
    campus.stage.clock.advance(seconds=5)
    gate.opened.set()
    await campus.answered(asked)
    assert not campus.driver.asked()
    await campus.driver.press("Tell me")
    await campus.driver.fill({"words": "At last"})
    assert "You said: At last" in campus.driver.screen()[-1].text


@pytest.mark.parametrize("times", [2, 3])
async def test_a_repeated_command_acts_once(campus: SlackHome, times: int) -> None:
    """A command that is delivered again acts once and is answered."""
    asked = campus.command("quiz solo section:picking")
    for _ in range(times - 1):
        campus.slack.deliveries.again(asked)
    await campus.answered(asked)
    await campus.slack.world.until(lambda: asked.acknowledgements == times)
    assert len(await campus.rows("SELECT id FROM quizzes")) == 1
    assert len(campus.sees(campus.slack.ann)) == 1


async def test_a_retried_event_acts_once(campus: SlackHome) -> None:
    """An event that is retried acts once and is answered once."""
    user_actions.say(
        campus.slack, campus.slack.ann, campus.direct(campus.slack.ann), "quiz solo section:picking"
    )
    await campus.heard()
    (told,) = [
        asked
        for asked in campus.slack.deliveries.of_event("message")
        if "bot_id" not in asked.payload["event"]
    ]
    campus.slack.deliveries.retry(told)
    await campus.slack.world.until(lambda: told.acknowledgements == 2)
    await campus.heard()
    assert len(await campus.rows("SELECT id FROM quizzes")) == 1
    assert len(campus.said(campus.direct(campus.slack.ann)["id"])) == 1


async def test_direct_message_lines_are_commands(campus: SlackHome) -> None:
    """A plain line in a direct message is a command."""
    user_actions.say(
        campus.slack, campus.slack.ben, campus.direct(campus.slack.ben), "sample say “two words” 2"
    )
    await campus.heard()
    assert campus.said(campus.direct(campus.slack.ben)["id"]) == ["You said: two words; times: 2."]


async def test_mentions_are_answered_in_their_thread(
    campus: SlackHome,
) -> None:
    """A mention in a thread is a command, and it is answered there in private."""
    root = user_actions.say(campus.slack, campus.slack.ben, campus.slack.study, "Hello")
    user_actions.say(
        campus.slack, campus.slack.ben, campus.slack.study, "@roadmate sample where", root.ts
    )
    await campus.heard()
    seen = screen.look(campus.slack.world, campus.slack.ben)[-1]
    assert (seen.thread, seen.private) == (root.ts, True)
    assert f"{campus.place.channel}/{root.ts}." in seen.text
    assert "Here:" not in str(campus.sees(campus.slack.ann))


async def test_speaking_of_the_bot_asks_nothing(campus: SlackHome) -> None:
    """Whoever only speaks of the bot, or says a command's name, is not answered."""
    user_actions.say(
        campus.slack, campus.slack.ben, campus.slack.study, "Has anyone asked @roadmate yet?"
    )
    user_actions.say(campus.slack, campus.slack.ben, campus.slack.study, "next")
    await campus.heard()
    assert len(campus.sees(campus.slack.ben)) == 2


@pytest.mark.parametrize(
    "words", ["<b> & </b>", "a &amp; b", "1 < 2 > 0 and &lt;", "*bold* `x` ~y~ :smile: <!here>"]
)
async def test_typed_words_come_back_unchanged(campus: SlackHome, words: str) -> None:
    """What people type comes back as they typed it and notifies nobody."""
    await campus.driver.type(f'sample say words:"{words}"')
    assert f"You said: {words}; times: 1." in campus.driver.screen()[-1].text
    assert not any(campus.slack.world.notified.values())
    user_actions.say(
        campus.slack,
        campus.slack.ann,
        campus.direct(campus.slack.ann),
        f'sample say words:"{words}"',
    )
    await campus.heard()
    assert f"You said: {words}; times: 1." in campus.sees(campus.slack.ann)[-1].replace(
        LIKE_A_TICK, "`"
    )
    assert not any(campus.slack.world.notified.values())


@pytest.mark.parametrize("after", [False, True])
async def test_an_answer_whose_connection_breaks_arrives(campus: SlackHome, after: bool) -> None:
    await campus.driver.type("sample press words:first")
    campus.faults.reset(RESPONSE_URL, after=after)
    await campus.driver.press("Once more")
    assert ["pressed again" in text for text in campus.sees(campus.slack.ann)] == [True]


@pytest.mark.parametrize("times", [1, 2])
async def test_an_answer_refused_at_first_arrives(campus: SlackHome, times: int) -> None:
    """An answer that Slack cannot take at first arrives."""
    await campus.driver.type("sample press words:first")
    campus.faults.fail(RESPONSE_URL, times=times)
    await campus.driver.press("Once more")
    assert "pressed again" in campus.sees(campus.slack.ann)[-1]


async def test_a_limited_answer_waits_its_turn(
    campus: SlackHome,
) -> None:
    """An answer that comes too fast for Slack waits as long as Slack asks."""
    await campus.driver.type("sample press words:first")
    campus.faults.limit(RESPONSE_URL, 1)
    begun = asyncio.get_running_loop().time()
    await campus.driver.press("Once more")
    assert "pressed again" in campus.sees(campus.slack.ann)[-1]
    assert asyncio.get_running_loop().time() - begun >= 0.99


async def test_a_hanging_answer_delays_nobody(campus: SlackHome) -> None:
    """While one answer hangs, other people get theirs."""
    campus.faults.hang("users.info", at=campus.slack.ben["id"])
    campus.command("sample order", campus.slack.ben)
    await campus.slack.world.until(lambda: campus.slack.api.requests("users.info"))
    asked = campus.command("sample where")
    await asyncio.wait_for(asked.acknowledged.wait(), 1)


async def test_without_whispers_answers_come_directly(
    campus: SlackHome,
) -> None:
    """Where nothing private may be said in the channel, the answer comes by direct message."""
    campus.faults.refuse(EPHEMERAL, "not_in_channel")
    user_actions.say(campus.slack, campus.slack.ben, campus.slack.study, "@roadmate sample where")
    await campus.heard()
    assert "Here:" in campus.said(campus.direct(campus.slack.ben)["id"])[-1]


async def test_a_refused_file_is_told(campus: SlackHome) -> None:
    campus.faults.fail("upload")
    await campus.driver.type("sample gallery 11")
    assert "did not take it" in campus.driver.screen()[-1].text


async def test_a_file_comes_by_direct_message(campus: SlackHome) -> None:
    """A file comes by direct message, and the answer says so."""
    await campus.driver.type("sample gallery 11")
    assert "as a direct message" in campus.driver.screen()[-1].text
    assert list(campus.slack.world.contents.values()) == ["Grüße".encode()]
    assert campus.slack.world.said_in(campus.direct(campus.slack.ann)["id"])


async def test_five_hundred_presses_get_answers(campus: SlackHome) -> None:
    """Five hundred presses on one post are all answered."""
    post = await campus.adapter.post(campus.place, _pressable(), key="weekly/1")
    said = campus.slack.world.said[post.id]
    people = [campus.slack.person(f"Member {number}") for number in range(500)]
    (button,) = screen.controls(said.body["blocks"])
    assert button.element["type"] == elements.BUTTON
    asked = [user_actions.press(campus.slack, person, said, button) for person in people]
    async with asyncio.timeout(10):
        await asyncio.gather(*(one.answered.wait() for one in asked))
    assert [one.failed for one in asked if one.failed] == []
    assert campus.said() == ["Week 1"]


def _pressable() -> Message:
    return say("Week 1", row(Button("Say hello", Call("sample press", {"words": "hello"}))))


@pytest.mark.parametrize(
    "forged",
    [
        ("group erase "
        "sure:yes"), "group pause", "sample order", "sample tick", ("delivery failed key:weekly "
                                                                  "state:dead"),
        ("post weekly "
        "number:1"), "connected", "replied reply:1", "undo reading:first-flush", "x", ":", '"',
        "place departed",
        "quiz answer", ("quiz answer quiz:nothing1 number:1000000000000 "
                       "answer:A"), "done reading:" + "x" * 80,
        "é" * 100, "\u0000", " ", "constructor:1", ("post again "
                                                   "notice:nothing"), "group confirm", "x" * 2000,
    ],
)  # fmt: skip
async def test_a_forged_button_does_nothing(campus: SlackHome, forged: str) -> None:
    """A forged button is answered and changes nothing."""
    before = await campus.stage.everything()
    button = {
        "type": "button",
        "action_id": "0-0",
        "text": {"type": "plain_text", "text": "Go"},
        "value": forged,
    }
    block = {"type": "actions", "block_id": "forged", "elements": [button]}
    ben = campus.slack.ben
    above = Said(
        campus.place.channel, {"ts": campus.slack.world.stamp(), "blocks": [block]}, ben["id"]
    )
    asked = await campus.answered(campus.slack.interactions.act(ben, above, block, button, {}, {}))
    assert asked.later
    assert await campus.stage.everything() == before
