"""What a message looks like on a terminal: its width, its colours, the numbers of its controls."""

from itertools import pairwise

import pytest
from prompt_toolkit.utils import get_cwidth

from adapters.local.render import Screen, plain_lines, render, wrap
from bot.core.call import Call
from bot.core.markup import plain
from bot.core.message import Button, Choice, Divider, Fields, Message, Select, Text, row, say
from tests.gallery import GALLERY, squeezed

ESCAPE = "\x1b"
GO = Button("Go", Call("next"))
WORDS = (
    "Attention is all you need, they said, and many believed it at once",
    "深度学习是机器学习的分支" * 4,
    "ひらがな カタカナ mixed with words and 漢字",
    "한국어 문장은 띄어쓰기가 있습니다 그래서 나눌 수 있다",
    "🎈🎈🎈 🚀🚀 👩‍👩‍👧‍👦 " * 5,
    "cafe\u0301 " * 12,
)


@pytest.mark.parametrize("line", WORDS)
@pytest.mark.parametrize("width", [20, 33, 100])
def test_no_line_exceeds_the_width(line: str, width: int) -> None:
    """No line is wider than the terminal."""
    assert max(map(get_cwidth, wrap(line, width))) <= width


@pytest.mark.parametrize("line", WORDS)
def test_nothing_is_lost_by_wrapping(line: str) -> None:
    assert squeezed("".join(wrap(line, 20))) == squeezed(line)


@pytest.mark.parametrize("line", WORDS[:3])
def test_lines_are_filled(line: str) -> None:
    lines = wrap(line, 24)
    assert all(get_cwidth(above + below.split(" ")[0][:1]) > 12 for above, below in pairwise(lines))


def test_an_address_stays_whole() -> None:
    url = "https://example.org/" + "x" * 100
    assert url in wrap(f"See {url} for more", 40)


def test_a_joined_emoji_stays_whole() -> None:
    """An emoji that is joined of several, like a family, is not torn apart."""
    assert all("👩‍👩‍👧‍👦" in line for line in wrap("👩‍👩‍👧‍👦 👩‍👩‍👧‍👦 👩‍👩‍👧‍👦", 9))


def test_leading_spaces_stay() -> None:
    assert wrap("    indented", 30) == ["    indented"]


@pytest.mark.parametrize("picture", GALLERY)
def test_without_colour_there_are_no_codes(picture: str) -> None:
    lines, _ = render(GALLERY[picture], Screen(width=60))
    assert ESCAPE not in plain_lines(lines)


def test_colour_adds_nothing_else() -> None:
    """A message with colour is the same as without, but for the codes of colour."""
    for message in (message for name, message in GALLERY.items() if name != "letters of all kinds"):
        coloured, bare = (
            plain_lines(render(message, Screen(200, colour))[0]) for colour in (True, False)
        )
        assert _without_codes(coloured) == bare


def test_bold_goes_on_after_italic() -> None:
    """Bold goes on after an italic inside of it has ended."""
    (line,), _ = render(say("**one *two* three**"), Screen(colour=True))
    assert line == "\x1b[1mone \x1b[3mtwo\x1b[0;1m three\x1b[0m"


def test_codes_of_colour_take_no_width() -> None:
    lines, _ = render(say("**word** " * 4), Screen(width=19, colour=True))
    assert [_without_codes(line) for line in lines] == ["word word word word"]


def test_each_fact_has_its_own_line() -> None:
    rows = (("Road", "*Tea*"), ("Your zone", plain("UTC *x*")))
    lines, _ = render(Message((Fields(rows),)), Screen())
    assert lines == ["• Road: Tea", "• Your zone: UTC *x*"]


def test_a_divider_fits_a_narrow_terminal() -> None:
    lines, _ = render(Message((Text("x"), Divider())), Screen(width=10))
    assert lines == ["x", "", "─" * 10]


def test_blocks_part_and_controls_join() -> None:
    """Blocks have an empty line between them, and rows of controls stand together."""
    lines, _ = render(Message((Text("x"), Text("y"), row(GO), row(GO, GO))), Screen())
    assert lines == ["x", "", "y", "", "[1]\u00a0Go", "[2]\u00a0Go\u00a0 [3]\u00a0Go"]


@pytest.mark.parametrize(
    ("several", "closed"), [((6,), False), ((7,), True), ((3, 3), False), ((3, 4), True)]
)
def test_selects_with_many_choices_close(several: tuple[int, ...], closed: bool) -> None:
    """Selects with many choices between them are shown closed."""
    choices = tuple(Choice(f"C{n}", f"{n}") for n in range(7))
    _, controls = render(
        Message(tuple(Select("Open", Call("x"), "y", choices[:number]) for number in several)),
        Screen(),
    )
    assert [control.label for control in controls if control.opens] == ["Open…"] * len(
        several if closed else ()
    )


def test_multiple_choices_are_never_closed() -> None:
    """A select that takes several answers shows them all, so they can be given at once."""
    choices = tuple(Choice(f"C{n}", f"{n}") for n in range(9))
    lines, controls = render(
        Message((Select("All", Call("x"), "y", choices, many=True),)), Screen()
    )
    assert [control.value for control in controls] == [choice.value for choice in choices]
    assert "[9]" in lines[-1]


@pytest.mark.parametrize("mark", ["• ", "○ ", "✓ ", "A. ", "1. ", "12. ", "  ", "  • "])
def test_what_is_listed_hangs(mark: str) -> None:
    first, *rest = wrap(mark + "word " * 20, 30)
    assert first.startswith(f"{mark}word")
    assert all(line.startswith(" " * len(mark) + "word") for line in rest)


def test_controls_are_numbered_through_all_blocks() -> None:
    lines, controls = render(GALLERY["buttons"], Screen())
    assert [control.label[:2] for control in controls] == [
        "Go",
        "Er",
        "日本",
        "0 ",
        "1 ",
        "2 ",
        "3 ",
        "4 ",
    ]
    assert all(
        f"[{number}] {control.label}" in plain_lines(lines)
        for number, control in enumerate(controls, 1)
    )


def test_instants_are_in_the_readers_zone() -> None:
    lines, _ = render(GALLERY["instants and a person"], Screen(zone="Asia/Kolkata"))
    assert "Time 14:35" in plain_lines(lines)


def _without_codes(text: str) -> str:
    return "".join(
        part.partition("m")[2] if n else part for n, part in enumerate(text.split(f"{ESCAPE}["))
    )
