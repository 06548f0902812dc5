"""One of everything that can be said: the pictures that every adapter must be able to draw."""

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.core.call import Call
from bot.core.markup import InstantStyle, Style, at, code, command, draw, link, person, plain
from bot.core.message import (
    BLOCKS,
    CHARACTERS,
    FIELDS,
    LABEL,
    OPTIONS,
    ROW,
    Button,
    Buttons,
    Choice,
    Divider,
    Fields,
    File,
    Message,
    Select,
    Text,
    row,
    say,
)

INSTANT = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)
# What people and packs may write, each made of somebody's markup; all of it must be shown as the
# letters it is.
HOSTILE = (
    "*stars* **two** _low_ __dunder__ ~wave~ ~~waves~~ `tick` ```ticks```",
    "# no heading",
    "- no item",
    "> no quote",
    "1. no list",
    "[no link](https://example.org/x) <https://example.org/y|no link>",
    "@everyone @here <@123> <@U123> <#C123> <!channel> <!here> <:smile:123> :smile:",
    "<t:1234:R> <!date^1234^{date}|x> &lt; & < > ||spoiler||",
    r"back\slash \*starred\* C:\path",
)
RIGHT_TO_LEFT, EMOJI, WIDE = "محمد بن علي", "Zoë 👩‍👩‍👧‍👦 🎈", "深度学习是机器学习的分支"
# What is not shown at all: letters of control, and those that turn the direction of a line around.
CONTROL = "bell\x07 escape\x1b[31m null\x00 turned\u202earound\u2066 two\nlines"


def _press(words: str) -> Call:
    return Call("sample press", {"words": words})


def _choices(number: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"Choice {n}", f"c{n}") for n in range(1, number + 1))


def counting(length: int) -> str:
    """Words that are all different, so that one sees whether one is missing or out of place."""
    words, size = ["1"], 1
    while size + len(following := str(len(words) + 1)) + 1 <= length:
        words.append(following)
        size += len(following) + 1
    return " ".join(words) + "." * (length - size)


GALLERY: dict[str, Message] = {
    "inline parts": say(
        "# A heading\nPlain, **bold**, *italic*, _italic as well_, **bold with *italic* "
        "inside**, `code with * in it`, "
        f"{link('a [label]', 'https://example.org/a_(b)?c=d_e&f=*')}.\n- first item\n- "
        "**second** item"
    ),
    "instants and a person": say(
        f"Date {at(INSTANT, 'date')}\nTime {at(INSTANT, 'time')}\nFull {at(INSTANT)}\n"
        f"Relative {at(INSTANT, 'relative')}\nPerson {person('ann', 'Ann *the* <first>')}"
    ),
    "hostile text": say(
        "\n".join(map(plain, HOSTILE)), Fields(((plain(HOSTILE[0]), plain(HOSTILE[6])),))
    ),
    "letters of all kinds": say(
        f"{plain(RIGHT_TO_LEFT)}\n{plain(EMOJI)}\n{plain(WIDE * 6)}\n{plain(CONTROL)}\n"
        f"{code('tick ` and *star*')}"
    ),
    "facts": say(
        "Facts",
        Fields(
            tuple(
                (f"**Fact {n}**", f"{link(f'value {n}', 'https://example.org')}")
                for n in range(FIELDS)
            )
        ),
    ),
    "buttons": say(
        "Buttons",
        row(
            Button("Go", _press("go"), "primary"),
            Button("Erase <all> & *more*", _press("erase"), "danger"),
            Button("日本語 👍", _press("wide")),
        ),
        Buttons(
            tuple(Button(f"{n} {'x' * LABEL}"[:LABEL], _press(f"long{n}")) for n in range(ROW))
        ),
    ),
    "a select of few": say(
        "Few", Select("Choose one of few", Call("sample press"), "words", _choices(3))
    ),
    "a select of many choices": say(
        "Many", Select("Open me", Call("sample press"), "words", _choices(OPTIONS))
    ),
    "a select of several": say(
        "Several", Select("All that fit", Call("sample press"), "words", _choices(4), many=True)
    ),
    "a divider": say("Above", Divider(), Text("Below")),
    "a file": say("Here is a file.", File("notes.txt", "Grüße".encode(), "Notes in German")),
    "the longest text": say(counting(CHARACTERS)),
    "as many blocks as fit": Message(tuple(Text(f"Block {n}") for n in range(BLOCKS))),
    "commands": say(
        f"Type {command('quiz solo', 'section:tea')}, or *{command('group')}* and more;"
        " `quiz solo` in code letters is nobody's command."
    ),
}


def to_read(message: Message) -> Iterator[str]:
    """The parts that a person must be able to read of a message, whatever the platform puts around
    them.
    """
    for block in message.blocks:
        match block:
            case Text(text):
                yield from _parts(text)
            case Fields(rows):
                yield from (part for pair in rows for text in pair for part in _parts(text))
            case Select(placeholder):
                yield placeholder
            case File(name, _, alt):
                yield from (name, alt)
            case _:
                pass


def to_press(message: Message) -> list[str]:
    """The labels of all buttons."""
    return [
        button.label
        for block in message.blocks
        if isinstance(block, Buttons)
        for button in block.buttons
    ]


def squeezed(text: str) -> str:
    """A text without its spaces and ends of lines, which are the platform's own to choose."""
    return "".join(text.split())


def _apart(text: str) -> str:
    return f"\0{text}\0"


def _instant(instant: datetime, style: InstantStyle) -> str:
    return {"date": "\x002026\0", "time": "\x0009:05\0", "full": "\x002026\0", "relative": ""}[
        style
    ]


_PARTS = Style(
    plain=str,
    bold=_apart,
    italic=_apart,
    code=_apart,
    link=lambda label, url: f"\0{label}\0{url}\0",
    at=_instant,
    person=lambda _, name: f"\0{name}\0",
    command=_apart,
    heading=_apart,
    item=_apart,
)


def _parts(text: str) -> list[str]:
    return [
        part for line in draw(text, _PARTS).split("\n") for part in line.split("\0") if part.strip()
    ]
