"""Quiz questions in and out of a pack, in the formats of other programs."""

from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from content.authoring.options import EXPORTS
from content.exporters.gift import gift
from content.exporters.table import table
from content.faults import Fault, PackError, Report, nearest
from content.importers.quiz import question_files, section_files
from content.importers.quiz.judged import settle
from content.importers.quiz.report import report
from content.loading.loader import load
from content.model import Pack, Section

ENDINGS = {".gift": "gift", ".csv": "csv", ".apkg": "anki", ".md": "markdown"}
UNTOLD = (".txt", ".apkg", ".colpkg")
TEXTS: Mapping[str, Callable[[Pack, Sequence[Section]], str]] = {
    "gift": lambda pack, sections: gift(pack.id, sections),
    "csv": lambda pack, sections: table(sections),
}


def holds_questions(path: Path, named: str | None) -> bool:
    """Whether a file to import is one of questions, not a roadmap."""
    return named != "markdown" and (
        named is not None or path.suffix.lower() in (*question_files.ENDINGS, *UNTOLD)
    )


def format_of(path: Path | None, named: str | None) -> str:
    """The format of an export, by the ending of its file or as it was named."""
    if form := named or (ENDINGS.get(path.suffix.lower(), "") if path else ""):
        return form
    problem = (
        f"nothing tells the format: add --format {'|'.join(EXPORTS)}, or --to and a file "
        "such as quiz.gift"
    )
    raise PackError([Fault(path or Path("export"), 0, problem)])


def imported(options: Namespace) -> tuple[str, int]:
    """The questions of a file into their sections; the code is 0 where all came in as they were."""
    if options.to is None:
        problem = "name the folder of the pack that the questions go to, with --to"
        raise PackError([Fault(options.file, 0, problem)])
    pack = load(options.to)
    if options.section:
        _section(pack, options.section, options.to)
    form = question_files.format_by_name(options.file, options.format)
    report_ = Report(options.file)
    settled = settle(
        question_files.questions(options.file, form, report_), pack, options.section, report_
    )
    drafts = options.file
    if settled.lacking and form != "yaml":
        drafts = section_files.drafts_of(options.file, options.to)
    section_files.add(settled.whole, options.to)
    if settled.lacking and form != "yaml":
        section_files.set_aside(settled.lacking, options.file, drafts, report_)
    return report(settled, report_, options.to, drafts), 1 if report_.faults else 0


def exported(options: Namespace, form: str) -> tuple[str, int]:
    """The questions of a pack, or of a section of it: printed, or in a file."""
    pack = load(options.folder)
    sections = (
        (_section(pack, options.section, options.folder),) if options.section else pack.sections
    )
    if form == "anki":
        return written(_deck(pack, sections, options), options.to)
    text = TEXTS[form](pack, sections)
    # A spreadsheet takes a file without this mark for the system's own encoding.
    encoding = "utf-8-sig" if form == "csv" else "utf-8"
    return written(text.encode(encoding), options.to) if options.to else (text.rstrip("\r\n"), 0)


def _section(pack: Pack, name: str, folder: Path) -> Section:
    if (found := pack.section_by_id.get(name)) is None:
        known = [section.id for section in pack.sections]
        hint = nearest(name, known) or f"its sections are {', '.join(known)}"
        raise PackError([Fault(folder, 0, f"the pack has no section `{name}`: {hint}")])
    return found


def _deck(pack: Pack, sections: Sequence[Section], options: Namespace) -> bytes:
    if options.to is None:
        raise PackError(
            [Fault(options.folder, 0, "a deck is not printed: name a file, such as --to quiz.apkg")]
        )
    try:
        # an extra, which few have installed
        from content.exporters.anki import deck_file  # noqa: PLC0415
    except ModuleNotFoundError as error:
        problem = "an Anki deck needs one more library: python -m pip install 'roadmate[anki]'"
        raise PackError([Fault(options.to, 0, problem)]) from error
    instant: datetime = options.now
    return deck_file(pack, sections, instant)


def written(data: bytes, path: Path) -> tuple[str, int]:
    """Put an export in its place, whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    try:
        new.write_bytes(data)
        new.replace(path)
    except OSError as error:
        raise PackError(
            [Fault(path, 0, f"cannot be written ({error.strerror}): name another file")]
        ) from error
    return f"{path}: written", 0
