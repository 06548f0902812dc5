"""Blocks, views and metadata are judged by what Slack documents, and by its own library's
validators.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from tests.loopback_slack.rules import documented
from tests.loopback_slack.rules.refusals import Refusal, malformed
from tests.loopback_slack.rules.schema import Wrong

Json = dict[str, Any]


def acting(block: Json) -> list[Json]:
    """All in a block that a person can press, pick or fill in."""
    inside = block.get("elements", ()) if block.get("type") == "actions" else ()
    return [
        one
        for one in (*inside, block.get("accessory"), block.get("element"))
        if one and one["type"] != "image"
    ]


def check_blocks(blocks: object, surface: str = "message") -> list[str]:
    """What is wrong with blocks, each with its place; `surface` is message, modal or home."""
    if not isinstance(blocks, list):
        return ["must provide an array [json-pointer:/blocks]"]
    wrong = Wrong()
    most = documented.MOST_BLOCKS[surface]
    if len(blocks) > most:
        wrong.say(f"no more than {most} items allowed", "/blocks")
    for number, block in enumerate(blocks):
        documented.TAKES[surface](block, f"/blocks/{number}", wrong)
    if not wrong.complaints:
        _check_names(blocks, wrong)
    return wrong.complaints or _library_says(
        lambda: [one.to_dict() for one in Block.parse_all(blocks)]
    )


def check_view(view: object) -> list[str]:
    """What is wrong with a modal or a home."""
    kind = view.get("type") if isinstance(view, dict) else None
    if not isinstance(view, dict) or kind not in documented.VIEWS:
        return [f"unsupported type: {kind} [json-pointer:/view/type]"]
    wrong = Wrong()
    documented.VIEWS[kind](view, "/view", wrong)
    if wrong.complaints:
        return wrong.complaints
    if complaints := check_blocks(view["blocks"], kind):
        return complaints
    if (
        kind == "modal"
        and "submit" not in view
        and any(block["type"] == "input" for block in view["blocks"])
    ):
        wrong.say("missing required field: submit", "/view")
    if (
        sum(one.get("focus_on_load", False) for block in view["blocks"] for one in acting(block))
        > 1
    ):
        wrong.say("only one element can have focus_on_load", "/view")
    return wrong.complaints or _library_says(lambda: View(**view).to_dict())


def demand_message(args: Json, *, most: int = documented.MOST_TEXT) -> None:
    """Refuse what Slack would not post: too much, nothing at all, malformed."""
    text, blocks = args.get("text"), args.get("blocks")
    if not isinstance(text, str | None):
        raise Refusal("invalid_arguments")
    if text and len(text) > most:
        raise Refusal("msg_too_long")
    if blocks is not None and not _are_objects(blocks):
        raise Refusal("invalid_blocks_format")
    complaints = check_blocks(blocks or [])
    if complaints:
        raise malformed("invalid_blocks", complaints)
    if sum(map(len, _all_texts(blocks or []))) > documented.MOST_TEXT_OF_BLOCKS:
        raise Refusal("msg_blocks_too_long")
    if not (text or "").strip() and not blocks:
        raise Refusal("no_text")
    if args.get("metadata"):
        demand_metadata(args["metadata"])


def demand_metadata(metadata: object) -> None:
    """Refuse metadata that is malformed or too large."""
    wrong = Wrong()
    documented.METADATA(metadata, "/metadata", wrong)
    if (
        wrong.complaints
        or not isinstance(metadata, dict)
        or not isinstance(metadata["event_payload"], dict)
    ):
        raise malformed("invalid_metadata_format", wrong.complaints)
    if len(json.dumps(metadata).encode()) > documented.MOST_METADATA:
        raise Refusal("metadata_too_large")


def demand_view(view: object, kind: str) -> Json:
    """A view that Slack takes where this kind is wanted."""
    if not isinstance(view, dict):
        raise malformed("invalid_arguments", ["must provide an object [json-pointer:/view]"])
    if len(json.dumps(view).encode()) > documented.MOST_VIEW:
        raise Refusal("view_too_large")
    complaints = check_view(view)
    if not complaints and view["type"] != kind:
        complaints = [f"must be a view of type {kind} [json-pointer:/view/type]"]
    if complaints:
        raise malformed("invalid_arguments", complaints)
    return view


def check_suggestions(answer: object) -> list[str]:
    """What is wrong with the options that are offered while somebody is typing."""
    wrong = Wrong()
    documented.SUGGESTIONS(answer, "", wrong)
    return wrong.complaints


def _are_objects(blocks: object) -> bool:
    return isinstance(blocks, list) and all(isinstance(block, dict) for block in blocks)


def _check_names(blocks: Sequence[Json], wrong: Wrong) -> None:
    """No two blocks of one name, and inside a block no two elements of one name."""
    for name, times in Counter(
        block["block_id"] for block in blocks if "block_id" in block
    ).items():
        if times > 1:
            wrong.say(f'`block_id` "{name}" already exists', "/blocks")
    for number, block in enumerate(blocks):
        for name, times in Counter(
            one["action_id"] for one in acting(block) if "action_id" in one
        ).items():
            if times > 1:
                wrong.say(f'`action_id` "{name}" already exists', f"/blocks/{number}")


def _all_texts(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "text" and isinstance(value, str):
                yield value
            else:
                yield from _all_texts(value)
    elif isinstance(node, list):
        for one in node:
            yield from _all_texts(one)


def _library_says(build: Callable[[], object]) -> list[str]:
    try:
        build()
    except (SlackObjectFormationError, TypeError) as fault:
        return [f"slack_sdk: {fault} [json-pointer:/]"]
    return []
