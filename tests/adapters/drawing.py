"""Drawing text and boxes as SVG: what the pictures of every platform's client are made of."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import groupby
from typing import Any

_MONO = "Consolas,'DejaVu Sans Mono',Menlo,monospace"
# Widths of letters in parts of the font's size, after DejaVu Sans, the widest that a machine may
# take instead of the platform's own; what is not named is 0.62.
_WIDTHS = {"iljI.,:;'|!": 0.32, "ftr()[]-/ ": 0.4, "mwMW@%": 0.97, "ABCDEGHKNOPQRSUVXY&": 0.73}


@dataclass(frozen=True)
class Run:
    """Letters of one kind."""

    words: str
    color: str = "none"
    bold: bool = False
    italic: bool = False
    mono: bool = False


@dataclass
class Canvas:
    """What is drawn, from the top down."""

    y: float = 0
    shapes: list[str] = field(default_factory=list)

    def text(self, x: float, runs: Sequence[Run], size: int = 16, anchor: str = "start") -> None:
        spans = "".join(_span(run) for run in joined(runs))
        self.shapes.append(
            f'<text x="{x:.0f}" y="{self.y:.0f}" font-size="{size}" '
            f'text-anchor="{anchor}">{spans}</text>'
        )

    def box(
        self, x: float, y: float, width: float, height: float, fill: str, radius: int = 8
    ) -> None:
        where = f'x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}"'
        self.shapes.append(f'<rect {where} rx="{radius}" fill="{fill}"/>')

    def circle(self, x: float, y: float, radius: float, fill: str) -> None:
        self.shapes.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}" fill="{fill}"/>')


def sheet(canvas: Canvas, width: int, ground: str, font: str) -> str:
    """All that was drawn, as one picture."""
    height = round(canvas.y)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"'
    )
    behind = f'<rect width="{width}" height="{height}" rx="12" fill="{ground}"/>'
    return "\n".join([f'{opening} font-family="{font}">', behind, *canvas.shapes, "</svg>\n"])


def labels(svg: str) -> set[str]:
    """What stands in the middle of something, as the words of buttons do."""
    texts = re.findall(r'<text [^>]*text-anchor="middle">(.*?)</text>', svg)
    return {unescape(re.sub(r"<[^>]+>", "", one)) for one in texts}


def wrapped(runs: Sequence[Run], size: int, most: float) -> Iterator[list[Run]]:
    """Lines that fit. What stands between two spaces stays together, however many looks it has."""
    line: list[Run] = []
    word: list[Run] = []
    for run in runs:
        for part in re.findall(r"\S+\s*|\s+", run.words):
            word.append(like(run, part))
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
    yield [*line, *word] or [Run(" ")]


def _fits(line: Sequence[Run], size: int, most: float) -> bool:
    return sum(extent(run.words, size, bold=run.bold, mono=run.mono) for run in line) <= most


def joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Neighbours of the same look as one."""
    for _, alike in groupby(runs, lambda run: like(run, "")):
        together = list(alike)
        yield like(together[0], "".join(run.words for run in together))


def extent(words: str, size: int, *, bold: bool = False, mono: bool = False) -> float:
    if mono:
        return len(words) * size * 0.6
    wide = sum(
        next((width for letters, width in _WIDTHS.items() if letter in letters), 0.62)
        for letter in words
    )
    return wide * size * (1.12 if bold else 1)


def like(run: Run, words: str, **changed: Any) -> Run:  # noqa: ANN401 - fields of a run
    return Run(
        **{
            "words": words,
            **{name: getattr(run, name) for name in ("color", "bold", "italic", "mono")},
            **changed,
        }
    )


def _span(run: Run) -> str:
    look = f' fill="{run.color}"'
    look += ' font-weight="600"' if run.bold else ""
    look += ' font-style="italic"' if run.italic else ""
    look += f' font-family="{_MONO}"' if run.mono else ""
    return f'<tspan{look} xml:space="preserve">{escape(run.words, quote=False)}</tspan>'
