"""The Web API without a library: forms and JSON, tokens in either place, and what is malformed."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.loopback_slack.protocol.server import Slack

Json = dict[str, Any]


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_a_form_carries_text(slack: Slack, http: aiohttp.ClientSession) -> None:
    """A form carries its token and its blocks as text."""
    blocks = json.dumps([{"type": "divider"}])
    form = {
        "token": slack.app.bot_token,
        "channel": slack.study["id"],
        "text": "Hello",
        "blocks": blocks,
    }
    async with http.post(f"{slack.api_url}chat.postMessage", data=form) as answer:
        told: Json = await answer.json()
    assert (told["ok"], told["message"]["blocks"][0]["type"]) == (True, "divider")
    assert "token" not in slack.api.heard[0].args


@pytest.mark.parametrize(
    ("method", "token", "args", "error"),
    [
        ("auth.test", "", {}, "not_authed"),
        ("auth.tset", "yes", {}, "unknown_method"),
        ("chat.postMessage", "yes", {"text": "Hello"}, "channel_not_found"),
        (
            "chat.postMessage",
            "yes",
            {"channel": "C00000007", "text": "x", "blocks": "[{"},
            "invalid_blocks_format",
        ),
        (
            "chat.postMessage",
            "yes",
            {"channel": "C00000007", "text": "x", "blocks": "{}"},
            "invalid_blocks_format",
        ),
        (
            "conversations.history",
            "yes",
            {"channel": "C00000007", "limit": "1000"},
            "invalid_limit",
        ),
        (
            "conversations.history",
            "yes",
            {"channel": "C00000007", "limit": "many"},
            "invalid_arguments",
        ),
        ("conversations.history", "yes", {"channel": "C00000007", "cursor": "x"}, "invalid_cursor"),
        ("users.info", "yes", {"user": "U404"}, "user_not_found"),
        ("conversations.open", "yes", {}, "users_list_not_supplied"),
        ("views.open", "yes", {"trigger_id": "x", "view": "{"}, "invalid_arguments"),
        ("files.completeUploadExternal", "yes", {"files": '[{"id": "F404"}]'}, "file_not_found"),
    ],
)
async def test_what_is_wrong_is_named(
    slack: Slack, http: aiohttp.ClientSession, method: str, token: str, args: Json, error: str
) -> None:
    headers = {"Authorization": f"Bearer {slack.app.bot_token}"} if token else {}
    async with http.post(f"{slack.api_url}{method}", data=args, headers=headers) as answer:
        told: Json = await answer.json()
    assert (answer.status, told["ok"], told["error"]) == (200, False, error)


async def test_json_must_be_json(slack: Slack, http: aiohttp.ClientSession) -> None:
    headers = {"Authorization": f"Bearer {slack.app.bot_token}", "Content-Type": "application/json"}
    async with http.post(f"{slack.api_url}auth.test", data="{", headers=headers) as answer:
        assert "invalid_json" in await answer.text()


async def test_the_workspace_introduces_itself(slack: Slack, http: aiohttp.ClientSession) -> None:
    headers = {"Authorization": f"Bearer {slack.app.bot_token}"}
    found = {}
    for method, args in (
        ("team.info", {}),
        ("users.conversations", {"types": "public_channel,private_channel"}),
        ("conversations.members", {"channel": slack.study["id"]}),
        ("conversations.info", {"channel": slack.study["id"], "include_num_members": "true"}),
    ):
        async with http.get(f"{slack.api_url}{method}", params=args, headers=headers) as answer:
            found[method] = await answer.json()
    assert found["team.info"]["team"]["domain"] == "campus"
    assert [one["name"] for one in found["users.conversations"]["channels"]] == ["study"]
    assert (
        len(found["conversations.members"]["members"])
        == found["conversations.info"]["channel"]["num_members"]
        == 4
    )
    assert found["conversations.info"]["channel"]["is_member"]
