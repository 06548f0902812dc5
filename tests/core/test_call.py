"""Calls and their one text form."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.call import Call

NAMES = st.from_regex(r"[a-z]{1,8}( [a-z]{1,8})?", fullmatch=True)
OPTIONS = st.from_regex(r"[a-z][a-z-]{0,8}", fullmatch=True)


@given(NAMES, st.dictionaries(OPTIONS, st.text(max_size=40), max_size=4))
def test_calls_survive_the_round_trip(name: str, args: dict[str, str]) -> None:
    assert Call.parse(str(Call(name, args))) == Call(name, args)


@given(st.text(max_size=200))
def test_any_text_reads_without_fault(text: str) -> None:
    """Even a text that no call ever wrote is read without a fault."""
    call = Call.parse(text)
    assert Call.parse(str(call)).args == call.args


def test_calls_read_like_typed_lines() -> None:
    call = Call("quiz answer", {"number": "3", "answer": "a b"})
    assert str(call) == 'quiz answer number:3 answer:"a b"'


def test_more_arguments_make_another_call() -> None:
    """To give a call more arguments leaves the first call as it was."""
    call = Call("done")
    assert call.given(reading="first-flush") == Call("done", {"reading": "first-flush"})
    assert call == Call("done")
