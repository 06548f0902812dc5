"""App Home: a member's own page, drawn when it is opened and after what they do."""

import pytest

from tests.adapters.slack.home import SlackHome
from tests.adapters.slack.playing.test_weekly import begin
from tests.loopback_slack import screen, user_actions

PUBLISH = "views.publish"


async def opened(campus: SlackHome, name: str) -> str:
    """What somebody sees who goes to Roadmate's home."""
    user = campus.slack.person(name)
    await campus.driver.turn_to(name)
    user_actions.open_home(campus.slack, user)
    await campus.heard()
    seen = screen.home(campus.slack.world, user)
    assert seen
    return seen.text


async def press(campus: SlackHome, name: str, label: str) -> str:
    """Press something on the page; returns the modal that is the answer."""
    user = campus.slack.person(name)
    seen = screen.home(campus.slack.world, user)
    assert seen
    _, control = user_actions.labelled([seen], label)
    await campus.answered(user_actions.press(campus.slack, user, seen.place, control))
    modal = screen.modal(campus.slack.world, campus.slack.interactions, user)
    assert modal
    return modal.text


async def test_newcomers_see_the_next_reading(campus: SlackHome) -> None:
    """A newcomer sees the next reading and nothing of the state of a group."""
    text = await opened(campus, "Ben")
    for words in ("Read next", "On the course", "Weeks in a row", "To review"):
        assert words in text
    assert "Members" not in text


async def test_the_current_week_stands_on_top(campus: SlackHome) -> None:
    await begin(campus)
    await campus.driver.type("done first-flush")
    text = await opened(campus, "Ann")
    assert "Week 1" in text
    assert "You have read 1 of" in text


async def test_only_organisers_see_group_state(campus: SlackHome) -> None:
    """Whoever runs the group sees its state, and nobody else does."""
    await begin(campus)
    text = await opened(campus, "Ann")
    assert "Members" in text
    assert "Next post" in text
    assert "Members" not in await opened(campus, "Ben")


async def test_its_buttons_answer_in_a_modal(
    campus: SlackHome,
) -> None:
    """A button on the page answers in a modal, and the page follows."""
    before = await opened(campus, "Ben")
    assert "read." in await press(campus, "Ben", "I've read it")
    seen = screen.home(campus.slack.world, campus.slack.ben)
    assert seen
    assert seen.text != before
    assert "1 of" in seen.text


async def test_it_follows_what_happens_elsewhere(campus: SlackHome) -> None:
    """The page follows what is done elsewhere."""
    before = await opened(campus, "Ben")
    await campus.driver.type("done first-flush")
    seen = screen.home(campus.slack.world, campus.slack.ben)
    assert seen
    assert seen.text != before


async def test_it_is_drawn_only_when_needed(
    campus: SlackHome,
) -> None:
    """A page that nobody opened is not drawn, and many actions draw it once."""
    await campus.driver.type("done first-flush")
    assert not campus.slack.api.requests(PUBLISH)
    await opened(campus, "Ben")
    for line in ("done withering", "settings boards:hidden", "settings boards:visible"):
        await campus.slack.world.until(campus.command(line, campus.slack.ben).acknowledged.is_set)
    await campus.heard()
    assert len(campus.slack.api.requests(PUBLISH)) == 2


async def test_the_messages_tab_is_no_home(campus: SlackHome) -> None:
    user_actions.open_home(campus.slack, campus.slack.ben, tab="messages")
    await campus.heard()
    assert not campus.slack.api.requests(PUBLISH)


async def test_settings_are_changed_in_modals(campus: SlackHome) -> None:
    await opened(campus, "Ben")
    assert "Your settings" in await press(campus, "Ben", "Settings")
    await campus.driver.press("Fill in a form")
    view = campus.slack.modals.top(campus.slack.ben["id"])
    assert view
    field = next(screen.controls(view["blocks"]))
    typed = await campus.answered(
        user_actions.suggest(campus.slack, campus.slack.ben, view, field, "tokyo")
    )
    user_actions.choose(
        campus.slack, campus.slack.ben, view, field, typed, "Tokyo, Japan (Asia/Tokyo)"
    )
    await campus.answered(user_actions.submit(campus.slack, campus.slack.ben))
    assert ("Asia/Tokyo",) in await campus.rows("SELECT zone FROM people")
    assert "Asia/Tokyo" in campus.driver.screen()[-1].text


async def test_one_modal_sets_a_group_up(
    campus: SlackHome,
) -> None:
    """A group is set up, with its zone and a preview, in one modal."""
    await campus.driver.type("group setup course:road-essential pace:60")
    await campus.driver.press("Fill in a form")
    view = campus.slack.modals.top(campus.slack.ann["id"])
    assert view
    field = next(screen.controls(view["blocks"]))
    typed = await campus.answered(
        user_actions.suggest(campus.slack, campus.slack.ann, view, field, "Berl")
    )
    user_actions.choose(
        campus.slack, campus.slack.ann, view, field, typed, "Berlin, Germany (Europe/Berlin)"
    )
    await campus.answered(user_actions.submit(campus.slack, campus.slack.ann))
    preview = campus.driver.screen()[-1]
    assert "Europe/Berlin" in preview.text
    assert "The first weeks" in preview.text
    await campus.driver.press("Confirm")
    assert "is set" in campus.driver.screen()[-1].text
    assert await campus.rows("SELECT zone FROM groups WHERE platform = 'slack'") == [
        ("Europe/Berlin",)
    ]


@pytest.mark.parametrize("trouble", ["a hang", "a 503", "a 429"])
async def test_the_newest_page_stays(campus: SlackHome, trouble: str) -> None:
    """The newest page is the one that stays, also when Slack stumbles over an older one."""
    await opened(campus, "Ben")
    if trouble == "a hang":
        campus.faults.hang(PUBLISH)
    elif trouble == "a 503":
        campus.faults.fail(PUBLISH, times=2)
    else:
        campus.faults.limit(PUBLISH, 1)
    before = len(campus.slack.api.requests(PUBLISH))
    await campus.slack.world.until(
        campus.command("done first-flush", campus.slack.ben).acknowledged.is_set
    )
    await campus.slack.world.until(lambda: len(campus.slack.api.requests(PUBLISH)) > before)
    await campus.slack.world.until(
        campus.command("done withering", campus.slack.ben).acknowledged.is_set
    )
    campus.faults.release()
    await campus.heard()
    seen = screen.home(campus.slack.world, campus.slack.ben)
    assert seen
    assert "2 of" in seen.text
    published = [request.args["view"] for request in campus.slack.api.requests(PUBLISH)]
    assert "2 of" in str(published[-1])
