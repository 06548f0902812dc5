"""What `roadmate content ...` does for authors of packs: each task returns what to print, and the
exit code.
"""

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from content.authoring import quiz_tasks
from content.authoring.overview import overview
from content.authoring.statistics import of_pack
from content.authoring.tables import table
from content.exporters.markdown import page
from content.importers import files
from content.importers.markdown import roadmap
from content.importers.markdown.report import report
from content.loading.loader import load, load_with_lines
from content.loading.schema import schema
from content.rules.check import findings, release

Task: TypeAlias = Callable[[Namespace], tuple[str, int]]


def checked(options: Namespace) -> tuple[str, int]:
    """Every fault of a pack, as `file:line: what is wrong, what to do`, and every hint."""
    if options.release:
        release(options.folder)
    found = findings(options.folder)
    end = f"{len(found.faults)} faults" if found.faults else "ok"
    end += f", {len(found.hints)} hints" if found.hints else ""
    hints = (replace(hint, problem=f"hint: {hint.problem}") for hint in found.hints)
    lines = (*found.faults, *hints, f"{options.folder}: {end}")
    return "\n".join(map(str, lines)), 1 if found.faults else 0


def described(options: Namespace) -> tuple[str, int]:
    """The JSON Schema of a pack's files, for editors."""
    return json.dumps(schema(), indent=2, ensure_ascii=False), 0


def imported(options: Namespace) -> tuple[str, int]:
    """A Markdown roadmap as the skeleton of a pack, in a folder of its own.

    Or questions into a pack.
    """
    if quiz_tasks.holds_questions(options.file, options.format):
        return quiz_tasks.imported(options)
    found = roadmap.read_file(options.file)
    folder = options.to or Path(found.pack.id)
    files.write(found.pack, folder)
    return report(found, folder), 0


def exported(options: Namespace) -> tuple[str, int]:
    """A pack as a page to read, or its questions in the format of another program."""
    form = quiz_tasks.format_of(options.to, options.format)
    if form != "markdown":
        return quiz_tasks.exported(options, form)
    text = page(load(options.folder))
    return quiz_tasks.written(text.encode(), options.to) if options.to else (text.rstrip("\n"), 0)


def counted(options: Namespace) -> tuple[str, int]:
    """A pack in numbers, section by section and course by course."""
    loaded = load_with_lines(options.folder)
    return f"{table(of_pack(options.folder, loaded))}\n\n{overview(loaded.pack)}", 0


TASKS: Mapping[str, Task] = {
    "check": checked,
    "schema": described,
    "import": imported,
    "export": exported,
    "stats": counted,
}
