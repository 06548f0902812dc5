"""Modals and homes of the loopback server, tried with the real library."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.loopback_slack import screen, user_actions
from tests.loopback_slack.bare import Bare, Turn
from tests.loopback_slack.protocol.server import Slack
from tests.play import Clock

Json = dict[str, Any]


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def field(name: str, element: Json, label: str = "") -> Json:
    return {
        "type": "input", "block_id": f"block {name}", "label": plain(label or name),
        "element": {"action_id": name, **element},
    }  # fmt: skip


def modal(*blocks: Json, **parts: Any) -> Json:  # noqa: ANN401 - any part of a view
    every = blocks or (field("words", {"type": "plain_text_input", "max_length": 10}, "What"),)
    return {
        "type": "modal",
        "title": plain("Paint"),
        "submit": plain("Send"),
        "blocks": list(every),
        **parts,
    }


ZONE = field(
    "zone",
    {"type": "external_select", "min_query_length": 2, "placeholder": plain("Where?")},
    "Zone",
)
COLOUR = field("colour", {
    "type": "static_select",
    "options": [{"text": plain(name), "value": name.lower()} for name in ("Red", "Blue")],
}, "Colour")  # fmt: skip


async def opened(slack: Slack, bot: Bare, view: Json) -> screen.Seen:
    """Ann asks, and the modal is on her screen."""

    async def act(turn: Turn) -> None:
        await turn.ack()
        await turn.client.views_open(trigger_id=turn.body["trigger_id"], view=view)

    bot.act = act
    asked = user_actions.command(slack, slack.ann, slack.study, "/roadmate paint")
    await slack.world.until(asked.answered.is_set)
    await slack.world.until(asked.acknowledged.is_set)
    bot.act = None
    return top(slack)


def top(slack: Slack) -> screen.Seen:
    seen = screen.modal(slack.world, slack.interactions, slack.ann)
    assert seen
    return seen


async def sent(slack: Slack, **values: str) -> None:
    asked = user_actions.submit(slack, slack.ann, values)
    await slack.world.until(asked.answered.is_set)


async def test_a_filled_modal_closes(slack: Slack, bot: Bare) -> None:
    seen = await opened(
        slack, bot, modal(*modal()["blocks"], COLOUR, private_metadata="kept", callback_id="paint")
    )
    assert (seen.text.splitlines()[:2], seen.labels) == (["Paint", "What"], ["What", "Red", "Blue"])
    with pytest.raises(AssertionError, match="takes 0 to 10"):
        user_actions.submit(slack, slack.ann, {"words": "far too many words", "colour": "Red"})
    await sent(slack, words="a fence", colour="Red")
    view = bot.heard[-1]["view"]
    assert (view["private_metadata"], view["callback_id"]) == ("kept", "paint")
    assert view["state"]["values"]["block words"]["words"]["value"] == "a fence"
    assert view["state"]["values"]["block colour"]["colour"]["selected_option"]["value"] == "red"
    assert screen.modal(slack.world, slack.interactions, slack.ann) is None


async def test_errors_stand_beside_their_inputs(slack: Slack, bot: Bare) -> None:
    await opened(slack, bot, modal())
    bot.act = lambda turn: turn.ack(
        response_action="errors", errors={"block words": "No fences, please."}
    )
    await sent(slack, words="a fence")
    assert "No fences, please." in top(slack).text
    bot.act = lambda turn: turn.ack(response_action="errors", errors={"another block": "?"})
    await sent(slack, words="a fence")
    assert "We had some trouble connecting." in top(slack).text


async def test_a_modal_changes_grows_and_goes(slack: Slack, bot: Bare) -> None:
    await opened(slack, bot, modal())
    bot.act = lambda turn: turn.ack(response_action="update", view=modal(COLOUR))
    await sent(slack, words="a fence")
    assert top(slack).labels == ["Red", "Blue"]
    bot.act = lambda turn: turn.ack(response_action="push", view=modal())
    await sent(slack, colour="Blue")
    assert len(slack.world.modals[slack.ann["id"]]) == 2
    bot.act = lambda turn: turn.ack(response_action="clear")
    await sent(slack, words="a fence")
    assert not slack.world.modals[slack.ann["id"]]


async def test_a_refused_view_never_comes(slack: Slack, bot: Bare) -> None:
    await opened(slack, bot, modal())
    bot.act = lambda turn: turn.ack(response_action="update", view=modal(title=plain("x" * 25)))
    await sent(slack, words="a fence")
    assert "We had some trouble connecting." in top(slack).text


async def test_an_external_select_completes(slack: Slack, bot: Bare) -> None:
    seen = await opened(slack, bot, modal(ZONE))
    zone = seen.controls[0]
    with pytest.raises(AssertionError, match="2 letters"):
        user_actions.suggest(slack, slack.ann, seen.place, zone, "E")
    bot.act = lambda turn: turn.ack(
        options=[{"text": plain("Europe/Paris"), "value": "Europe/Paris"}]
    )
    asked = user_actions.suggest(slack, slack.ann, seen.place, zone, "Par")
    await slack.world.until(asked.answered.is_set)
    assert (bot.heard[-1]["value"], bot.heard[-1]["action_id"]) == ("Par", "zone")
    user_actions.choose(slack, slack.ann, seen.place, zone, asked, "Europe/Paris")
    bot.act = None
    await sent(slack)
    state = bot.heard[-1]["view"]["state"]["values"]["block zone"]["zone"]
    assert state["selected_option"]["value"] == "Europe/Paris"


async def test_unshowable_suggestions_are_none(slack: Slack, bot: Bare) -> None:
    seen = await opened(slack, bot, modal(ZONE))
    bot.act = lambda turn: turn.ack(options=[{"text": plain("x" * 76), "value": "x"}])
    asked = user_actions.suggest(slack, slack.ann, seen.place, seen.controls[0], "Par")
    await slack.world.until(asked.answered.is_set)
    assert "must be less than 76 characters" in asked.failed


async def test_a_trigger_opens_one_modal(slack: Slack, bot: Bare, clock: Clock) -> None:
    """A trigger is good for three seconds and one modal."""
    for _ in range(2):
        asked = user_actions.command(slack, slack.ann, slack.study, "/roadmate paint")
        await slack.world.until(asked.acknowledged.is_set)
    first, second = (body["trigger_id"] for body in bot.heard)
    await bot.client.views_open(trigger_id=first, view=modal())
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await bot.client.views_open(trigger_id=first, view=modal())
    clock.advance(seconds=4)
    with pytest.raises(SlackApiError, match="expired_trigger_id"):
        await bot.client.views_open(trigger_id=second, view=modal())
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await bot.client.views_open(trigger_id="1.2.3", view=modal())


async def test_at_most_three_modals_stack(slack: Slack, bot: Bare) -> None:
    await opened(slack, bot, modal())
    for _ in range(3):
        asked = user_actions.shortcut(slack, slack.ann, "next")
        await slack.world.until(asked.acknowledged.is_set)
    first, second, third = (
        body["trigger_id"] for body in bot.heard if body.get("type") == "shortcut"
    )
    pushed = [
        (await bot.client.views_push(trigger_id=trigger, view=modal()))["view"]
        for trigger in (first, second)
    ]
    assert pushed[1]["previous_view_id"] == pushed[0]["id"]
    assert (
        pushed[0]["root_view_id"]
        == pushed[1]["root_view_id"]
        == slack.world.modals[slack.ann["id"]][0]
    )
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        await bot.client.views_push(trigger_id=third, view=modal())


async def test_a_closed_view_takes_no_update(slack: Slack, bot: Bare) -> None:
    seen = await opened(slack, bot, modal())
    assert isinstance(seen.place, dict)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await bot.client.views_update(view_id=seen.place["id"], hash="old", view=modal(COLOUR))
    await bot.client.views_update(
        view_id=seen.place["id"], hash=seen.place["hash"], view=modal(COLOUR, notify_on_close=True)
    )
    assert top(slack).labels == ["Red", "Blue"]
    asked = user_actions.close(slack, slack.ann)
    assert asked
    await slack.world.until(asked.acknowledged.is_set)
    assert bot.heard[-1]["type"] == "view_closed"
    with pytest.raises(SlackApiError, match="not_found"):
        await bot.client.views_update(view_id=seen.place["id"], view=modal())


async def test_a_home_is_published_and_pressed(slack: Slack, bot: Bare) -> None:
    user_actions.open_home(slack, slack.ann)
    await slack.world.until(lambda: bot.events)
    assert (bot.events[0]["type"], bot.events[0]["tab"], "view" in bot.events[0]) == (
        "app_home_opened",
        "home",
        False,
    )
    button = {"type": "button", "action_id": "go", "text": plain("Go"), "value": "next"}
    view = {"type": "home", "blocks": [{"type": "actions", "elements": [button]}]}
    await bot.client.views_publish(user_id=slack.ann["id"], view=view)
    seen = screen.home(slack.world, slack.ann)
    assert seen
    assert seen.labels == ["Go"]
    assert screen.home(slack.world, slack.ben) is None
    asked = user_actions.press(slack, slack.ann, seen.place, seen.controls[0])
    await slack.world.until(asked.acknowledged.is_set)
    assert bot.heard[-1]["container"]["type"] == "view"
    assert "response_url" not in bot.heard[-1]


async def test_a_shortcut_opens_a_modal(slack: Slack, bot: Bare) -> None:
    async def act(turn: Turn) -> None:
        await turn.ack()
        await turn.client.views_open(trigger_id=turn.body["trigger_id"], view=modal())

    bot.act = act
    asked = user_actions.shortcut(slack, slack.ann, "next")
    await slack.world.until(asked.answered.is_set)
    assert (bot.heard[0]["callback_id"], top(slack).text.splitlines()[0]) == ("next", "Paint")
