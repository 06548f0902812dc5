"""What Slack would refuse is refused, with its own words and the place; what it takes is taken."""

import time
from typing import Any

import pytest

from tests.loopback_slack import judge
from tests.loopback_slack.rules.documented import BLOCKS, ELEMENTS
from tests.loopback_slack.rules.refusals import Refusal

Json = dict[str, Any]


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str) -> Json:
    return {"type": "mrkdwn", "text": words}


def button(**parts: Any) -> Json:  # noqa: ANN401 - any part of a button
    return {"type": "button", "action_id": "go", "text": plain("Go")} | parts


def option(words: str, value: str = "x") -> Json:
    return {"text": plain(words), "value": value}


def actions(*elements: Json, **parts: Any) -> Json:  # noqa: ANN401 - any part of a block
    return {"type": "actions", "elements": list(elements)} | parts


def select(**parts: Any) -> Json:  # noqa: ANN401 - any part of a select
    return {"type": "static_select", "action_id": "pick", "options": [option("One")]} | parts


def field(element: Json, **parts: Any) -> Json:  # noqa: ANN401 - any part of an input
    return {"type": "input", "label": plain("What"), "element": element} | parts


INPUT: Json = {"type": "plain_text_input", "action_id": "words"}
RICH: list[Json] = [
    {"type": "header", "block_id": "top", "text": plain("Week 1")},
    {
        "type": "section",
        "text": mrkdwn("Read *this*"),
        "accessory": button(url="https://example.org", value="x"),
    },
    {"type": "section", "fields": [mrkdwn("one"), plain("two")]},
    {"type": "divider"},
    {
        "type": "context",
        "elements": [
            mrkdwn("small"),
            {"type": "image", "image_url": "https://x.org", "alt_text": "x"},
        ],
    },
    actions(
        button(), select(initial_option=option("One")), {"type": "users_select", "action_id": "who"}
    ),
    field(INPUT),
    {"type": "image", "image_url": "https://x.org", "alt_text": "x"},
]
HOME: Json = {"type": "home", "blocks": RICH}
MODAL: Json = {
    "type": "modal",
    "title": plain("T"),
    "submit": plain("Go"),
    "blocks": [field(INPUT)],
}


def test_what_slack_takes_is_taken() -> None:
    assert not judge.check_blocks(RICH)
    assert not judge.check_view(HOME)
    assert not judge.check_view(MODAL)


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        (
            {"type": "section", "text": mrkdwn("x" * 3001)},
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ),
        ({"type": "section", "text": mrkdwn("")}, "must be more than 0 characters"),
        (
            {"type": "section", "text": "words"},
            "unsupported type: None [json-pointer:/blocks/0/text/type]",
        ),
        ({"type": "section"}, "must define either `text` or `fields`"),
        (
            {"type": "section", "fields": [plain("x")] * 11},
            "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
        ),
        ({"type": "section", "fields": [plain("x" * 2001)]}, "must be less than 2001 characters"),
        (
            {"type": "section", "text": plain("x"), "color": "red"},
            "invalid additional property: color [json-pointer:/blocks/0]",
        ),
        (
            {"type": "section", "text": plain("x"), "accessory": INPUT},
            "unsupported type: plain_text_input",
        ),
        ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters"),
        ({"type": "header", "text": mrkdwn("x")}, "unsupported type: mrkdwn"),
        (
            {"type": "divider", "block_id": "x" * 256},
            "must be less than 256 characters [json-pointer:/blocks/0/block_id]",
        ),
        ({"type": "context", "elements": [plain("x")] * 11}, "no more than 10 items allowed"),
        (
            {"type": "context", "elements": []},
            "must not be empty [json-pointer:/blocks/0/elements]",
        ),
        (
            actions(*[button(action_id=f"{n}") for n in range(26)]),
            "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
        ),
        (actions(button(), button()), '`action_id` "go" already exists [json-pointer:/blocks/0]'),
        (
            actions(button(text=plain("x" * 76))),
            "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
        ),
        (actions(button(value="x" * 2001)), "must be less than 2001 characters"),
        (actions(button(action_id="x" * 256)), "must be less than 256 characters"),
        (actions(button(style="default")), "must be a valid enum value: primary, danger"),
        (actions(button(url="nowhere")), "must be a valid URL"),
        (
            actions({"type": "button", "action_id": "go"}),
            "missing required field: text [json-pointer:/blocks/0/elements/0]",
        ),
        (
            actions(select(options=[option("One", f"{n}") for n in range(101)])),
            "no more than 100 items allowed",
        ),
        (actions(select(options=[option("x" * 76)])), "must be less than 76 characters"),
        (actions(select(options=[option("One", "x" * 151)])), "must be less than 151 characters"),
        (actions(select(placeholder=plain("x" * 151))), "must be less than 151 characters"),
        (actions(select(initial_option=option("Two"))), "initial option must match an option"),
        (actions(select(options=[])), "must not be empty"),
        (
            actions({"type": "overflow", "options": [option("x", f"{n}") for n in range(6)]}),
            "no more than 5 items allowed",
        ),
        (
            actions({"type": "checkboxes", "options": [option("x", f"{n}") for n in range(11)]}),
            "no more than 10 items allowed",
        ),
        (field(INPUT, label=plain("x" * 2001)), "must be less than 2001 characters"),
        (
            field(INPUT | {"max_length": 3001}),
            "must be between 1 and 3000 [json-pointer:/blocks/0/element/max_length]",
        ),
        (field(button()), "unsupported type: button"),
        ({"type": "video"}, "unsupported type: video [json-pointer:/blocks/0/type]"),
    ],
)
def test_a_complaint_names_the_place(block: Json, complaint: str) -> None:
    assert any(complaint in one for one in judge.check_blocks([block]))


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        (
            {"title": plain("x" * 25)},
            "must be less than 25 characters [json-pointer:/view/title/text]",
        ),
        (
            {"submit": plain("x" * 25)},
            "must be less than 25 characters [json-pointer:/view/submit/text]",
        ),
        (
            {"close": plain("x" * 25)},
            "must be less than 25 characters [json-pointer:/view/close/text]",
        ),
        ({"private_metadata": "x" * 3001}, "must be less than 3001 characters"),
        ({"callback_id": "x" * 256}, "must be less than 256 characters"),
        ({"blocks": [{"type": "divider"}] * 101}, "no more than 100 items allowed"),
        ({"blocks": []}, "must not be empty [json-pointer:/view/blocks]"),
        ({"blocks": [{"type": "markdown", "text": "x"}]}, "unsupported type: markdown"),
        (
            {
                "blocks": [
                    field(INPUT | {"focus_on_load": True}),
                    field(INPUT | {"focus_on_load": True}),
                ]
            },
            "only one element",
        ),
        ({"emoji": True}, "invalid additional property: emoji [json-pointer:/view]"),
    ],
)
def test_a_complaint_names_modal_places(parts: Json, complaint: str) -> None:
    assert any(complaint in one for one in judge.check_view(MODAL | parts))


def test_inputs_need_a_send_button() -> None:
    without = {name: part for name, part in MODAL.items() if name != "submit"}
    assert judge.check_view(without) == ["missing required field: submit [json-pointer:/view]"]
    assert any("submit" in one for one in judge.check_view(HOME | {"submit": plain("x")}))


def test_names_of_blocks_are_there_once() -> None:
    twice: list[Json] = [{"type": "divider", "block_id": "x"}] * 2
    assert judge.check_blocks(twice) == ['`block_id` "x" already exists [json-pointer:/blocks]']


def test_long_blocks_are_too_much() -> None:
    """Blocks that each are short enough may be too much together."""
    with pytest.raises(Refusal) as refused:
        judge.demand_message(
            {"text": "x", "blocks": [{"type": "section", "text": mrkdwn("x" * 2900)}] * 4}
        )
    assert refused.value.error == "msg_blocks_too_long"


def test_the_library_has_its_say_too(monkeypatch: pytest.MonkeyPatch) -> None:
    # its limit is narrowed here only
    from slack_sdk.models.blocks import HeaderBlock  # noqa: PLC0415

    monkeypatch.setattr(HeaderBlock, "text_max_length", 3)
    assert judge.check_blocks(RICH)[0].startswith("slack_sdk: text attribute cannot exceed")


def test_known_blocks_and_elements_are_described() -> None:
    assert len(BLOCKS) == 9
    assert {
        "button",
        "external_select",
        "multi_static_select",
        "number_input",
        "timepicker",
    } <= set(ELEMENTS)


def test_judging_costs_little() -> None:
    begun = time.process_time()
    for _ in range(100):
        judge.check_blocks(RICH)
    # About half a millisecond a message; ten would make the whole suite slow.
    assert time.process_time() - begun < 1
