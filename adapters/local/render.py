"""A Message on a terminal: wrapped lines, and numbered controls.

Colour only where it is wanted, and never alone.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from prompt_toolkit.utils import get_cwidth

from bot.core.call import Call
from bot.core.formats import distance
from bot.core.markup import InstantStyle, Style, draw
from bot.core.message import Block, Buttons, Divider, Fields, File, Message, Select, Text

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_HANGING = re.compile(r"\s*(?:(?:[•○◐✓✗↷]|[A-F]\.|\d{1,2}\.) )?")
_INLINE_CHOICES = 6
_FORMATS = {
    "date": "%a %d %b %Y",
    "time": "%H:%M %Z",
    "full": "%a %d %b %Y, %H:%M %Z",
    "relative": "%a %d %b, %H:%M",
}


@dataclass(frozen=True, slots=True)
class Control:
    """Something with a number.

    A button, a choice, or a select still closed (its choices show when it is pressed).

    `value` is set for choices of a select from which several may be taken.
    """

    label: str
    call: Call
    opens: Select | None = None
    select: Select | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """How wide the terminal is, whether it has colour, the zone in which its reader lives, and
    their clock.
    """

    width: int = 100
    colour: bool = False
    zone: str = "UTC"
    now: Callable[[], datetime] | None = None

    def style(self) -> Style:
        """How this terminal writes each part."""
        return Style(
            plain=str,
            bold=lambda text: self._paint("1", text),
            italic=lambda text: self._paint("3", text),
            code=lambda text: self._paint("36", f"`{text}`"),
            link=lambda label, url: f"{self._paint('4', label)} <{url}>",
            at=self._at,
            person=lambda _, name: self._paint("1", f"@{name}"),
            command=lambda line: self._paint("36", f"`{line}`"),
            heading=self._heading,
            item=lambda text: f"• {text}",
        )

    def _paint(self, code: str, text: str) -> str:
        # What was painted inside ends with a reset; begin again after it, so that nesting works.
        return (
            f"\x1b[{code}m{text.replace(chr(27) + '[0m', f'{chr(27)}[0;{code}m')}\x1b[0m"
            if self.colour
            else text
        )

    def _heading(self, text: str) -> str:
        return f"{self._paint('1;36', text)}\n{'─' * min(_visible(text), self.width)}"

    def _at(self, instant: datetime, style: InstantStyle) -> str:
        if style == "relative" and self.now:
            return distance((instant - self.now()).total_seconds())
        return instant.astimezone(ZoneInfo(self.zone)).strftime(_FORMATS[style])


def render(message: Message, screen: Screen, first: int = 1) -> tuple[list[str], list[Control]]:
    """The lines to print and the controls on them, numbered from `first`."""
    lines: list[str] = []
    controls: list[Control] = []
    crowded = (
        sum(len(b.choices) for b in message.blocks if isinstance(b, Select) and not b.many)
        > _INLINE_CHOICES
    )
    for number, block in enumerate(message.blocks):
        drawn, more = _block(block, screen, first + len(controls), crowded=crowded)
        # Rows of controls stand close together, and facts to the words above them; all else has
        # room to breathe.
        if number and not (more and controls) and not isinstance(block, Fields):
            lines.append("")
        lines += drawn
        controls += more
    return lines, controls


def without_controls(message: Message) -> Message:
    """The same words, and nothing to press."""
    return replace(
        message, blocks=tuple(b for b in message.blocks if not isinstance(b, Buttons | Select))
    )


def wrap(line: str, width: int) -> list[str]:
    """A line cut where words end so that it fits, with what is listed hanging.

    Words longer than a line stay whole.

    Scripts without spaces, such as Chinese and Japanese, may be cut at any of their characters.
    """
    marked = _HANGING.match(_ANSI.sub("", line))
    indent = " " * get_cwidth(marked[0] if marked else "")
    lines: list[str] = []
    current = ""
    for piece in _pieces(line):
        if (
            _visible(current) > len(indent)
            and _visible(current) + _visible(piece.rstrip(" ")) > width
        ):
            lines.append(current.rstrip(" "))
            current = indent + piece.lstrip(" ")
        else:
            current += piece
    return [*lines, current.rstrip(" ")]


def _pieces(line: str) -> Iterator[str]:
    """What may stand at the end of a line.

    A word with the space after it, or a character of a wide script.
    """
    begun = ""
    for character in line:
        wide = unicodedata.category(character) == "Lo" and get_cwidth(character) == 2
        if begun and (wide or (begun.endswith(" ") and character != " ")):
            yield begun
            begun = ""
        begun += character
    yield begun


def opened(select: Select, screen: Screen) -> tuple[list[str], list[Control]]:
    """The choices of a select that was pressed, one a line."""
    controls = _choices(select)
    lines = [
        f"{select.placeholder}:",
        *(f"  [{n}] {c.label}" for n, c in enumerate(controls, 1)),
    ]
    return [short for line in lines for short in wrap(line, screen.width)], controls


def _block(
    block: Block, screen: Screen, number: int, *, crowded: bool
) -> tuple[list[str], list[Control]]:
    match block:
        case Text(text):
            return _paragraph(text, screen), []
        case Fields(rows):
            return [line for label, value in rows for line in _fact(label, value, screen)], []
        case Divider():
            return ["─" * min(40, screen.width)], []
        case Buttons(buttons):
            return _row([Control(b.label, b.call) for b in buttons], number, screen)
        case Select():
            return _select(block, number, screen, closed=crowded and not block.many)
        case File(name, content, alt):
            return _paragraph(f"{name} ({len(content):,} bytes): {alt}", screen), []


def _select(
    select: Select, number: int, screen: Screen, *, closed: bool
) -> tuple[list[str], list[Control]]:
    if not closed:
        lines, controls = _row(_choices(select), number, screen)
        return [f"{select.placeholder}:", *lines], controls
    return _row([Control(f"{select.placeholder}…", select.call, opens=select)], number, screen)


def _choices(select: Select) -> list[Control]:
    if select.many:
        return [Control(c.label, select.call, select=select, value=c.value) for c in select.choices]
    return [Control(c.label, select.picked([c.value])) for c in select.choices]


def _row(controls: list[Control], number: int, screen: Screen) -> tuple[list[str], list[Control]]:
    # Spaces that do not break keep a label together with its number, and two of them apart from the
    # next.
    numbered = (f"[{n}] {c.label}".replace(" ", "\u00a0") for n, c in enumerate(controls, number))
    return [line.rstrip() for line in wrap("\u00a0 ".join(numbered), screen.width)], controls


def _fact(label: str, value: str, screen: Screen) -> list[str]:
    style = screen.style()
    return wrap(
        style.item(f"{style.bold(f'{draw(label, style)}:')} {draw(value, style)}"), screen.width
    )


def _paragraph(text: str, screen: Screen) -> list[str]:
    drawn = draw(text, screen.style())
    return [short for line in drawn.split("\n") for short in wrap(line, screen.width)]


def _visible(text: str) -> int:
    return get_cwidth(_ANSI.sub("", text))


def plain_lines(lines: Sequence[str]) -> str:
    """What is printed: lines with ordinary spaces."""
    return "\n".join(lines).replace("\u00a0", " ")
