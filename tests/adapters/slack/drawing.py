"""Messages drawn as Slack's client draws them, light theme, as one SVG of plain text and boxes."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.adapters.drawing import Canvas, Run, extent, joined, like, sheet, wrapped
from tests.loopback_slack.rules import mrkdwn
from tests.loopback_slack.rules.mrkdwn import Names

Json = dict[str, Any]

WIDTH, LEFT, TEXT_WIDTH, SIZE = 720, 70, 620, 15
GROUND, WORDS, DIM, LINK, CODE, LINE = (
    "#ffffff",
    "#1d1c1d",
    "#616061",
    "#1264a3",
    "#c01343",
    "#dddddd",
)
_BUTTONS = {
    "primary": ("#007a5a", "#ffffff", "#007a5a"),
    "danger": ("#ffffff", "#e01e5a", "#e01e5a"),
}
_PLAIN_BUTTON = ("#ffffff", WORDS, "#bbbabb")
_FONT = "Lato,'Slack-Lato','Noto Sans','Helvetica Neue',Helvetica,Arial,sans-serif"


@dataclass(frozen=True)
class Panel:
    """A message; `private`: only the one who asked sees it."""

    message: Json
    private: bool = False


def picture(channel: str, panels: Sequence[Panel], names: Names, hint: str) -> str:
    """All panels below each other, in a channel.

    `hint`: what the client shows to somebody who types the command.
    """
    canvas = Canvas(30)
    canvas.text(20, [Run("# ", DIM, bold=True), Run(channel, WORDS, bold=True)], 18)
    canvas.y += 16
    canvas.box(0, canvas.y, WIDTH, 1, LINE, 0)
    canvas.y += 28
    for panel in panels:
        _draw(canvas, panel, names)
        canvas.y += 38
    _composer(canvas, hint)
    # A thin line around it, for pages that are white themselves.
    inside = (
        f'<rect x="1" y="1" width="{WIDTH - 2}" height="{round(canvas.y) - 2}" rx="11" '
        f'fill="{GROUND}"/>'
    )
    canvas.shapes.insert(0, inside)
    return sheet(canvas, WIDTH, LINE, _FONT)


def _draw(canvas: Canvas, panel: Panel, names: Names) -> None:
    if panel.private:
        canvas.text(LEFT, [Run("Only visible to you", DIM)], 13)
        canvas.y += 21
    _head(canvas, panel.message)
    for block in panel.message["blocks"]:
        _block(canvas, block, names)
    if replies := panel.message.get("reply_count"):
        _thread(canvas, replies)


def _head(canvas: Canvas, message: Json) -> None:
    canvas.box(20, canvas.y - 14, 36, 36, "#611f69", 8)
    canvas.text(LEFT, [Run("Roadmate", WORDS, bold=True)], SIZE)
    x = LEFT + extent("Roadmate", SIZE, bold=True) + 8
    canvas.box(x, canvas.y - 12, 30, 15, "#e8e8e8", 3)
    said = datetime.fromtimestamp(float(message["ts"]), UTC)
    canvas.text(x + 38, [Run(f"{said:%H:%M}", DIM)], 12)
    canvas.y -= 1
    canvas.text(x + 15, [Run("APP", DIM, bold=True)], 10, "middle")
    canvas.y += 11
    canvas.text(38, [Run("R", "#ffffff", bold=True)], 18, "middle")
    canvas.y -= 8


def _block(canvas: Canvas, block: Json, names: Names) -> None:
    match block["type"]:
        case "section" if "fields" in block:
            _fields(canvas, [one["text"] for one in block["fields"]], names)
        case "section":
            canvas.y += 2
            _text(canvas, block["text"]["text"], names)
        case "divider":
            canvas.y += 16
            canvas.box(LEFT, canvas.y, TEXT_WIDTH, 1, LINE, 0)
        case "actions":
            _row(canvas, block["elements"])


def _text(canvas: Canvas, text: str, names: Names, x: int = LEFT, most: int = TEXT_WIDTH) -> None:
    for line in text.split("\n"):
        for runs in wrapped(list(joined(_runs(line, Run("", WORDS), names))), SIZE, most):
            canvas.y += SIZE + 7
            canvas.text(x, runs, SIZE)


def _fields(canvas: Canvas, texts: Sequence[str], names: Names) -> None:
    """Two beside each other."""
    half = TEXT_WIDTH // 2
    for number in range(0, len(texts), 2):
        top, lowest = canvas.y + 4, canvas.y
        for column, text in enumerate(texts[number : number + 2]):
            canvas.y = top
            _text(canvas, text, names, LEFT + column * half, half - 16)
            lowest = max(lowest, canvas.y)
        canvas.y = lowest


def _row(canvas: Canvas, parts: Sequence[Json]) -> None:
    canvas.y += 12
    x = float(LEFT)
    for part in parts:
        is_button = part["type"] == "button"
        label = part["text"]["text"] if is_button else f"{part['placeholder']['text']}  ▾"
        ground, color, edge = _BUTTONS.get(part.get("style", ""), _PLAIN_BUTTON)
        width = extent(label, 14, bold=True) + 28
        if x + width > LEFT + TEXT_WIDTH:
            x, canvas.y = float(LEFT), canvas.y + 40
        canvas.box(x, canvas.y, width, 34, edge, 5)
        canvas.box(x + 1, canvas.y + 1, width - 2, 32, ground, 4)
        canvas.y += 22
        canvas.text(x + width / 2, [Run(label, color, bold=True)], 14, "middle")
        canvas.y -= 22
        x += width + 8
    canvas.y += 34


def _thread(canvas: Canvas, replies: int) -> None:
    canvas.y += 14
    canvas.box(LEFT, canvas.y, 22, 22, "#611f69", 5)
    canvas.y += 16
    canvas.text(LEFT + 11, [Run("R", "#ffffff", bold=True)], 12, "middle")
    counted = "1 reply" if replies == 1 else f"{replies} replies"
    canvas.text(LEFT + 32, [Run(counted, LINK, bold=True), Run("   View thread", DIM)], 13)


def _composer(canvas: Canvas, hint: str) -> None:
    """Where people type."""
    canvas.box(20, canvas.y, WIDTH - 40, 44, "#bbbabb")
    canvas.box(21, canvas.y + 1, WIDTH - 42, 42, GROUND, 7)
    canvas.y += 28
    canvas.text(36, [Run("/roadmate ", WORDS), Run(hint, "#9a9a9a")], SIZE)
    canvas.y += 36


def _runs(text: str, around: Run, names: Names) -> Iterator[Run]:
    """The letters of a line without their markup, each with its look."""
    position = 0
    while position < len(text):
        for pattern, draw in _RULES:
            if found := pattern.match(text, position):
                yield from draw(found, around, names)
                position = found.end()
                break


def _read(found: re.Match[str], around: Run, names: Names) -> Iterator[Run]:
    yield like(around, mrkdwn.read(found[0], names))


def _marked(
    mark: str, **look: bool
) -> tuple[re.Pattern[str], Callable[[re.Match[str], Run, Names], Iterator[Run]]]:
    sign = re.escape(mark)
    # What stands between angle brackets is one thing, whatever marks are in it.
    inner = rf"((?:<[^>]+>|[^{sign}<])*(?<=[^\s\u200b]))"
    pattern = re.compile(rf"(?<![\w{sign}]){sign}(?=[^\s\u200b]){inner}{sign}(?![\w{sign}])")
    return pattern, lambda found, around, names: _runs(found[1], like(around, "", **look), names)


def _code(found: re.Match[str], around: Run, names: Names) -> Iterator[Run]:
    yield like(around, mrkdwn.read(found[0], names), mono=True, color=CODE)


def _link(found: re.Match[str], around: Run, names: Names) -> Iterator[Run]:
    return _runs(found[2] or found[1], like(around, "", color=LINK), names)


_RULES: tuple[
    tuple[re.Pattern[str], Callable[[re.Match[str], Run, Mapping[str, str]], Iterator[Run]]], ...
] = (
    (re.compile(r"`[^`]+`"), _code),
    (re.compile(r"<(https?:[^|>]+)(?:\|([^>]*))?>"), _link),
    (re.compile(r"<[@#!][^>]+>"), _read),
    _marked("*", bold=True),
    _marked("_", italic=True),
    (re.compile(r"&(?:amp|lt|gt);"), _read),
    (re.compile("\u200b"), lambda found, around, names: iter(())),
    (
        re.compile(r"[^\W_]+|.", re.DOTALL),
        lambda found, around, names: iter([like(around, found[0])]),
    ),
)
