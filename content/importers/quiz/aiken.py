"""Questions in Aiken: a text, choices with letters, and a line that names the right one."""

import re

from content.faults import Report, excerpt
from content.importers.quiz.given import Given, other
from content.importers.quiz.marked import of_plain

CHOICE = re.compile(r"\s*([A-Z])[.)]\s+(.*\S)\s*")
ANSWER = re.compile(r"\s*ANSWER:\s*(.*?)\s*", re.IGNORECASE)


def questions(text: str, report: Report) -> list[Given]:
    """Every question that ends with its answer; lines that belong to none are reported."""
    found: list[Given] = []
    lines: list[str] = []
    choices: dict[str, str] = {}
    begun = 0
    for line, written in enumerate(text.split("\n"), 1):
        if answer := ANSWER.fullmatch(written):
            found += _question(
                begun or line, lines, choices, answer[1].upper().rstrip(".)"), report
            )
            lines, choices, begun = [], {}, 0
        elif lines and (choice := CHOICE.fullmatch(written)):
            if choice[1] in choices:
                report.fault(
                    line,
                    f"a second choice {choice[1]}: write `ANSWER:` and a letter after each "
                    "question",
                )
            choices[choice[1]] = choice[2]
        elif written.strip():
            if choices:
                report.fault(line, f"left out, neither a choice nor `ANSWER:`: {excerpt(written)}")
            else:
                lines.append(written.strip())
                begun = begun or line
    if lines:
        report.fault(begun, f"left out, no `ANSWER:` line follows: {excerpt(' '.join(lines))}")
    return found


def _question(
    line: int, asked: list[str], choices: dict[str, str], answer: str, report: Report
) -> list[Given]:
    expected = [chr(ord("A") + index) for index in range(len(choices))]
    if not asked or not choices or list(choices) != expected:
        report.fault(
            line,
            "left out, a question has a text, then choices from A on, one a line, then `ANSWER:`",
        )
        return []
    if answer not in choices:
        report.fault(
            line,
            f"left out, the answer `{excerpt(answer)}` is no choice: name one from A to "
            f"{expected[-1]}",
        )
        return []
    ask = of_plain(" ".join(asked))
    truths = [choice.casefold().rstrip(".") for choice in choices.values()]
    if sorted(truths) == ["false", "true"]:
        truth = truths[expected.index(answer)]
        return [
            Given(
                line,
                {
                    "kind": "true-false",
                    "ask": ask,
                    "answer": truth,
                    "trap": {"answer": other(truth)},
                },
            )
        ]
    held = [of_plain(choice) for choice in choices.values()]
    return [Given(line, {"kind": "single", "ask": ask, "choices": held, "answer": answer})]
