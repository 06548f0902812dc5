"""Any quiz question that a pack may hold, drawn by chance; and ways to read a text back."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from content.exporters.entry import Entry, entry_of
from content.faults import Report
from content.importers.quiz import question_files, section_files
from content.importers.quiz.given import Given
from content.loading import build, grammar, yaml_lines
from content.loading import places as loading_places
from content.loading.scalars import number
from content.loading.shapes import judge
from content.loading.yaml_lines import UNSHOWABLE, MarkedList, MarkedMap
from content.model import Question

# What means something to one format or another, beside letters of many scripts.
TELLING = st.sampled_from("ab Zn0129*_`[]<>&~#|\\!:-+=(){}.,;'\"^$%/@?é机\n\u3000")
ANY = st.characters(exclude_categories=["Cs", "Cc"])
PIECES = st.sampled_from(
    [
        "%50%",
        "[html]",
        "####",
        "->",
        "//",
        "\\n",
        "\\\\",
        "{{c1::",
        "TRUE",
        "::",
        "'=1",
        "$CATEGORY:",
    ]
)
IDS = st.text("abz09-", min_size=1, max_size=12)


def texts(longest: int) -> st.SearchStrategy[str]:
    """Texts as the loader gives them: not empty, without spaces at their ends."""
    drawn = st.lists(st.one_of(TELLING, TELLING, ANY, PIECES), min_size=1, max_size=14).map("".join)
    return drawn.map(lambda text: text[:longest].strip()).filter(
        lambda text: text and not UNSHOWABLE.search(text)
    )


NUMBERS = st.one_of(
    st.integers(-1000, 10**17),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda value: number(repr(value)) or 0),
)


@st.composite
def _keys(draw: st.DrawFn) -> Entry:
    kind = draw(st.sampled_from(["single", "multiple", "true-false", "numeric", "text"]))
    why = draw(texts(900))
    if kind == "true-false":
        answer = draw(st.sampled_from(["true", "false"]))
        tempting = "tfarlusee"[answer == "true" :: 2]
        return {"kind": kind, "answer": answer, "trap": {"answer": tempting, "why": why}}
    if kind == "numeric":
        tolerance = draw(st.one_of(st.just(0), NUMBERS.map(abs)))
        told = {"tolerance": tolerance} | draw(
            st.fixed_dictionaries({}, optional={"unit": texts(20)})
        )
        return {
            "kind": kind,
            "answer": draw(NUMBERS),
            **told,
            "trap": {"answer": draw(NUMBERS), "why": why},
        }
    if kind == "text":
        answer, trap, *accept = draw(st.lists(texts(40), min_size=2, max_size=5, unique=True))
        return {
            "kind": kind,
            "answer": answer,
            "accept": accept,
            "trap": {"answer": trap, "why": why},
        }
    choices = draw(st.lists(texts(200), min_size=3, max_size=6, unique=True))
    letters = draw(st.permutations("ABCDEF"[: len(choices)]))
    right = (
        sorted(letters[: draw(st.integers(2, len(choices) - 1))])
        if kind == "multiple"
        else letters[0]
    )
    return {
        "kind": kind,
        "choices": choices,
        "answer": right,
        "trap": {"answer": letters[-1], "why": why},
    }


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """A sound question of any of the five kinds."""
    common = {
        "id": draw(IDS), "difficulty": draw(st.integers(1, 3)), "ask": draw(texts(600)),
        "reading": draw(IDS),
        "skill": draw(st.sampled_from(["recall", "understanding", "reasoning", "calculation"])),
        "explanation": draw(texts(900)), "part": draw(st.one_of(st.just(""), texts(300))),
        "needs": draw(st.lists(IDS, max_size=6, unique=True)),
        "was": draw(st.lists(IDS, max_size=2, unique=True)), "retired": draw(st.sampled_from(["",
        "2026-11-23"])),
    }  # fmt: skip
    held = {
        name: value for name, value in (common | draw(_keys())).items() if value not in ("", [])
    }
    entry = marked(held)
    return (
        build.question(entry)
        if judge(grammar.QUESTION, entry, "quiz", 1, Report(Path()))
        else draw(questions())
    )


def marked(value: Any) -> Any:  # noqa: ANN401 - whatever stands in an entry
    """Plain values as the YAML reader gives them, all on one line."""
    if isinstance(value, dict):
        held = MarkedMap(1)
        held.update({name: marked(item) for name, item in value.items()})
        held.lines |= dict.fromkeys(value, 1)
        return held
    if isinstance(value, list):
        items = MarkedList(1)
        items += [marked(item) for item in value]
        items.lines += [1] * len(value)
        return items
    return value


def read(text: str, form: str, encoding: str = "utf-8") -> tuple[list[Given], list[str]]:
    """What a file with this text tells, and what was reported, as `line: problem`."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.txt"
        path.write_bytes(text.encode(encoding))
        told = Report(path)
        found = question_files.questions(path, form, told)
        return found, [f"{fault.line}: {fault.problem}" for fault in told.faults]


def asked(text: str, form: str) -> list[Question]:
    """The questions of a file that lacks nothing and of which nothing is reported."""
    found, told = read(text, form)
    assert told == []
    return [build.question(marked(given.entry)) for given in found]


def add(held: list[Question], section: str, folder: Path) -> None:
    """Add questions to a file of a pack, as an import does."""
    section_files.add([Given(1, entry_of(question), section) for question in held], folder)


def quiz_of(folder: Path, section: str) -> list[Question]:
    """The questions in a file of a pack, whatever else is in the pack."""
    report = Report(folder)
    document = yaml_lines.read(folder / "sections" / f"{section}.yaml", report)
    assert document is not None
    assert report.faults == []
    return [build.question(entry) for entry in loading_places.maps(document, "quiz")]
