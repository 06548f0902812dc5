"""Messages drawn as Discord's client draws them, dark theme, as one SVG of plain text and boxes."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.adapters.drawing import Canvas, Run, extent, joined, like, sheet, wrapped

Json = dict[str, Any]

WIDTH, LEFT, TEXT_WIDTH = 720, 76, 610
GROUND, WORDS, BRIGHT, DIM, LINK, CODE = (
    "#313338",
    "#dbdee1",
    "#f2f3f5",
    "#949ba4",
    "#00a8fc",
    "#e3c7a8",
)
_BUTTONS = {1: "#5865f2", 2: "#4e5058", 3: "#248046", 4: "#da373c", 5: "#4e5058"}
_FONT = "'gg sans','Noto Sans','Helvetica Neue',Helvetica,Arial,sans-serif"
_BUTTON = 2
_EPHEMERAL = 1 << 6


@dataclass(frozen=True)
class Panel:
    """A message, and the command that it answers."""

    message: Json
    person: str = ""
    command: str = ""


def picture(channel: str, panels: Sequence[Panel]) -> str:
    """All panels below each other, in a channel."""
    canvas = Canvas(30)
    canvas.text(20, [Run("# ", DIM, bold=True), Run(channel, BRIGHT, bold=True)])
    canvas.y += 14
    canvas.box(0, canvas.y, WIDTH, 1, "#26282c", 0)
    canvas.y += 24
    for panel in panels:
        _draw(canvas, panel)
        canvas.y += 34
    return sheet(canvas, WIDTH, GROUND, _FONT)


def _draw(canvas: Canvas, panel: Panel) -> None:
    private = bool(panel.message["flags"] & _EPHEMERAL)
    top = canvas.y - 18
    if panel.person:
        canvas.circle(LEFT + 8, canvas.y - 5, 8, "#3ba55c")
        canvas.text(
            LEFT + 22,
            [
                Run(panel.person, BRIGHT, bold=True),
                Run(" used ", DIM),
                Run(f"/{panel.command}", LINK),
            ],
            14,
        )
        canvas.y += 26
    _head(canvas, panel.message)
    for component in panel.message["components"]:
        _component(canvas, component)
    if "thread" in panel.message:
        _thread(canvas, panel.message["thread"])
    if private:
        canvas.y += 24
        canvas.text(LEFT, [Run("Only you can see this · ", DIM), Run("Dismiss message", LINK)], 12)
        canvas.shapes.insert(0, _wash(top, canvas.y + 12))


def _wash(top: float, bottom: float) -> str:
    """What lies behind a private answer."""
    bar = f'<rect x="0" y="{top:.0f}" width="3" height="{bottom - top:.0f}" fill="#5865f2"/>'
    return (
        f'<rect x="0" y="{top:.0f}" width="{WIDTH}" height="{bottom - top:.0f}" '
        f'fill="#36384a"/>{bar}'
    )


def _head(canvas: Canvas, message: Json) -> None:
    canvas.circle(38, canvas.y + 4, 20, "#5865f2")
    said = datetime.fromisoformat(message["timestamp"]).astimezone(UTC)
    x = LEFT + extent("Roadmate", 16, bold=True) + 10
    canvas.text(LEFT, [Run("Roadmate", BRIGHT, bold=True)])
    canvas.box(x, canvas.y - 13, 34, 16, "#5865f2", 4)
    canvas.text(x + 17, [Run("APP", "#ffffff", bold=True)], 11, "middle")
    canvas.text(x + 42, [Run(f"{said:%d/%m/%Y %H:%M}", DIM)], 12)
    canvas.y += 2
    canvas.shapes.append(
        f'<text x="38" y="{canvas.y + 8:.0f}" font-size="18" text-anchor="middle" '
        'fill="#fff">R</text>'
    )


def _component(canvas: Canvas, component: Json) -> None:
    match component["type"]:
        case 10:
            for line in component["content"].split("\n"):
                _line(canvas, line)
        case 14:
            canvas.y += 16
            canvas.box(LEFT, canvas.y, TEXT_WIDTH, 1, "#4a4c52", 0)
        case 1:
            _row(canvas, component["components"])


def _line(canvas: Canvas, line: str) -> None:
    size, color, bold, indent = 16, WORDS, False, 0
    if line.startswith("### "):
        line, color, bold = line[4:], BRIGHT, True
        canvas.y += 4
    elif line.startswith("-# "):
        line, color, size = line[3:], DIM, 13
    elif line.startswith("- "):
        line, indent = line[2:], 20
    for number, runs in enumerate(
        wrapped(list(joined(_runs(line, Run("", color, bold)))), size, TEXT_WIDTH - indent)
    ):
        canvas.y += size + 7
        if indent and not number:
            canvas.circle(LEFT + 8, canvas.y - 5, 2.5, WORDS)
        canvas.text(LEFT + indent, runs, size)


def _row(canvas: Canvas, parts: Sequence[Json]) -> None:
    canvas.y += 12
    x = float(LEFT)
    for part in parts:
        label, is_button = (
            part.get("label") or part.get("placeholder") or "",
            part["type"] == _BUTTON,
        )
        width = extent(label, 14) + 32 if is_button else 400
        canvas.box(x, canvas.y, width, 32, _BUTTONS[part["style"]] if is_button else "#1e1f22")
        canvas.y += 21
        canvas.text(x + width / 2, [Run(label, "#ffffff")], 14, "middle")
        canvas.y -= 21
        x += width + 8
    canvas.y += 32


def _thread(canvas: Canvas, thread: Json) -> None:
    canvas.y += 16
    canvas.box(LEFT, canvas.y, TEXT_WIDTH - 60, 44, "#2b2d31")
    canvas.y += 27
    canvas.text(
        LEFT + 14, [Run(thread["name"], BRIGHT, bold=True), Run("   See thread ›", LINK)], 14
    )
    canvas.y += 17


def _runs(text: str, around: Run) -> Iterator[Run]:
    """The letters of a line without their markup, each with its look."""
    position = 0
    while position < len(text):
        for pattern, draw in _RULES:
            if found := pattern.match(text, position):
                yield from draw(found, around)
                position = found.end()
                break


def _instant(found: re.Match[str], around: Run) -> Iterator[Run]:
    instant, style = datetime.fromtimestamp(int(found[1]), UTC), found[2] or "f"
    words = {"t": "%H:%M", "D": "%d %B %Y", "f": "%d %B %Y %H:%M", "R": "in 7 days"}[style]
    yield like(around, instant.strftime(words).lstrip("0"))


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Run], Iterator[Run]]], ...] = (
    (re.compile(r"\\([^\w\s])"), lambda found, around: iter([like(around, found[1])])),
    (
        re.compile(r"`([^`]+)`"),
        lambda found, around: iter([like(around, found[1], mono=True, color=CODE)]),
    ),
    (
        re.compile(r"\*\*(.+?)\*\*"),
        lambda found, around: _runs(found[1], like(around, "", bold=True)),
    ),
    (
        re.compile(r"\*(?=\S)(.+?)\*"),
        lambda found, around: _runs(found[1], like(around, "", italic=True)),
    ),
    (
        re.compile(r"\[((?:\\.|[^\]])+)\]\((\S+?)\)(?!\))"),
        lambda found, around: _runs(found[1], like(around, "", color=LINK)),
    ),
    (re.compile(r"<t:(\d+)(?::(\w))?>"), _instant),
    (re.compile(r"[^\W_]+|.", re.DOTALL), lambda found, around: iter([like(around, found[0])])),
)
