"""An answer arrives although Slack stumbles on its way.

429, 5xx, resets, links that are used up.
"""

from collections.abc import Callable

import pytest

from adapters.slack.channels import people
from tests.adapters.slack.answering.test_home import PUBLISH, opened
from tests.adapters.slack.home import SlackHome
from tests.loopback_slack import screen, user_actions
from tests.loopback_slack.faults import POST, RESPONSE_URL, Faults

EPHEMERAL, UPDATE, OPEN_VIEW, OPEN, INFO = (
    "chat.postEphemeral", "views.update", "views.open", "conversations.open", "users.info",
)  # fmt: skip
Trouble = Callable[[Faults, str], None]
TROUBLES: dict[str, Trouble] = {
    "429": lambda faults, method: faults.limit(method, 1),
    "503": lambda faults, method: faults.fail(method),
    "503 after it acted": lambda faults, method: faults.fail(method, after=True),
    "twice 500": lambda faults, method: faults.fail(method, 500, times=2),
    "a reset": lambda faults, method: faults.reset(method),
    "a word of its own": lambda faults, method: faults.refuse(method, "internal_error"),
}
trouble = pytest.mark.parametrize("trouble", TROUBLES.values(), ids=list(TROUBLES))


@trouble
async def test_a_direct_message_is_answered(campus: SlackHome, trouble: Trouble) -> None:
    trouble(campus.faults, POST)
    direct = campus.direct(campus.slack.ben)
    user_actions.say(campus.slack, campus.slack.ben, direct, "done first-flush")
    await campus.heard()
    assert "read." in campus.said(direct["id"])[-1]
    assert len(await campus.rows("SELECT * FROM progress WHERE state = 'done'")) == 1


@trouble
async def test_a_mention_is_answered(campus: SlackHome, trouble: Trouble) -> None:
    trouble(campus.faults, EPHEMERAL)
    user_actions.say(campus.slack, campus.slack.ben, campus.slack.study, "@roadmate sample where")
    await campus.heard()
    assert "Here:" in campus.sees(campus.slack.ben)[-1]


@trouble
async def test_a_modals_press_is_answered_there(campus: SlackHome, trouble: Trouble) -> None:
    """A press in a modal is answered in it."""
    await campus.answered(user_actions.shortcut(campus.slack, campus.slack.ben, "next"))
    await campus.driver.turn_to("Ben")
    trouble(campus.faults, UPDATE)
    await campus.driver.press("I've read it")
    shown = screen.modal(campus.slack.world, campus.slack.interactions, campus.slack.ben)
    assert shown
    assert "read." in shown.text


@trouble
async def test_a_newcomer_has_a_page(campus: SlackHome, trouble: Trouble) -> None:
    trouble(campus.faults, PUBLISH)
    assert "Read next" in await opened(campus, "Ben")


@trouble
async def test_a_conversation_of_two_is_opened(campus: SlackHome, trouble: Trouble) -> None:
    campus.faults.refuse(EPHEMERAL, "not_in_channel")
    trouble(campus.faults, OPEN)
    user_actions.say(campus.slack, campus.slack.ben, campus.slack.study, "@roadmate sample where")
    await campus.heard()
    assert "Here:" in campus.said(campus.direct(campus.slack.ben)["id"])[-1]


@pytest.mark.parametrize("seconds", [1, 30])
async def test_a_refused_modal_opens_or_waits(campus: SlackHome, seconds: int) -> None:
    """A modal that Slack will not open now opens in time or is offered by a button."""
    campus.faults.limit(OPEN_VIEW, seconds)
    await campus.driver.type("sample say")
    if seconds > 3:
        assert not campus.driver.asked()
        assert "Tell me" in str(campus.driver.screen()[-1].controls)
    else:
        assert campus.driver.asked()


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_file_comes_when_slack_will(campus: SlackHome, method: str) -> None:
    """A file that Slack will not take now comes when it will."""
    campus.faults.limit(method, 1)
    await campus.driver.type("sample gallery 11")
    assert "as a direct message" in campus.driver.screen()[-1].text
    assert list(campus.slack.world.contents.values()) == ["Grüße".encode()]


async def test_unknown_people_go_by_their_handle(
    campus: SlackHome,
) -> None:
    """While Slack does not tell who somebody is, they are answered under their handle."""
    campus.faults.limit(INFO, 30)
    await campus.answered(campus.command("done first-flush", campus.slack.ben))
    assert "read." in campus.sees(campus.slack.ben)[-1]
    assert await campus.rows("SELECT name FROM people") == [("ben",)]
    await campus.answered(campus.command("sample order"))
    assert "try once more" in campus.sees(campus.slack.ann)[-1]
    assert len(campus.slack.api.requests(INFO)) == 1


async def test_a_channel_may_stay_nameless(campus: SlackHome) -> None:
    """While Slack does not tell a channel's name, a group is set up without it."""
    campus.faults.limit("conversations.info", 30)
    asked = await campus.answered(campus.command("group setup"))
    assert "The first weeks" in asked.data["text"]


@pytest.mark.parametrize("spent", ["used up", "too old"])
async def test_a_spent_response_url_is_replaced(campus: SlackHome, spent: str) -> None:
    """Where a response_url is used up or expired, the answer comes another way."""
    await campus.driver.type("sample press words:first")
    seen, control = user_actions.labelled(
        screen.look(campus.slack.world, campus.slack.ann), "Once more"
    )
    campus.faults.refuse(RESPONSE_URL, "used_url" if spent == "used up" else "expired_url")
    await campus.answered(user_actions.press(campus.slack, campus.slack.ann, seen.place, control))
    assert "pressed again" in campus.sees(campus.slack.ann)[-1]


async def test_public_answers_are_not_shown_twice(campus: SlackHome) -> None:
    """An answer for everyone whose connection breaks is not shown twice."""
    campus.faults.reset(POST, after=True)
    root = user_actions.say(campus.slack, campus.slack.ann, campus.slack.study, "Hello")
    user_actions.say(
        campus.slack, campus.slack.ann, campus.slack.study, "@roadmate sample public", root.ts
    )
    await campus.heard()
    assert len(campus.said()) == 1


async def test_old_rights_are_asked_for_again(
    campus: SlackHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rights that grew old are asked for again where they show; unknown ones show nothing."""
    await campus.answered(
        campus.command("group setup course:road-essential pace:60", campus.slack.olga)
    )
    await campus.driver.turn_to("Olga")
    await campus.driver.press("Confirm")
    monkeypatch.setattr(people, "_RIGHTS_SECONDS", 0.0)
    assert "Members" in await opened(campus, "Olga")
    await campus.driver.type("help")
    assert "For organisers" in campus.driver.screen()[-1].text
    campus.faults.fail(INFO, times=100)
    campus.stage.clock.advance(minutes=11)
    assert "Members" not in await opened(campus, "Olga")


async def test_an_old_page_follows_presses(
    campus: SlackHome,
) -> None:
    """A page that was opened before a restart follows what is pressed on it."""
    before = await opened(campus, "Ben")
    await campus.driver.restart()
    seen = screen.home(campus.slack.world, campus.slack.ben)
    assert seen
    _, control = user_actions.labelled([seen], "I've read it")
    await campus.answered(user_actions.press(campus.slack, campus.slack.ben, seen.place, control))
    after = screen.home(campus.slack.world, campus.slack.ben)
    assert after
    assert after.text != before


async def test_an_old_direct_button_answers_there(
    campus: SlackHome,
) -> None:
    """A button in a direct message is answered in its place, also after a restart."""
    direct = campus.direct(campus.slack.ben)
    user_actions.say(campus.slack, campus.slack.ben, direct, "sample press words:first")
    await campus.heard()
    await campus.driver.restart()
    await campus.driver.turn_to("Ben")
    await campus.driver.press("Once more")
    assert ["pressed again" in text for text in campus.said(direct["id"])] == [True]


async def test_chatter_in_other_threads_costs_nothing(campus: SlackHome) -> None:
    root = user_actions.say(campus.slack, campus.slack.ann, campus.slack.study, "Lunch?")
    before = await campus.stage.everything()
    for number in range(5):
        person = campus.slack.person(f"Member {number}")
        user_actions.say(campus.slack, person, campus.slack.study, "Yes", root.ts)
    await campus.heard()
    assert not campus.slack.api.requests(INFO)
    assert await campus.stage.everything() == before


async def test_named_people_are_called_by_name(campus: SlackHome) -> None:
    """Whoever is named in a mention is called by their name."""
    user_actions.say(
        campus.slack, campus.slack.ann, campus.slack.study, "@roadmate group forgive @ben"
    )
    await campus.heard()
    told = campus.sees(campus.slack.ann)[-1]
    assert "Ben" in told
    assert campus.slack.ben["id"] not in told
