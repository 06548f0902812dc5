"""What an import of questions says at its end: what came in, what is to be completed and how."""

from collections import Counter
from pathlib import Path

from content.faults import Report
from content.importers.quiz.judged import Settled


def report(settled: Settled, report: Report, folder: Path, drafts: Path) -> str:
    """Every remark as `file:line: what is wrong, what to do`, then the sums and the next steps."""
    lines = [str(fault) for fault in sorted(set(report.faults))]
    added = Counter(question.section for question in settled.whole)
    where = ", ".join(f"{count} to {section}" for section, count in added.items())
    lines.append(
        f"{folder}: {_questions(len(settled.whole))} added" + (f" ({where})" if where else "")
    )
    if settled.known:
        lines.append(
            f"{_questions(len(settled.known))} left out, because the pack asks the same already"
        )
    if settled.lacking:
        lines.append(
            f"{_questions(len(settled.lacking))} to complete in {drafts}; no section holds them "
            "yet."
        )
        lines.append(f"When that is done: roadmate content import {drafts} --to {folder}")
    if settled.whole:
        lines.append(f"See what the rules say of them: roadmate content check {folder}")
    return "\n".join(lines)


def _questions(count: int) -> str:
    return f"{count} question{'' if count == 1 else 's'}"
