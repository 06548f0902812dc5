"""A Markdown roadmap or awesome-list as the skeleton of a pack.

Order and notes are kept, nothing is invented.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from content.faults import Fault, PackError, Report
from content.importers.markdown.blocks import blocks
from content.importers.markdown.outline import outline
from content.importers.markdown.skeleton import skeleton
from content.model import Pack

# What a site generator reads: YAML between two lines of dashes, at the very beginning.
FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[\w-]+:.*\n(?:[ \t-].*\n)*)+---[ \t]*(?:\n|$)")
LARGEST_FILE = 4_000_000


@dataclass(frozen=True, slots=True)
class Imported:
    """A pack, and a line for everything that has no place in it or was changed to fit."""

    pack: Pack
    remarks: tuple[Fault, ...]


def read_file(path: Path) -> Imported:
    """The pack that a file describes, whatever is in it.

    Raises PackError only where the file cannot be read.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            problem = f"the file is larger than {LARGEST_FILE // 1_000_000} MB: split it"
            raise PackError([Fault(path, 0, problem)])
        data = path.read_bytes()
    except OSError as error:
        raise PackError(
            [Fault(path, 0, f"cannot be read ({error.strerror}): check the name")]
        ) from error
    return read_text(data.decode("utf-8-sig", errors="replace"), path)


def read_text(text: str, path: Path) -> Imported:
    """The pack that a text describes.

    `path` gives the remarks their name, and the pack one if it has no title.
    """
    report = Report(path)
    if "\N{REPLACEMENT CHARACTER}" in text:
        line = text.count("\n", 0, text.index("\N{REPLACEMENT CHARACTER}")) + 1
        report.fault(line, "this is not UTF-8 text from here on; letters were lost")
    if front := FRONT_MATTER.match(text):
        report.fault(1, "the settings above the text were left out")
        text = "\n" * front.group().count("\n") + text[front.end() :]
    pack = skeleton(outline(blocks(text), report), path.name, report)
    return Imported(pack, tuple(sorted(set(report.faults))))
