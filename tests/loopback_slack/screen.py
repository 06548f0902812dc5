"""What a person sees.

Messages, threads, the modal on top and the home, as text and as what can be pressed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.loopback_slack.protocol.interactions import Interactions
from tests.loopback_slack.rules import elements, mrkdwn
from tests.loopback_slack.world import Said, World

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Control:
    """Something with a label: a button, a choice of a list, or a field by its label.

    `option`: the choice itself.
    """

    label: str
    block: Json
    element: Json
    option: Json | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One message, or a view.

    `thread` is the stamp of the message under which it stands; `place` is what it is.
    """

    place: Said | Json
    text: str
    controls: Sequence[Control] = ()
    private: bool = True
    thread: str = ""
    channel: str = ""

    @property
    def labels(self) -> list[str]:
        return [control.label for control in self.controls]


def look(world: World, user: Json) -> list[Seen]:
    """Every message that somebody sees, oldest first.

    Channels, threads, the conversation with the app.
    """
    return [draw(world, said) for said in world.said.values() if _sees(world, user, said)]


def draw(world: World, said: Said) -> Seen:
    """One message as it is shown; its text is only for notifications where there are blocks."""
    blocks = said.body.get("blocks") or ()
    names = _names(world)
    shown = [*_texts(blocks, names)] if blocks else [mrkdwn.read(said.body.get("text", ""), names)]
    shown += [file["title"] for file in said.body.get("files", ())]
    channel = world.channels[said.channel]
    private = bool(said.audience) or bool(channel.get("is_im"))
    return Seen(
        said,
        "\n".join(filter(None, shown)),
        list(controls(blocks)),
        private,
        said.thread,
        said.channel,
    )


def modal(world: World, interactions: Interactions, user: Json) -> Seen | None:
    """The modal that somebody looks at, with the errors beside its inputs."""
    stack = world.modals.get(user["id"])
    if not stack:
        return None
    view = world.views[stack[-1]]
    errors = interactions.errors.get(view["id"], {})
    shown = [
        view["title"]["text"],
        errors.get("", ""),
        *_texts(view["blocks"], _names(world), errors),
    ]
    buttons = [view[name]["text"] for name in ("submit", "close") if view.get(name)]
    return Seen(view, "\n".join(filter(None, [*shown, *buttons])), list(controls(view["blocks"])))


def home(world: World, user: Json) -> Seen | None:
    """What the app published for somebody; nothing so far."""
    view = world.views.get(world.homes.get(user["id"], ""))
    if view is None:
        return None
    return Seen(
        view, "\n".join(_texts(view["blocks"], _names(world))), list(controls(view["blocks"]))
    )


def controls(blocks: Sequence[Json]) -> Iterator[Control]:
    """What can be pressed, picked or filled in, in the order in which a person reads."""
    for block in blocks:
        inside = block.get("elements", ()) if block["type"] == "actions" else ()
        for one in (*inside, block.get("accessory"), block.get("element")):
            if one and one["type"] != "image":
                yield from _controls_of(block, one)


def _controls_of(block: Json, element: Json) -> Iterator[Control]:
    if element["type"] == elements.BUTTON:
        yield Control(mrkdwn.read_plain(element["text"]["text"]), block, element)
    elif choices := elements.options(element):
        yield from (
            Control(mrkdwn.read_plain(one["text"]["text"]), block, element, one) for one in choices
        )
    else:
        label = block.get("label") or element.get("placeholder") or {"text": element["action_id"]}
        yield Control(mrkdwn.read_plain(label["text"]), block, element)


def _sees(world: World, user: Json, said: Said) -> bool:
    if said.channel not in world.channels or user["id"] not in world.members[said.channel]:
        return False
    return said.audience in {"", user["id"]}


def _texts(
    blocks: Sequence[Json], names: Mapping[str, str], errors: Mapping[str, str] | None = None
) -> Iterator[str]:
    """What is written in blocks, a line for each part; an error stands under its input."""
    for block in blocks:
        match block["type"]:
            case "context":
                yield from (_text(one, names) for one in block["elements"])
            case "input":
                parts = (block["label"], block.get("hint"), block["element"].get("placeholder"))
                yield from (_text(part, names) for part in parts if part)
            case "markdown":
                yield block["text"]
            case _:
                yield from (
                    _text(part, names)
                    for part in (block.get("text"), *block.get("fields", ()))
                    if part
                )
                acting = (*(block.get("elements") or ()), block.get("accessory"))
                yield from (
                    _text(one, names) for one in acting if one and one["type"] != elements.BUTTON
                )
        if errors and block["block_id"] in errors:
            yield errors[block["block_id"]]


def _text(part: Json, names: Mapping[str, str]) -> str:
    """A text object; of a picture, the words for those who do not see it.

    Of a list, what it asks for.
    """
    match part["type"]:
        case "plain_text":
            return mrkdwn.read_plain(part["text"])
        case "mrkdwn":
            return mrkdwn.read(part["text"], names)
        case "image":
            return str(part["alt_text"])
        case _:
            return mrkdwn.read_plain(part["placeholder"]["text"]) if "placeholder" in part else ""


def _names(world: World) -> dict[str, str]:
    people = {
        number: user["profile"]["display_name"] or user["real_name"]
        for number, user in world.users.items()
    }
    return people | {
        number: channel["name"] for number, channel in world.channels.items() if "name" in channel
    }
