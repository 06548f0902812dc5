"""Questions in Moodle's GIFT.

Blocks between empty lines, with comments, a name, a text and answers in braces.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from content.faults import Report, excerpt
from content.importers.quiz.gift_answers import Unfit, answered
from content.importers.quiz.gift_text import Words, hidden, shown
from content.importers.quiz.given import Given, told_by

ID = re.compile(r"\[id:((?:\\\]|[^\]])+)\]")
TAG = re.compile(r"\[tag:((?:\\\]|[^\]])+)\]")
OWN = re.compile(r"//\s*(part|needs|unit|was|retired): (.*)")
NAME = re.compile(r"\s*::(.*?)::", re.DOTALL)
CATEGORY = re.compile(r"\s*\$CATEGORY:\s*(.*)")
BRACES = re.compile(r"\{([^{}]*)\}")
ESCAPE = re.compile(r"\\(.)")
GENERAL = "####"
GAP = r"\_\_\_\_\_"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; where a comment stood, the text has an empty line."""

    line: int
    text: str
    comments: tuple[str, ...]

    def line_at(self, position: int) -> int:
        return self.line + self.text.count("\n", 0, position)


def questions(text: str, report: Report) -> list[Given]:
    """Every question that can be had; what cannot is reported."""
    found: list[Given] = []
    section = ""
    for block in _blocks(text):
        if category := CATEGORY.match(block.text):
            section = category[1].strip().rpartition("/")[2]
        elif block.text.strip():
            found += _question(block, section, report)
    return found


def _blocks(text: str) -> Iterator[Block]:
    lines, start = text.split("\n"), 0
    for end in (index for index, line in enumerate((*lines, "")) if not line.strip()):
        held = lines[start:end]
        comments = tuple(line.strip() for line in held if line.lstrip().startswith("//"))
        kept = (hidden("" if line.lstrip().startswith("//") else line) for line in held)
        yield Block(start + 1, "\n".join(kept), comments)
        start = end + 1


def _question(block: Block, section: str, report: Report) -> Iterator[Given]:
    name = NAME.match(block.text)
    begin = name.end() if name else len(block.text) - len(block.text.lstrip())
    line = block.line_at(begin)
    braces = BRACES.search(block.text, begin)
    if braces is None:
        brace = "{" in block.text[begin:] or "}" in block.text[begin:]
        problem = (
            "a brace has no other half before the next empty line"
            if brace
            else "no answer in braces"
        )
        report.fault(line, f"left out, {problem}: {excerpt(shown(block.text[begin:]))}")
        return
    if (behind := re.search(r"[{}]", block.text[braces.end() :])) is not None:
        at = block.line_at(braces.end() + behind.start())
        report.fault(
            at,
            "left out, braces stand here a second time: write `\\{`, or an empty line between "
            "questions",
        )
        return
    words = Words(block.text[begin : braces.start()])
    values = _told(block, report)
    try:
        entry = _ask(words, block.text[braces.end() :])
        entry |= _answers(braces[1], words, values, block, braces.start(1), report)
    except Unfit as reason:
        report.fault(block.line_at(braces.start()), f"left out: {reason}")
        return
    yield Given(line, values | entry, section, shown(name[1]).strip() if name else "")


def _ask(words: Words, behind: str) -> dict[str, Any]:
    """The text of a question; a gap where its answers stood in the middle."""
    if not behind.strip():
        return {"ask": words.markdown()}
    gap = f"{words.markdown()} {GAP}"
    return {
        "ask": f"{gap}{' ' if behind[0].isspace() else ''}{Words(behind, words.format).markdown()}"
    }


def _answers(
    text: str, words: Words, settings: dict[str, Any], block: Block, start: int, report: Report
) -> dict[str, Any]:
    """Kind, key, trap and explanation; what is told about them in passing goes to the report."""
    general = text.rpartition(GENERAL)
    answers = general[0] if general[1] else text
    entry = answered(
        answers,
        words.format,
        settings,
        lambda at, problem: report.fault(block.line_at(start + at), problem),
    )
    if general[1] and (explanation := Words(general[2], words.format).markdown()):
        entry["explanation"] = explanation
    trap = settings.pop("trap", None)
    if trap and "choices" in entry and "trap" not in entry:
        entry["trap"] = {"answer": trap}
    settings.pop("kind", None)
    return entry


def _told(block: Block, report: Report) -> dict[str, Any]:
    """What comments say: Moodle's id and tags, and ours."""
    own = {
        match[1]: ESCAPE.sub(_character, match[2])
        for c in block.comments
        if (match := OWN.match(c))
    }
    others = " ".join(comment for comment in block.comments if not OWN.match(comment))
    values, foreign = told_by([tag.replace("\\]", "]") for tag in TAG.findall(others)])
    if identifier := ID.search(others):
        values["id"] = identifier[1].replace("\\]", "]").strip()
    if foreign:
        report.fault(
            block.line, f"tags that have no place here were left out: {excerpt(', '.join(foreign))}"
        )
    return values | own | {name: own[name].split() for name in ("needs", "was") if name in own}


def _character(escape: re.Match[str]) -> str:
    return "\n" if escape[1] == "n" else escape[1]
