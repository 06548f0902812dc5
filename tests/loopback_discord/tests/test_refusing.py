"""The loopback server refuses what Discord refuses, and takes what Discord takes."""

from typing import Any

import discord
import pytest
from discord.http import Route

from tests.loopback_discord import faults, user_actions
from tests.loopback_discord.bare import Bare
from tests.loopback_discord.protocol.server import Discord

Json = dict[str, Any]
V2 = 1 << 15


def button(**more: object) -> Json:
    return {"type": 2, "style": 2, "label": "Go", "custom_id": "go", **more}


def row(*inside: Json) -> Json:
    return {"type": 1, "components": list(inside)}


def text(content: str = "x") -> Json:
    return {"type": 10, "content": content}


def select(**more: object) -> Json:
    return {"type": 3, "custom_id": "pick", "options": [{"label": "One", "value": "1"}], **more}


FINE: list[Json] = [
    {"content": "x"},
    {"flags": V2, "components": [text("x" * 4000)]},
    {
        "flags": V2,
        "components": [
            text(),
            {"type": 14},
            row(*(button(custom_id=f"{n}") for n in range(5))),
            row(select()),
        ],
    },
    {"flags": V2, "components": [{"type": 17, "components": [text()] * 39}]},
    {"content": "x", "allowed_mentions": {"parse": [], "users": [1]}},
]
REFUSED: list[tuple[str, Json]] = [
    ("nothing at all", {}),
    ("nothing at all", {"flags": V2, "components": []}),
    ("content", {"content": "x" * 2001}),
    ("content", {"flags": V2, "content": "x", "components": [text()]}),
    ("embeds", {"flags": V2, "embeds": [{"title": "x"}], "components": [text()]}),
    ("flags", {"flags": 64, "content": "x"}),
    ("components", {"content": "x", "components": [text()]}),
    ("components", {"flags": V2, "components": [text("x" * 2001), text("x" * 2000)]}),
    ("components", {"flags": V2, "components": [text()] * 41}),
    ("components", {"flags": V2, "components": [{"type": 17, "components": [text()] * 40}]}),
    ("components", {"flags": V2, "components": [text("")]}),
    (
        "components",
        {"flags": V2, "components": [row(*(button(custom_id=f"{n}") for n in range(6)))]},
    ),
    ("components", {"flags": V2, "components": [row(button(), select())]}),
    ("components", {"flags": V2, "components": [row(button(), button())]}),
    ("components", {"flags": V2, "components": [row(button(custom_id="x" * 101))]}),
    ("components", {"flags": V2, "components": [row(button(label="x" * 81))]}),
    ("components", {"flags": V2, "components": [row(button(label=""))]}),
    ("components", {"flags": V2, "components": [row(button(style=9))]}),
    ("components", {"flags": V2, "components": [button()]}),
    ("components", {"flags": V2, "components": [{"type": 10, "id": 5, "content": "x"}] * 2}),
    ("components", {"flags": V2, "components": [row(select(options=[]))]}),
    (
        "components",
        {"flags": V2, "components": [row(select(options=[{"label": "One", "value": "1"}] * 2))]},
    ),
    ("components", {"flags": V2, "components": [row(select(max_values=2))]}),
    ("components", {"flags": V2, "components": [row(select(placeholder="x" * 151))]}),
    (
        "components",
        {"flags": V2, "components": [{"type": 13, "file": {"url": "attachment://not-there.txt"}}]},
    ),
    (
        "allowed_mentions",
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
    ),
]


async def post(server: Discord, bot: Bare, body: Json) -> Json:
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=server.study["id"])
    answer: Json = await bot.http.request(route, json=body)
    return answer


@pytest.mark.parametrize("body", FINE)
async def test_what_fits_is_taken(server: Discord, bot: Bare, body: Json) -> None:
    assert (await post(server, bot, body))["id"] in server.world.messages


@pytest.mark.parametrize(("where", "body"), REFUSED)
async def test_what_does_not_fit_is_refused(
    server: Discord, bot: Bare, where: str, body: Json
) -> None:
    """What does not fit is refused with its place."""
    with pytest.raises(discord.HTTPException) as fault:
        await post(server, bot, body)
    answered = server.rest.requests(faults.POST)[-1].answer
    assert fault.value.code == (50006 if where == "nothing at all" else 50035)
    assert (
        where in answered.get("errors", {})
        or f"$.{where}" in str(answered)
        or where == "nothing at all"
    )
    assert not server.world.messages


def option(name: str, kind: int = 3, **more: object) -> Json:
    return {"name": name, "description": "x", "type": kind, **more}


def command(*options: Json, name: str = "next", description: str = "x") -> Json:
    return {"name": name, "description": description, "options": list(options)}


@pytest.mark.parametrize(
    "commands",
    [
        [command(name="Next")],
        [command(name="quiz solo")],
        [command(description="")],
        [command(description="x" * 101)],
        [command(), command()],
        [command(option("a"), option("b", required=True))],
        [command(option("a", 1), option("b"))],
        [command(option("a"), option("a"))],
        [command(option("a", autocomplete=True, choices=[{"name": "x", "value": "y"}]))],
        [command(option("a", choices=[{"name": f"{n}", "value": f"{n}"} for n in range(26)]))],
        [command(option("a", choices=[{"name": "x", "value": ""}]))],
    ],
)
async def test_impossible_commands_are_refused(
    server: Discord, bot: Bare, commands: list[Json]
) -> None:
    assert bot.application_id
    with pytest.raises(discord.HTTPException, match="50035"):
        await bot.http.bulk_upsert_global_commands(bot.application_id, commands)
    assert not server.commands.registered


LABELLED = {"type": 18, "label": "What", "component": {"type": 4, "custom_id": "words", "style": 1}}
MODAL = {"custom_id": "form", "title": "Form", "components": [LABELLED]}


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (9, MODAL | {"title": "x" * 46}),
        (9, MODAL | {"components": []}),
        (9, MODAL | {"components": [LABELLED | {"label": "x" * 46}]}),
        (9, MODAL | {"components": [LABELLED, LABELLED]}),
        (9, MODAL | {"components": [row(button())]}),
        (7, {"content": "x"}),
        (6, None),
        (8, {"choices": []}),
        (4, {"content": "x", "flags": 1 << 13}),
        (4, {"content": "x", "flags": V2}),
    ],
)
async def test_an_unfitting_answer_is_refused(
    server: Discord, bot: Bare, kind: int, data: Json | None
) -> None:
    """An answer of a kind that does not fit what was asked is refused."""
    asked = user_actions.command(server, server.ann, server.study, "next", {})
    route = Route(
        "POST",
        "/interactions/{webhook_id}/{webhook_token}/callback",
        webhook_id=int(asked.payload["id"]),
        webhook_token=asked.token,
    )
    with pytest.raises(discord.HTTPException, match="50035"):
        await bot.http.request(route, json={"type": kind, "data": data})
    assert not asked.answered.is_set()
    await bot.http.request(route, json={"type": 5})
    # After a deferral it is too late for a form.
    with pytest.raises(discord.HTTPException, match="40060"):
        await bot.http.request(route, json={"type": 9, "data": MODAL})


async def test_unknown_things_are_not_found(server: Discord, bot: Bare) -> None:
    with pytest.raises(discord.NotFound):
        await bot.http.request(Route("GET", "/nothing/here"))


async def test_without_the_token_nothing_is_told(server: Discord, bot: Bare) -> None:
    bot.http.token = "another"
    with pytest.raises(discord.HTTPException, match="401"):
        await bot.http.request(Route("GET", "/users/@me"))
