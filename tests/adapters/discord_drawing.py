"""Messages drawn as Discord's client draws them, dark theme, as one SVG of plain text and boxes."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape
from itertools import groupby
from typing import Any

Json = dict[str, Any]

WIDTH, LEFT, TEXT_WIDTH = 720, 76, 610
GROUND, WORDS, BRIGHT, DIM, LINK, CODE = "#313338", "#dbdee1", "#f2f3f5", "#949ba4", "#00a8fc", "#e3c7a8"
_BUTTONS = {1: "#5865f2", 2: "#4e5058", 3: "#248046", 4: "#da373c", 5: "#4e5058"}
_FONT = "'gg sans','Noto Sans','Helvetica Neue',Helvetica,Arial,sans-serif"
_MONO = "Consolas,'DejaVu Sans Mono',Menlo,monospace"
_BUTTON = 2
_EPHEMERAL = 1 << 6
# Widths of letters in parts of the font's size, after Helvetica and its relatives; what is not named is 0.56.
_WIDTHS = {"iljI.,:;'|!": 0.26, "ftr()[]-/ ": 0.33, "mwMW@%": 0.88, "ABCDEGHKNOPQRSUVXY&": 0.7}


@dataclass(frozen=True)
class Panel:
    """A message, and the command that it answers."""

    message: Json
    person: str = ""
    command: str = ""


@dataclass(frozen=True)
class _Run:
    """Letters of one kind."""

    words: str
    color: str = WORDS
    bold: bool = False
    italic: bool = False
    mono: bool = False


@dataclass
class _Canvas:
    """What is drawn, from the top down."""

    y: float = 0
    shapes: list[str] = field(default_factory=list)

    def text(self, x: float, runs: Sequence[_Run], size: int = 16, anchor: str = "start") -> None:
        spans = "".join(_span(run) for run in _joined(runs))
        self.shapes.append(
            f'<text x="{x:.0f}" y="{self.y:.0f}" font-size="{size}" text-anchor="{anchor}">{spans}</text>'
        )

    def box(self, x: float, y: float, width: float, height: float, fill: str, radius: int = 8) -> None:
        where = f'x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}"'
        self.shapes.append(f'<rect {where} rx="{radius}" fill="{fill}"/>')

    def circle(self, x: float, y: float, radius: float, fill: str) -> None:
        self.shapes.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}" fill="{fill}"/>')


def picture(channel: str, panels: Sequence[Panel]) -> str:
    """All panels below each other, in a channel."""
    canvas = _Canvas(30)
    canvas.text(20, [_Run("# ", DIM, bold=True), _Run(channel, BRIGHT, bold=True)])
    canvas.y += 14
    canvas.box(0, canvas.y, WIDTH, 1, "#26282c", 0)
    canvas.y += 24
    for panel in panels:
        _draw(canvas, panel)
        canvas.y += 34
    height = round(canvas.y)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    )
    ground = f'<rect width="{WIDTH}" height="{height}" rx="12" fill="{GROUND}"/>'
    return "\n".join([f'{opening} font-family="{_FONT}">', ground, *canvas.shapes, "</svg>\n"])


def _draw(canvas: _Canvas, panel: Panel) -> None:
    private = bool(panel.message["flags"] & _EPHEMERAL)
    top = canvas.y - 18
    if panel.person:
        canvas.circle(LEFT + 8, canvas.y - 5, 8, "#3ba55c")
        canvas.text(
            LEFT + 22, [_Run(panel.person, BRIGHT, bold=True), _Run(" used ", DIM), _Run(f"/{panel.command}", LINK)], 14
        )
        canvas.y += 26
    _head(canvas, panel.message)
    for component in panel.message["components"]:
        _component(canvas, component)
    if "thread" in panel.message:
        _thread(canvas, panel.message["thread"])
    if private:
        canvas.y += 24
        canvas.text(LEFT, [_Run("Only you can see this · ", DIM), _Run("Dismiss message", LINK)], 12)
        canvas.shapes.insert(0, _wash(top, canvas.y + 12))


def _wash(top: float, bottom: float) -> str:
    """What lies behind a private answer."""
    bar = f'<rect x="0" y="{top:.0f}" width="3" height="{bottom - top:.0f}" fill="#5865f2"/>'
    return f'<rect x="0" y="{top:.0f}" width="{WIDTH}" height="{bottom - top:.0f}" fill="#36384a"/>{bar}'


def _head(canvas: _Canvas, message: Json) -> None:
    canvas.circle(38, canvas.y + 4, 20, "#5865f2")
    said = datetime.fromisoformat(message["timestamp"]).astimezone(UTC)
    x = LEFT + _width("Roadmate", 16, bold=True) + 10
    canvas.text(LEFT, [_Run("Roadmate", BRIGHT, bold=True)])
    canvas.box(x, canvas.y - 13, 34, 16, "#5865f2", 4)
    canvas.text(x + 17, [_Run("APP", "#ffffff", bold=True)], 11, "middle")
    canvas.text(x + 42, [_Run(f"{said:%d/%m/%Y %H:%M}", DIM)], 12)
    canvas.y += 2
    canvas.shapes.append(
        f'<text x="38" y="{canvas.y + 8:.0f}" font-size="18" text-anchor="middle" fill="#fff">R</text>'
    )


def _component(canvas: _Canvas, component: Json) -> None:
    match component["type"]:
        case 10:
            for line in component["content"].split("\n"):
                _line(canvas, line)
        case 14:
            canvas.y += 16
            canvas.box(LEFT, canvas.y, TEXT_WIDTH, 1, "#4a4c52", 0)
        case 1:
            _row(canvas, component["components"])


def _line(canvas: _Canvas, line: str) -> None:
    size, color, bold, indent = 16, WORDS, False, 0
    if line.startswith("### "):
        line, color, bold = line[4:], BRIGHT, True
        canvas.y += 4
    elif line.startswith("-# "):
        line, color, size = line[3:], DIM, 13
    elif line.startswith("- "):
        line, indent = line[2:], 20
    for number, runs in enumerate(
        _wrapped(list(_joined(_runs(line, _Run("", color, bold)))), size, TEXT_WIDTH - indent)
    ):
        canvas.y += size + 7
        if indent and not number:
            canvas.circle(LEFT + 8, canvas.y - 5, 2.5, WORDS)
        canvas.text(LEFT + indent, runs, size)


def _row(canvas: _Canvas, parts: Sequence[Json]) -> None:
    canvas.y += 12
    x = float(LEFT)
    for part in parts:
        label, is_button = part.get("label") or part.get("placeholder") or "", part["type"] == _BUTTON
        width = _width(label, 14) + 32 if is_button else 400
        canvas.box(x, canvas.y, width, 32, _BUTTONS[part["style"]] if is_button else "#1e1f22")
        canvas.y += 21
        canvas.text(x + width / 2, [_Run(label, "#ffffff")], 14, "middle")
        canvas.y -= 21
        x += width + 8
    canvas.y += 32


def _thread(canvas: _Canvas, thread: Json) -> None:
    canvas.y += 16
    canvas.box(LEFT, canvas.y, TEXT_WIDTH - 60, 44, "#2b2d31")
    canvas.y += 27
    canvas.text(LEFT + 14, [_Run(thread["name"], BRIGHT, bold=True), _Run("   See thread ›", LINK)], 14)
    canvas.y += 17


def _wrapped(runs: Sequence[_Run], size: int, most: float) -> Iterator[list[_Run]]:
    """Lines that fit. What stands between two spaces stays together, however many looks it has."""
    line: list[_Run] = []
    word: list[_Run] = []
    for run in runs:
        for part in re.findall(r"\S+\s*|\s+", run.words):
            word.append(_like(run, part))
            if part[-1].isspace():
                if _fits([*line, *word], size, most):
                    line += word
                else:
                    yield line
                    line = word
                word = []
    if line and not _fits([*line, *word], size, most):
        yield line
        line = []
    yield [*line, *word] or [_Run(" ")]


def _fits(line: Sequence[_Run], size: int, most: float) -> bool:
    return sum(_width(run.words, size, bold=run.bold, mono=run.mono) for run in line) <= most


def _joined(runs: Iterable[_Run]) -> Iterator[_Run]:
    """Neighbours of the same look as one."""
    for _, alike in groupby(runs, lambda run: _like(run, "")):
        together = list(alike)
        yield _like(together[0], "".join(run.words for run in together))


def _width(words: str, size: int, *, bold: bool = False, mono: bool = False) -> float:
    if mono:
        return len(words) * size * 0.6
    wide = sum(next((width for letters, width in _WIDTHS.items() if letter in letters), 0.56) for letter in words)
    return wide * size * (1.06 if bold else 1)


def _like(run: _Run, words: str, **changed: Any) -> _Run:  # noqa: ANN401 - fields of a run
    return _Run(
        **{"words": words, **{name: getattr(run, name) for name in ("color", "bold", "italic", "mono")}, **changed}
    )


def _span(run: _Run) -> str:
    look = f' fill="{run.color}"'
    look += ' font-weight="600"' if run.bold else ""
    look += ' font-style="italic"' if run.italic else ""
    look += f' font-family="{_MONO}"' if run.mono else ""
    return f'<tspan{look} xml:space="preserve">{escape(run.words, quote=False)}</tspan>'


def _runs(text: str, around: _Run) -> Iterator[_Run]:
    """The letters of a line without their markup, each with its look."""
    position = 0
    while position < len(text):
        for pattern, draw in _RULES:
            if found := pattern.match(text, position):
                yield from draw(found, around)
                position = found.end()
                break


def _instant(found: re.Match[str], around: _Run) -> Iterator[_Run]:
    instant, style = datetime.fromtimestamp(int(found[1]), UTC), found[2] or "f"
    words = {"t": "%H:%M", "D": "%d %B %Y", "f": "%d %B %Y %H:%M", "R": "in 7 days"}[style]
    yield _like(around, instant.strftime(words).lstrip("0"))


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], _Run], Iterator[_Run]]], ...] = (
    (re.compile(r"\\([^\w\s])"), lambda found, around: iter([_like(around, found[1])])),
    (re.compile(r"`([^`]+)`"), lambda found, around: iter([_like(around, found[1], mono=True, color=CODE)])),
    (re.compile(r"\*\*(.+?)\*\*"), lambda found, around: _runs(found[1], _like(around, "", bold=True))),
    (re.compile(r"\*(?=\S)(.+?)\*"), lambda found, around: _runs(found[1], _like(around, "", italic=True))),
    (
        re.compile(r"\[((?:\\.|[^\]])+)\]\((\S+?)\)(?!\))"),
        lambda found, around: _runs(found[1], _like(around, "", color=LINK)),
    ),
    (re.compile(r"<t:(\d+)(?::(\w))?>"), _instant),
    (re.compile(r"[^\W_]+|.", re.DOTALL), lambda found, around: iter([_like(around, found[0])])),
)
