"""The list of every id that a pack ever released, one `sort id` a line."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import get_args

from content.faults import Report, excerpt
from content.loading.places import Sort
from content.loading.yaml_lines import is_missing, read_text

FILE_NAME = "ids.txt"
LINE = re.compile(f"({'|'.join(get_args(Sort))}) [a-z0-9-]{{1,40}}")


def read(folder: Path, report: Report) -> Mapping[str, int]:
    """Every released `sort id` with its line; nothing where the pack was never released."""
    path = folder / FILE_NAME
    content = "" if is_missing(path) else read_text(path, report)
    found: dict[str, int] = {}
    for line, written in enumerate((content or "").splitlines(), 1):
        entry = written.strip()
        if not entry or entry.startswith("#"):
            continue
        if not LINE.fullmatch(entry):
            problem = (
                f"`{excerpt(entry)}` is not a sort and an id: write a line such as `reading adam`"
            )
            report.fault(line, problem)
        elif entry in found:
            report.fault(line, f"`{entry}` stands twice (first on line {found[entry]}): remove one")
        else:
            found[entry] = line
    return found


def write(folder: Path, entries: Iterable[str]) -> None:
    """Replace the list, whole or not at all."""
    new = folder / f"{FILE_NAME}.new"
    new.write_text("".join(f"{entry}\n" for entry in entries), encoding="utf-8", newline="\n")
    new.replace(folder / FILE_NAME)
