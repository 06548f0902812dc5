"""A message as a bot sends it: judged, and made into one that is kept."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.loopback_discord.protocol import components, shapes
from tests.loopback_discord.protocol.permissions import BITS
from tests.loopback_discord.protocol.refusals import Form, Refusal
from tests.loopback_discord.world import World

Json = dict[str, Any]

_LEGACY = ("content", "embeds", "sticker_ids", "poll", "stickers")
_SUPPRESS_EMBEDS, _SILENT = 1 << 2, 1 << 12
IN_CHANNELS = _SUPPRESS_EMBEDS | _SILENT | shapes.COMPONENTS_V2
IN_ANSWERS = IN_CHANNELS | shapes.EPHEMERAL
_NAMEABLE = re.compile(r"[\w.-]+", re.ASCII)
_MENTIONS = re.compile(r"<@!?(\d+)>|<@(&\d+)>|@(everyone|here)")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: its place in the form, its name, its bytes."""

    number: str
    name: str
    content: bytes


@dataclass
class Draft:
    """What a request would say. `form` is where its body lies within a larger one."""

    body: Json
    uploads: Sequence[Upload] = ()
    form: Form = field(default_factory=Form)

    @property
    def flags(self) -> int:
        return int(self.body.get("flags") or 0)


def create(world: World, draft: Draft, channel: Json, author: Json, allowed: int) -> Json:
    """Judge a new message, and make it. Nothing is kept yet but its files."""
    made = shapes.message(world.number(), channel["id"], author, world.now())
    _fill(world, made, draft, allowed, draft.flags)
    if not (
        made["content"] or made["components"] or made["attachments"] or draft.body.get("embeds")
    ):
        raise Refusal(50006)
    return made


def change(world: World, message: Json, draft: Draft) -> Json:
    """Judge an edit, and make it.

    The flag of Components V2 stays; a message that waited to be said is now said.
    """
    kept = message["flags"] & ~shapes.LOADING
    if draft.flags & shapes.COMPONENTS_V2 and not message["flags"] & shapes.LOADING:
        _check_upgrade(message, draft)
    # A message's own privacy may be repeated in an edit, and changes nothing.
    _fill(world, message, draft, IN_ANSWERS, kept | draft.flags & ~shapes.EPHEMERAL)
    if not message["flags"] & shapes.LOADING and not message["attachments"]:
        _refuse_empty(message)
    message["edited_timestamp"] = world.now().isoformat()
    return message


def _fill(world: World, message: Json, draft: Draft, allowed: int, flags: int) -> None:
    body, form = draft.body, draft.form
    version_2 = bool(flags & shapes.COMPONENTS_V2)
    if draft.flags & ~allowed:
        form.wrong(
            "BASE_TYPE_CHOICES", f"Flags {draft.flags & ~allowed} cannot be used here.", "flags"
        )
    for name in _LEGACY if version_2 else ():
        if body.get(name):
            words = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            form.wrong("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", words, name)
    if body.get("content"):
        form.length(body["content"], 0, 2000, "content")
    attachments = _attachments(world, message, draft)
    if body.get("components") is not None:
        names = [one["filename"] for one in attachments]
        components.check_message(form, body["components"], version_2=version_2, files=names)
    form.judge()
    message["flags"] = flags
    message["attachments"] = attachments
    if "content" in body:
        message["content"] = body["content"] or ""
    if body.get("components") is not None:
        message["components"] = [
            _with_files(one, attachments) for one in components.numbered(body["components"])
        ]
    _notify(world, message, body)


def _check_upgrade(message: Json, draft: Draft) -> None:
    """An older message may become one of components only when it gives up its words in the same
    edit.
    """
    if (
        not message["flags"] & shapes.COMPONENTS_V2
        and message["content"]
        and draft.body.get("content", "") is not None
    ):
        words = "The 'content' field must be null when IS_COMPONENTS_V2 is set by an edit"
        draft.form.wrong("MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", words, "content")


def _refuse_empty(message: Json) -> None:
    if not message["content"] and not message["components"] and not message["embeds"]:
        raise Refusal(50006)


def _attachments(world: World, message: Json, draft: Draft) -> list[Json]:
    """Those that stay, which an edit names by their numbers, and those that came with this
    request.
    """
    listed = draft.body.get("attachments")
    by_number = {str(one["id"]): one for one in listed or ()}
    kept = [one for one in message["attachments"] if listed is None or one["id"] in by_number]
    for upload in draft.uploads:
        told = by_number.get(upload.number, {})
        kept.append(
            _keep(
                world, told.get("filename") or upload.name, upload.content, told.get("description")
            )
        )
    known = {one["id"] for one in message["attachments"]} | {
        upload.number for upload in draft.uploads
    }
    for number in by_number.keys() - known:
        draft.form.wrong(
            "ATTACHMENT_NOT_FOUND", f"Attachment data not found: {number}", "attachments"
        )
    return kept


def _keep(world: World, name: str, content: bytes, description: str | None) -> Json:
    identifier = world.number()
    world.files[identifier] = content
    # Discord spells names in its own way; a component must refer to a file by that name.
    name = (
        name
        if _NAMEABLE.fullmatch(name)
        else "".join(re.findall(r"[\w.-]", name.replace(" ", "_"), re.ASCII))
    )
    address = f"https://cdn.discordapp.com/attachments/{identifier}/{name}"
    made = {
        "id": identifier,
        "filename": name,
        "size": len(content),
        "url": address,
        "proxy_url": address,
    }
    return made | ({"description": description} if description else {})


def _with_files(one: Json, attachments: Sequence[Json]) -> Json:
    """A component with the real addresses of the files it shows."""
    if one["type"] == components.CONTAINER:
        return one | {
            "components": [_with_files(inner, attachments) for inner in one["components"]]
        }
    if one["type"] != components.FILE:
        return one
    name = one["file"]["url"].removeprefix("attachment://")
    (shown,) = (attachment for attachment in attachments if attachment["filename"] == name)
    media = {
        "url": shown["url"],
        "proxy_url": shown["proxy_url"],
        "id": "0",
        "attachment_id": shown["id"],
    }
    return one | {
        "file": media,
        "name": name,
        "size": shown["size"],
        "spoiler": bool(one.get("spoiler")),
    }


def _exclusive(kind: str) -> Refusal:
    words = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
    found = {"code": "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", "message": words}
    return Refusal(50035, 400, errors={"allowed_mentions": {"_errors": [found]}})


def _notify(world: World, message: Json, body: Json) -> None:
    """Whom a message notifies.

    Escapes and code do not keep Discord from it, `allowed_mentions` does.
    """
    told = body.get("allowed_mentions")
    parse = {"everyone", "users", "roles"} if told is None else set(told.get("parse") or ())
    listed = {
        kind: {str(one) for one in (told or {}).get(kind) or ()} for kind in ("users", "roles")
    }
    for kind in ("users", "roles"):
        if listed[kind] and kind in parse:
            raise _exclusive(kind)
    texts = [
        message["content"],
        *(one.get("content", "") for one in components.walk(message["components"])),
    ]
    named = _MENTIONS.findall("\n".join(texts))
    users = {user for user, _, _ in named if user and ("users" in parse or user in listed["users"])}
    roles = {
        role[1:]
        for _, role, _ in named
        if role and ("roles" in parse or role[1:] in listed["roles"])
    }
    channel = world.channels[message["channel_id"]]
    may_all = bool(world.may(message["author"]["id"], channel) & BITS["mention_everyone"])
    everyone = may_all and "everyone" in parse and any(all_ for _, _, all_ in named)
    message["mentions"] = [world.users[user] for user in users if user in world.users]
    message["mention_roles"] = sorted(roles)
    message["mention_everyone"] = everyone
    world.notified[message["id"]] = users | roles | ({"everyone"} if everyone else set())
