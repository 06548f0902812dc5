"""Calls and their one text form."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core.call import Call

NAMES = st.from_regex(r"[a-z]{1,8}( [a-z]{1,8})?", fullmatch=True)
OPTIONS = st.from_regex(r"[a-z][a-z-]{0,8}", fullmatch=True)


@given(NAMES, st.dictionaries(OPTIONS, st.text(max_size=40), max_size=4))
def test_a_call_reads_back_what_it_writes(name: str, args: dict[str, str]) -> None:
    assert Call.parse(str(Call(name, args))) == Call(name, args)


@given(st.text(max_size=200))
def test_a_text_that_nobody_wrote_is_read_without_a_fault(text: str) -> None:
    call = Call.parse(text)
    assert Call.parse(str(call)).args == call.args


def test_a_call_reads_like_what_a_person_would_type() -> None:
    call = Call("quiz answer", {"number": "3", "answer": "a b"})
    assert str(call) == 'quiz answer number:3 answer:"a b"'


def test_more_arguments_leave_the_first_call_as_it_was() -> None:
    call = Call("done")
    assert call.given(reading="first-flush") == Call("done", {"reading": "first-flush"})
    assert call == Call("done")
