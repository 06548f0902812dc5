"""Questions written into the files of a pack.

At the end of a section's quiz, or aside as long as something lacks.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from content.faults import Fault, PackError, Report
from content.importers.files import dumped
from content.importers.quiz.given import Given
from content.loading import grammar
from content.loading.folder import SECTIONS
from content.loading.shapes import judge
from content.loading.yaml_lines import read

DRAFTS = "drafts"
NEW = ".yaml.new"
KEY = re.compile(r"^quiz:[ \t]*(?:#.*)?$", re.MULTILINE)
ITEM = re.compile(r"^( *)- ", re.MULTILINE)
OUTER = re.compile(r"^[^\s#-]", re.MULTILINE)


def add(questions: Iterable[Given], folder: Path) -> None:
    """Add sound questions to their sections: all of them, or PackError and none."""
    by_section = groupby(
        sorted(questions, key=lambda given: given.section), lambda given: given.section
    )
    texts = [
        _text_of(folder / SECTIONS / f"{section}.yaml", list(held)) for section, held in by_section
    ]
    for path, text in texts:
        _replace(path, text)


def _replace(path: Path, text: str) -> None:
    new = path.with_suffix(NEW)
    try:
        new.write_text(text, encoding="utf-8", newline="\n")
        new.replace(path)
    except OSError as error:
        raise PackError([Fault(path, 0, f"cannot be written ({error.strerror})")]) from error


def drafts_of(source: Path, folder: Path) -> Path:
    """Where the questions of a file wait that lack something; PackError where others wait there."""
    path = folder / DRAFTS / f"{source.stem}.yaml"
    if path.exists():
        problem = "drafts wait here already: complete and import them, or remove the file"
        raise PackError([Fault(path, 0, problem)])
    return path


def set_aside(questions: Sequence[Given], source: Path, path: Path, report: Report) -> None:
    """Write questions that lack something to a file of their own, each below a comment that says
    what.
    """
    remarks: dict[int, list[str]] = {}
    for fault in report.faults:
        remarks.setdefault(fault.line, []).append(fault.problem)
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(
                "# Questions that lack something. No section holds them yet: see docs/packs.md.\n"
            )
            file.write("quiz:\n")
            for question in questions:
                comments = [f"{source.name}:{question.line}", *remarks.get(question.line, ())]
                file.writelines(f"  # {comment}\n" for comment in comments)
                file.write(_item(question, "  ", {"section": question.section}))
    except OSError as error:
        raise PackError([Fault(path, 0, f"cannot be written ({error.strerror})")]) from error


def _text_of(path: Path, questions: list[Given]) -> tuple[Path, str]:
    """The new text of a section, once it was read back and found good."""
    try:
        with TemporaryDirectory() as folder:
            new = Path(folder) / path.name
            text = _longer(path.read_text(encoding="utf-8-sig"), questions, path)
            new.write_text(text, encoding="utf-8", newline="\n")
            report = Report(new)
            document = read(new, report)
    except OSError as error:
        raise PackError([Fault(path, 0, f"cannot be read again ({error.strerror})")]) from error
    sound = document is not None and judge(grammar.SECTION, document, "the section", 1, report)
    if not sound or report.faults:
        raise PackError([Fault(path, fault.line, fault.problem) for fault in report.faults])
    return path, text


def _longer(text: str, questions: list[Given], path: Path) -> str:
    """A section's text with more questions at the end of its quiz.

    Everything else stays as its author wrote it.
    """
    text = text.rstrip("\n") + "\n"
    key = KEY.search(text)
    if key is None:
        if isinstance(held := yaml.safe_load(text), dict) and "quiz" in held:
            raise PackError(
                [
                    Fault(
                        path, 0, "`quiz` stands in brackets: write it as lines that begin with `- `"
                    )
                ]
            )
        return f"{text}quiz:\n" + "".join(_item(question, "  ") for question in questions)
    following = OUTER.search(text, key.end())
    end = following.start() if following else len(text)
    first = ITEM.search(text, key.end(), end)
    indent = first[1] if first else "  "
    kept = text[:end].rstrip() + "\n"
    return f"{kept}{''.join(_item(question, indent) for question in questions)}{text[end:]}"


def _item(given: Given, indent: str, more: dict[str, str] | None = None) -> str:
    lines = dumped((more or {}) | given.entry).rstrip("\n").split("\n")
    return "".join(
        f"{indent}{'  ' if index else '- '}{line}\n" if line else "\n"
        for index, line in enumerate(lines)
    )
