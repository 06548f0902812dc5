"""The loopback server, tried with the real library: commands, presses, and what may be answered."""

from typing import Any

from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.loopback_slack import screen, user_actions
from tests.loopback_slack.bare import CONSTANT, Bare, Turn, client_of, constant, in_socket_mode
from tests.loopback_slack.protocol.deliveries import Asked
from tests.loopback_slack.protocol.server import Slack
from tests.play import Clock

Json = dict[str, Any]
GO: Json = {
    "type": "actions",
    "block_id": "row",
    "elements": [
        {
            "type": "button",
            "action_id": "go",
            "text": {"type": "plain_text", "text": "Go"},
            "value": "next 3",
        },
        {
            "type": "static_select",
            "action_id": "pick",
            "placeholder": {"type": "plain_text", "text": "Which?"},
            "options": [
                {"text": {"type": "plain_text", "text": name}, "value": name.lower()}
                for name in ("Red", "Blue")
            ],
        },
    ],
}
WORDS: Json = {"type": "section", "text": {"type": "mrkdwn", "text": "*Press* it"}}


def ask(slack: Slack, line: str = "/roadmate next") -> Asked:
    """Ann gives a command."""
    return user_actions.command(slack, slack.ann, slack.study, line)


async def answered(slack: Slack, asked: Asked | None) -> Asked:
    """Until the person sees something."""
    assert asked
    await slack.world.until(asked.answered.is_set)
    return asked


def texts(slack: Slack, user: str = "Ann") -> list[str]:
    return [seen.text for seen in screen.look(slack.world, slack.person(user))]


async def test_the_acknowledgement_is_the_answer(slack: Slack) -> None:
    """An app that always says the same answers in its acknowledgement."""
    async with in_socket_mode(slack, constant(client_of(slack))):
        asked = await answered(slack, ask(slack))
    assert (asked.acknowledgements, asked.answer) == (1, {"text": CONSTANT})
    assert (texts(slack), texts(slack, "Ben")) == ([CONSTANT], [])


async def test_commands_arrive_escaped(slack: Slack, bot: Bare) -> None:
    asked = ask(slack, "/roadmate quiz @Ben in #study: a < b & c")
    await slack.world.until(asked.acknowledged.is_set)
    (body,) = bot.heard
    ben, study = slack.ben["id"], slack.study["id"]
    assert body["text"] == f"quiz <@{ben}|ben> in <#{study}|study>: a &lt; b &amp; c"
    assert (body["command"], body["channel_name"], body["user_id"]) == (
        "/roadmate",
        "study",
        slack.ann["id"],
    )
    assert body["response_url"].startswith(slack.origin)


async def test_without_escaping_names_stay_names(slack: Slack, bot: Bare) -> None:
    slack.app.commands["/roadmate"] = False
    asked = ask(slack, "/roadmate quiz @Ben & co")
    await slack.world.until(asked.acknowledged.is_set)
    assert bot.heard[0]["text"] == "quiz @Ben &amp; co"


async def test_an_answer_may_be_for_everyone(slack: Slack, bot: Bare) -> None:
    async def act(turn: Turn) -> None:
        await turn.ack(text="All of you", response_type="in_channel")
        await turn.respond(text="Only you")

    bot.act = act
    asked = ask(slack)
    await slack.world.until(lambda: len(asked.later) == 2)
    # The library sends its acknowledgement some milliseconds late: what is sent at once can
    # overtake it.
    assert (sorted(texts(slack)), texts(slack, "Ben")) == (
        ["All of you", "Only you"],
        ["All of you"],
    )


async def test_an_unreadable_answer_is_told(slack: Slack, bot: Bare) -> None:
    """The person is told when Slack cannot read the answer to a command."""
    bot.act = lambda turn: turn.ack(text="x", blocks=[{"type": "section"}])
    asked = await answered(slack, ask(slack))
    assert "invalid_blocks" in asked.failed
    assert texts(slack) == ["/roadmate failed with the error “invalid_command_response”"]


async def test_three_silent_seconds_are_failure(slack: Slack, bot: Bare) -> None:
    assert slack.deliveries.patience == 3
    slack.deliveries.patience = 0.02
    slack.sockets.black_hole()
    asked = await answered(slack, ask(slack))
    assert asked.failed == "operation_timeout"
    assert texts(slack) == ["/roadmate failed with the error “operation_timeout”"]


async def test_a_press_replaces_its_message(slack: Slack, bot: Bare) -> None:
    """The answer to a press replaces what was pressed, through its response_url."""
    bot.act = lambda turn: turn.ack(text="Press", blocks=[WORDS, GO])
    await answered(slack, ask(slack))
    (seen,) = screen.look(slack.world, slack.ann)
    assert (seen.text, seen.labels, seen.private) == (
        "Press it\nWhich?",
        ["Go", "Red", "Blue"],
        True,
    )

    async def act(turn: Turn) -> None:
        await turn.ack()
        await turn.respond(
            text=f"Pressed {turn.body['actions'][0]['value']}", replace_original=True
        )

    bot.act = act
    await answered(slack, user_actions.press(slack, slack.ann, seen.place, seen.controls[0]))
    assert texts(slack) == ["Pressed next 3"]
    payload = bot.heard[-1]
    # A message that only one person sees is not in the payload.
    assert "message" not in payload
    assert payload["container"]["is_ephemeral"]


async def test_a_pick_tells_option_and_state(slack: Slack, bot: Bare) -> None:
    await bot.client.chat_postMessage(channel=slack.study["id"], text="Press", blocks=[WORDS, GO])
    (seen,) = screen.look(slack.world, slack.ben)
    _, red, blue = seen.controls

    async def act(turn: Turn) -> None:
        await turn.ack()
        await turn.respond(text="Blue it is", response_type="ephemeral", replace_original=False)

    bot.act = act
    await answered(slack, user_actions.pick(slack, slack.ben, seen.place, blue))
    payload = bot.heard[-1]
    assert payload["actions"][0]["selected_option"]["value"] == "blue"
    assert payload["state"]["values"]["row"]["pick"]["selected_option"]["value"] == "blue"
    assert payload["message"]["ts"] == payload["container"]["message_ts"]
    assert (texts(slack, "Ben")[1:], texts(slack)[1:]) == (["Blue it is"], [])
    assert red.option


async def test_acknowledging_a_press_says_nothing(slack: Slack, bot: Bare) -> None:
    """The acknowledgement of a press says nothing to anybody."""
    await bot.client.chat_postMessage(channel=slack.study["id"], text="Press", blocks=[WORDS, GO])
    (seen,) = screen.look(slack.world, slack.ann)
    bot.act = lambda turn: turn.ack(text="Nobody reads this")
    asked = user_actions.press(slack, slack.ann, seen.place, seen.controls[0])
    await slack.world.until(asked.acknowledged.is_set)
    assert (len(texts(slack)), asked.answered.is_set()) == (1, False)


async def test_a_response_url_takes_five_answers(slack: Slack, bot: Bare, clock: Clock) -> None:
    """A response_url takes five answers in half an hour."""
    for _ in range(2):
        asked = ask(slack)
        await slack.world.until(asked.acknowledged.is_set)
    first, second = (AsyncWebhookClient(body["response_url"]) for body in bot.heard)
    assert [(await first.send(text="Again")).status_code for _ in range(5)] == [200] * 5
    refused = await first.send(text="Too many")
    assert (refused.status_code, "used_url" in refused.body) == (404, True)
    clock.advance(minutes=31)
    late = await second.send(text="Too late")
    assert (late.status_code, "expired_url" in late.body) == (404, True)
    assert len(texts(slack)) == 5


async def test_a_repeated_envelope_is_answered_once(slack: Slack, bot: Bare) -> None:
    bot.act = lambda turn: turn.ack("Once")
    asked = ask(slack)
    slack.deliveries.again(asked)
    await slack.world.until(lambda: asked.acknowledgements == 2)
    assert (texts(slack), len(bot.heard)) == (["Once"], 2)
    first, second = bot.heard
    assert first == second


async def test_a_command_said_in_private(slack: Slack, bot: Bare) -> None:
    """A command in the conversation with the app comes from `directmessage`."""
    bot.act = lambda turn: turn.ack(turn.body["channel_name"])
    await answered(
        slack,
        user_actions.command(slack, slack.ann, slack.world.direct(slack.ann["id"]), "/roadmate"),
    )
    assert texts(slack) == ["directmessage"]
