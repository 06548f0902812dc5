"""What Slack says of somebody and a channel, by rank and membership."""

from typing import Any

import pytest

from adapters.slack.channels import standings
from adapters.slack.channels.places import account
from bot.core.interaction import LEFT, UNKNOWN, Address, Standing
from tests.adapters.slack.home import SlackHome
from tests.loopback_slack import fixtures

Json = dict[str, Any]
CHANNELS = "users.conversations"


async def said(campus: SlackHome, user: Json, channel: Json | None = None) -> Standing:
    team, where = campus.place.workspace, (channel or campus.slack.study)["id"]
    place = Address("slack", team, where)
    return await campus.adapter.standing(account(team, user["id"]), place)


def _channel(campus: SlackHome, name: str) -> Json:
    return next(one for one in campus.slack.world.channels.values() if one.get("name") == name)


async def test_only_full_members_found(campus: SlackHome) -> None:
    """A full member may found a group, and a guest may not."""
    world = campus.slack.world
    guest = world.add_user("Gus", world.team, is_restricted=True)
    fixtures.join(world, campus.slack.study, guest)
    assert await said(campus, campus.slack.ben) == Standing(sees=True, manages=False, founds=True)
    assert await said(campus, guest) == Standing(sees=True, manages=False, founds=False)


async def test_an_admin_manages_from_outside(campus: SlackHome) -> None:
    """An admin manages a channel that they are not in."""
    other = fixtures.add_channel(campus.slack.world, "other", campus.slack.olga)
    seen = await said(campus, campus.slack.ann, other)
    assert seen == Standing(sees=False, manages=True, founds=True)


async def test_private_channels_without_us_stay_unknown(campus: SlackHome) -> None:
    """Whether somebody sees a private channel is unknown until we are in it."""
    vault = _channel(campus, "vault")
    assert (await said(campus, campus.slack.ann, vault)).sees is None
    fixtures.join(campus.slack.world, vault, campus.slack.world.bot)
    assert (await said(campus, campus.slack.ann, vault)).sees is True
    assert (await said(campus, campus.slack.ben, vault)).sees is False


async def test_a_deleted_channel_leaves_the_rank(campus: SlackHome) -> None:
    """Of a channel that is gone only the rank of a person is known."""
    gone = campus.slack.study
    fixtures.delete(campus.slack.world, gone)
    await campus.heard()
    found = await said(campus, campus.slack.ben, gone)
    assert found == Standing(sees=None, manages=False, founds=True)


async def test_who_left_the_workspace_is_nowhere(campus: SlackHome) -> None:
    ann = campus.slack.ann
    fixtures.dismiss(campus.slack.world, ann)
    assert await said(campus, ann) == LEFT
    assert await said(campus, {"id": "U0UNHEARD"}) == LEFT


async def test_rank_is_asked_anew_each_time(campus: SlackHome) -> None:
    ann = campus.slack.ann
    assert (await said(campus, ann)).manages
    fixtures.change(campus.slack.world, ann, is_admin=False)
    assert not (await said(campus, ann)).manages


async def test_half_an_answer_is_none(campus: SlackHome) -> None:
    campus.faults.fail(CHANNELS)
    assert await said(campus, campus.slack.ann) == UNKNOWN
    other = Address("slack", "T0ELSEWHERE", campus.slack.study["id"])
    assert await campus.adapter.standing(campus.slack.ann["id"], other) == UNKNOWN


async def test_every_page_of_channels_is_read(
    campus: SlackHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standings, "_PAGE", 1)
    late = fixtures.add_channel(campus.slack.world, "late", campus.slack.ben)
    assert (await said(campus, campus.slack.ben, late)).sees
    assert len(campus.slack.api.requests(CHANNELS)) == 2
