"""Keys: what was written by any Roadmate is read by this one, and the other way round."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.outbox import keys, round_keys
from bot.outbox.key import Key

PARTS = st.text("abcdefghijklmnopqrstuvwxyzABCDEF0123456789-_@.:#", min_size=1, max_size=20)
EVERY_KEY = st.one_of(
    [
        st.builds(
            kind,
            **{
                field.name: st.integers(min_value=0) if field.type is int else PARTS
                for field in fields(kind)
                if field.name != "place"
            },
            **(
                {"place": st.one_of(st.just(""), PARTS)}
                if any(field.name == "place" for field in fields(kind))
                else {}
            ),
        )
        for kind in keys.KINDS
    ]
)
# Every form, as it stands in databases: it is read, and written as it was.
KEPT = {
    "weekly/g1234567/12": keys.WeeklyPost("g1234567", 12),
    "recap/g1234567/11": keys.Recap("g1234567", 11),
    "thread/w1234567": keys.WeekThread("w1234567"),
    "questions/w1234567": keys.Questions("w1234567"),
    "refresh/w1234567/1773046800": keys.Refresh("w1234567", 1773046800),
    "meeting/g1234567/1773046800": keys.MeetingReminder("g1234567", 1773046800),
    "back/g1234567/1773046800": keys.Back("g1234567", 1773046800),
    "hello/discord/845/1773046800": keys.Hello("discord", "845", "1773046800"),
    "hello/slack/T01/C02": keys.Hello("slack", "T01", "C02"),
    "daily/m1234567/2026-03-02": keys.DailyReview("m1234567", "2026-03-02"),
    "nudge/m1234567/w1234567": keys.Nudge("m1234567", "w1234567"),
    "notice/n1234567/1773046800": keys.NoticeMessage("n1234567", 1773046800),
    "settled/f1234567/1773046800": keys.ReportOutcome("f1234567", 1773046800),
    "round/g1234567/1773046800": keys.RoundReminder("g1234567", 1773046800),
    "live/r1234567/lobby": round_keys.RoundLobby("r1234567"),
    "live/r1234567/thread": round_keys.RoundThread("r1234567"),
    "live/r1234567/3": round_keys.RoundQuestion("r1234567", 3),
    "live/r1234567/3/second": round_keys.RoundSecond("r1234567", 3),
    "live/r1234567/3/2/count": round_keys.RoundCount("r1234567", 3, 2),
    "live/r1234567/3/close1": round_keys.RoundClose("r1234567", 3, 1),
    "live/r1234567/3/reveal1": round_keys.RoundReveal("r1234567", 3, 1),
    "live/r1234567/pause/1773046800": round_keys.RoundPause("r1234567", 1773046800),
    "live/r1234567/forgotten/1773046800": round_keys.RoundForgotten("r1234567", 1773046800),
    "live/r1234567/end": round_keys.RoundEnd("r1234567"),
    "live/r1234567/state": round_keys.RoundState("r1234567"),
}


@given(EVERY_KEY)
def test_what_is_written_is_read(key: Key) -> None:
    assert keys.parse(keys.text(key)) == key


@given(EVERY_KEY, EVERY_KEY)
def test_no_two_keys_share_a_text(one: Key, other: Key) -> None:
    assert (keys.text(one) == keys.text(other)) == (one == other)


@pytest.mark.parametrize(("written", "key"), KEPT.items())
def test_keys_keep_their_text(written: str, key: Key) -> None:
    assert keys.parse(written) == key
    assert keys.text(key) == written


def test_every_kind_is_looked_at() -> None:
    assert {type(key) for key in KEPT.values()} == set(keys.KINDS)


@pytest.mark.parametrize(
    "written", ["", "weekly", "weekly/g/x", "live/r/3/open", "tea/1", "weekly/g/1/p/2"]
)
def test_other_texts_are_no_keys(written: str) -> None:
    assert keys.parse(written) is None
