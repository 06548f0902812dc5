"""Bodies are judged by Discord's own description where it is at hand, and by nobody where it is
not.
"""

import time
from pathlib import Path

import pytest

from tests.loopback_discord.faults import POST
from tests.loopback_discord.judge import SPECIFICATION, Judge

described = pytest.mark.skipif(
    not SPECIFICATION.exists(), reason="Discord's description does not lie here"
)
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


def rich(label: str) -> dict[str, object]:
    """A body with many parts."""
    buttons = [
        {"type": 2, "style": 2, "label": label, "custom_id": f"{number}"} for number in range(5)
    ]
    texts = [{"type": 10, "content": "Words", "id": 7}] * 6
    return {
        "flags": 1 << 15,
        "components": [*texts, {"type": 1, "components": buttons}],
        "nonce": "x",
    }


@described
def test_a_correct_body_gets_no_complaint() -> None:
    assert not Judge().of_body(POST, rich("Go"))
    assert not Judge().of_body(CALLBACK, {"type": 4, "data": rich("Go")})


@described
@pytest.mark.parametrize(
    ("route", "body", "place"),
    [
        (POST, rich("x" * 81), "$.components[6].components[0].label"),
        (POST, {"nonce": "x" * 26}, "$.nonce"),
        (POST, {"components": [{"type": 99}]}, "$.components[0]"),
        (POST, {"allowed_mentions": {"parse": ["nobody"]}}, "$.allowed_mentions.parse[0]"),
        (CALLBACK, {"type": 4, "data": rich("x" * 81)}, "$.data.components[6].components[0].label"),
        ("PUT /applications/{application_id}/commands", [{"description": "x"}], "$[0]"),
    ],
)
def test_a_complaint_names_the_place(route: str, body: object, place: str) -> None:
    (first, *_) = Judge().of_body(route, body)
    assert first.startswith(f"{place}: ")


def test_without_the_description_nobody_complains() -> None:
    assert not Judge(Path("/nowhere.json")).of_body(POST, {"nonce": []})


@described
def test_judging_costs_little() -> None:
    judge, body = Judge(), rich("Go")
    judge.of_body(POST, body)
    begun = time.process_time()
    for _ in range(100):
        judge.of_body(POST, body)
    # About one millisecond a message; ten would make the whole suite slow.
    assert time.process_time() - begun < 1
