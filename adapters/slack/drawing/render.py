"""A Message as Slack draws it: Block Kit, block by block; as a modal or a home; forms as modals."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.slack import texts
from adapters.slack.drawing.mrkdwn import Hand, cut
from adapters.slack.inbound.interactions import PICKED, TAKE, Request, with_choice
from bot.core.commands.declaration import Command
from bot.core.commands.options import Option
from bot.core.markup import plain
from bot.core.message import (
    Block,
    Button,
    Buttons,
    Choice,
    Divider,
    Fields,
    File,
    Form,
    Input,
    Message,
    Select,
    Text,
    clip,
)

# Slack's reference, Views and Section block.
TITLE, FIELD = 24, 2000
_LONGEST_FALLBACK = 500
_LONGEST_ERROR = 1000

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is sent: blocks, and the text that notifications show instead."""

    text: str
    blocks: list[Json]


def render(message: Message, hand: Hand) -> Drawn:
    """Draw a message. Its files go another way, and are words by then."""
    blocks = [
        block for number, one in enumerate(message.blocks) for block in _draw(number, one, hand)
    ]
    return Drawn(_fallback(message, hand.plain), blocks or [_section("\u200b")])


def modal(message: Message, where: Request, hand: Hand) -> Json:
    """A message in a modal; it knows the place it was asked for from."""
    return {
        "type": "modal",
        "title": _plain(texts.TITLE),
        "close": _plain(texts.DONE),
        "private_metadata": _metadata(where, ""),
        "blocks": render(message, hand).blocks,
    }


def form_view(
    form: Form, where: Request, declared: Command | None, hand: Hand, *, own: bool
) -> Json:
    """A form; each input is answered under the name of its option.

    `declared` says what each option takes.

    `own`: it was asked for on a message that is theirs alone, and there its answer belongs.
    """
    fits = len(form.title) <= TITLE
    above = form.text if fits else f"**{plain(form.title)}**\n{form.text}"
    taken = {option.name: option for option in declared.options} if declared else {}
    # Slack keeps what was typed in a view for as long as its block has the same name: another form,
    # other names.
    mark = hashlib.sha256(repr(form).encode()).hexdigest()[:8]
    return {
        "type": "modal",
        "callback_id": "form",
        "title": _plain(form.title if fits else texts.TITLE),
        "submit": _plain(texts.SEND),
        "close": _plain(texts.CANCEL),
        "private_metadata": _metadata(
            where, str(form.call), under=where.view, reply=where.response_url if own else ""
        ),
        "blocks": [
            *map(_section, cut(hand.marked(above))),
            *(_input(wanted, taken.get(wanted.option), mark) for wanted in form.inputs),
        ],
    }


def beside(refused: Message, view: Mapping[str, Any], hand: Hand) -> dict[str, str]:
    """A refusal as it stands under an input of a modal.

    Under the one it is about, else under the first.
    """
    blocks = {
        one["element"]["action_id"]: one["block_id"]
        for one in view["blocks"]
        if one["type"] == "input"
    }
    words = "\n".join(hand.bare(block.text) for block in refused.blocks if isinstance(block, Text))
    where = blocks.get(refused.about) or next(iter(blocks.values()), "")
    return {where: clip(words, _LONGEST_ERROR)} if where and words else {}


def home_view(message: Message, hand: Hand) -> Json:
    """A member's own page."""
    return {"type": "home", "blocks": render(message, hand).blocks}


def options(choices: Sequence[Choice]) -> list[Json]:
    """Choices as a select lists them."""
    return [{"text": _plain(choice.label), "value": choice.value} for choice in choices]


def _metadata(where: Request, call: str, **more: str) -> str:
    kept = {"call": call, "channel": where.channel, "thread": where.address.thread, **more}
    return json.dumps({name: value for name, value in kept.items() if value})


def _fallback(message: Message, draw: Callable[[str], str]) -> str:
    drawn = (draw(block.text) for block in message.blocks if isinstance(block, Text))
    return clip(" ".join("\n".join(drawn).split()), _LONGEST_FALLBACK) or texts.NOTIFICATION


def _draw(number: int, block: Block, hand: Hand) -> Iterator[Json]:
    match block:
        case Text(text):
            yield from map(_section, cut(hand.marked(text)))
        case Fields(rows):
            yield from _fields(rows, hand.marked)
        case Divider():
            yield {"type": "divider"}
        case Buttons(buttons):
            if buttons:
                yield _actions(
                    _button(f"{number}-{place}", button) for place, button in enumerate(buttons)
                )
        case Select(many=True):
            yield from _many(number, block, hand.marked)
        case Select():
            yield _actions([_select(block, f"{number} {with_choice(block.call, block.option)}")])
        case File(name, _, alt):
            yield _section(hand.marked(texts.file_attached(name, alt)))


def _fields(rows: Sequence[tuple[str, str]], draw: Callable[[str], str]) -> Iterator[Json]:
    drawn = [f"{_bold(draw(label))}\n{draw(value)}" for label, value in rows]
    if max(map(len, drawn), default=0) > FIELD:
        yield from map(_section, cut("\n".join(drawn)))
    elif drawn:
        yield {"type": "section", "fields": [_mrkdwn(text) for text in drawn]}


def _bold(label: str) -> str:
    return label if "*" in label else f"*{label}*"


def _many(number: int, select: Select, draw: Callable[[str], str]) -> Iterator[Json]:
    """A list of which several can be picked says so at each pick.

    Only its button makes the call.
    """
    call = with_choice(select.call, select.option)
    name = f"pick {number} {call}"
    yield {
        "type": "section",
        "block_id": name,
        "text": _mrkdwn(draw(select.placeholder)),
        "accessory": {
            "type": "multi_static_select",
            "action_id": PICKED,
            "options": options(select.choices),
        },
    }
    take = {
        "type": "button",
        "action_id": f"{TAKE} {name}",
        "text": _plain(texts.TAKE),
        "value": call,
    }
    yield {"type": "actions", "elements": [take]}


def _button(identifier: str, button: Button) -> Json:
    made: Json = {
        "type": "button",
        "action_id": identifier,
        "text": _plain(button.label),
        "value": str(button.call),
    }
    return made if button.style == "plain" else {**made, "style": button.style}


def _select(select: Select, identifier: str) -> Json:
    return {
        "type": "static_select",
        "action_id": identifier,
        "placeholder": _plain(select.placeholder),
        "options": options(select.choices),
    }


def _input(wanted: Input, option: Option | None, mark: str) -> Json:
    return {
        "type": "input",
        "block_id": f"{wanted.option} {mark}",
        "label": _plain(wanted.label),
        "optional": not wanted.required,
        "element": {"action_id": wanted.option, **_element(wanted, option)},
    }


def _element(wanted: Input, option: Option | None) -> Json:
    if wanted.choices:
        return _listed(wanted)
    if option and option.kind == "member":
        return {"type": "users_select"}
    if option and option.kind == "integer":
        least, most = str(option.least), str(option.most)
        number: Json = {
            "type": "number_input",
            "is_decimal_allowed": False,
            "min_value": least,
            "max_value": most,
        }
        return _filled(number, "initial_value", wanted.value)
    if option and option.suggest and not option.free:
        search: Json = {
            "type": "external_select",
            "min_query_length": 0,
            "placeholder": _plain(texts.TYPE_TO_SEARCH),
        }
        now = options([Choice(clip(wanted.value), wanted.value)])[0] if wanted.value else None
        return _filled(search, "initial_option", now)
    typed: Json = {
        "type": "plain_text_input",
        "multiline": wanted.lines > 1,
        "max_length": wanted.longest,
    }
    return _filled(typed, "initial_value", wanted.value)


def _listed(wanted: Input) -> Json:
    shown = options(wanted.choices)
    now = next((one for one in shown if one["value"] == wanted.value), None)
    return _filled({"type": "static_select", "options": shown}, "initial_option", now)


def _filled(element: Json, field: str, now: object) -> Json:
    """An element with what stands in it from the start, if anything does."""
    return {**element, field: now} if now else element


def _actions(elements: Any) -> Json:  # noqa: ANN401 - any iterable of elements
    return {"type": "actions", "elements": list(elements)}


def _section(text: str) -> Json:
    return {"type": "section", "text": _mrkdwn(text)}


def _mrkdwn(text: str) -> Json:
    # Verbatim: names of channels and people are not looked for in what somebody wrote.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}
