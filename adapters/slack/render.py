"""A Message as Slack draws it: Block Kit, block by block; as a modal or a home; forms as modals."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.slack.inbound import PICKED, TAKE, Asked, with_choice
from adapters.slack.mrkdwn import Hand, cut
from bot.commands import Command
from bot.message import Block, Button, Buttons, Choice, Divider, Fields, File, Form, Input, Message, Select, Text, clip
from bot.views import slack as words

# Slack's reference, Views and Section block.
TITLE, FIELD = 24, 2000
_LONGEST_FALLBACK = 500
_LONGEST_INPUT = 2000

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is sent: blocks, and the text that notifications show instead."""

    text: str
    blocks: list[Json]


def render(message: Message, hand: Hand) -> Drawn:
    """Draw a message. Its files go another way, and are words by then."""
    blocks = [block for number, one in enumerate(message.blocks) for block in _draw(number, one, hand)]
    return Drawn(_fallback(message, hand.plain), blocks or [_section("\u200b")])


def modal(message: Message, where: Asked, hand: Hand) -> Json:
    """A message in a modal; it knows the place it was asked for from."""
    return {
        "type": "modal",
        "title": _plain(words.TITLE),
        "close": _plain(words.DONE),
        "private_metadata": _metadata(where, ""),
        "blocks": render(message, hand).blocks,
    }


def form_view(form: Form, where: Asked, declared: Command | None, hand: Hand) -> Json:
    """A form; each input is answered under the name of its option. `declared` says what each option takes."""
    title = [] if len(form.title) <= TITLE else [_section(hand.marked(form.title))]
    return {
        "type": "modal",
        "callback_id": "form",
        "title": _plain(clip(form.title, TITLE)),
        "submit": _plain(words.SEND),
        "close": _plain(words.CANCEL),
        "private_metadata": _metadata(where, str(form.call)),
        "blocks": [*title, *(_input(wanted, declared) for wanted in form.inputs)],
    }


def home_view(message: Message, hand: Hand) -> Json:
    """A member's own page."""
    return {"type": "home", "blocks": render(message, hand).blocks}


def options(choices: Sequence[Choice]) -> list[Json]:
    """Choices as a select lists them."""
    return [{"text": _plain(choice.label), "value": choice.value} for choice in choices]


def _metadata(where: Asked, call: str) -> str:
    return json.dumps({"call": call, "channel": where.channel, "thread": where.address.thread})


def _fallback(message: Message, draw: Callable[[str], str]) -> str:
    texts = (draw(block.text) for block in message.blocks if isinstance(block, Text))
    return clip(" ".join("\n".join(texts).split()), _LONGEST_FALLBACK) or words.NOTIFICATION


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
                yield _actions(_button(f"{number}-{place}", button) for place, button in enumerate(buttons))
        case Select(many=True):
            yield from _many(number, block, hand.marked)
        case Select():
            yield _actions([_select(block, f"{number} {with_choice(block.call, block.option)}")])
        case File(name, _, alt):
            yield _section(hand.marked(words.file_attached(name, alt)))


def _fields(rows: Sequence[tuple[str, str]], draw: Callable[[str], str]) -> Iterator[Json]:
    drawn = [f"{_bold(draw(label))}\n{draw(value)}" for label, value in rows]
    if max(map(len, drawn), default=0) > FIELD:
        yield from map(_section, cut("\n".join(drawn)))
    elif drawn:
        yield {"type": "section", "fields": [_mrkdwn(text) for text in drawn]}


def _bold(label: str) -> str:
    return label if "*" in label else f"*{label}*"


def _many(number: int, select: Select, draw: Callable[[str], str]) -> Iterator[Json]:
    """A list of which several can be picked says so at each pick; only its button makes the call."""
    call = with_choice(select.call, select.option)
    name = f"pick {number} {call}"
    yield {
        "type": "section",
        "block_id": name,
        "text": _mrkdwn(draw(select.placeholder)),
        "accessory": {"type": "multi_static_select", "action_id": PICKED, "options": options(select.choices)},
    }
    take = {"type": "button", "action_id": f"{TAKE} {name}", "text": _plain(words.TAKE), "value": call}
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


def _input(wanted: Input, declared: Command | None) -> Json:
    return {
        "type": "input",
        "block_id": wanted.option,
        "label": _plain(wanted.label),
        "optional": not wanted.required,
        "element": {"action_id": wanted.option, **_element(wanted, declared)},
    }


def _element(wanted: Input, declared: Command | None) -> Json:
    option = next((one for one in declared.options if one.name == wanted.option), None) if declared else None
    if wanted.choices:
        shown = options(wanted.choices)
        chosen = [one for one in shown if one["value"] == wanted.value]
        return {"type": "static_select", "options": shown} | ({"initial_option": chosen[0]} if chosen else {})
    if option and option.kind == "member":
        return {"type": "users_select"}
    if option and option.kind == "integer":
        least, most = str(option.least), str(option.most)
        return {"type": "number_input", "is_decimal_allowed": False, "min_value": least, "max_value": most}
    if option and option.suggest:
        return {"type": "external_select", "min_query_length": 0, "placeholder": _plain(words.TYPE_TO_SEARCH)}
    element: Json = {"type": "plain_text_input", "multiline": wanted.lines > 1, "max_length": _LONGEST_INPUT}
    return {**element, "initial_value": wanted.value} if wanted.value else element


def _actions(elements: Any) -> Json:  # noqa: ANN401 - any iterable of elements
    return {"type": "actions", "elements": list(elements)}


def _section(text: str) -> Json:
    return {"type": "section", "text": _mrkdwn(text)}


def _mrkdwn(text: str) -> Json:
    # Verbatim: names of channels and people are not looked for in what somebody wrote.
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text, "emoji": False}
