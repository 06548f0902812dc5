"""`roadmate play` with a script in a pipe: a whole evening of Ann and Ben, and the first minute on
the real roadmap.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EVENING = Path(__file__).parent / "evening.txt"
TRANSCRIPT = Path(__file__).parent / "evening_transcript.txt"
TEA = ROOT / "tests" / "packs" / "tea"
LONGEST_ANSWER = 50  # lines: what a large window shows without being turned back


def played(tmp_path: Path, script: str, *more: str) -> str:
    """What the playground writes; it must end well and complain of nothing."""
    ended = subprocess.run(
        [
            sys.executable,
            str(ROOT / "roadmate.py"),
            "play",
            "--database",
            str(tmp_path / "play.db"),
            *more,
        ],
        cwd=tmp_path,
        input=script,
        capture_output=True,
        text=True,
        env={**os.environ, "TZ": "UTC"},
        timeout=120,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout


def test_two_members_evening_reads_unchanged(tmp_path: Path) -> None:
    """A change is a diff to read.

    `GOLDEN=renew make test` writes the file anew, and fails once to say so.
    """
    transcript = played(tmp_path, EVENING.read_text(encoding="utf-8"), "--pack", str(TEA))
    if os.environ.get("GOLDEN") == "renew":
        TRANSCRIPT.write_text(transcript, encoding="utf-8")
        pytest.fail(f"{TRANSCRIPT} is renewed: read its diff, and run the tests again")
    assert transcript == TRANSCRIPT.read_text(encoding="utf-8")


def test_the_evening_holds_no_dates() -> None:
    """The recorded evening holds nothing that changes from day to day."""
    transcript = TRANSCRIPT.read_text(encoding="utf-8")
    assert not re.search(r"\b20[2-9]\d\b|\b\d\d:\d\d\b", transcript)


def test_the_evening_meets_every_kind() -> None:
    """The recorded evening meets every kind of question."""
    transcript = TRANSCRIPT.read_text(encoding="utf-8")
    kinds = ("One choice", "Several choices", "True or false", "is a number", "is a term")
    assert [kind for kind in kinds if kind not in transcript] == []


def test_three_lines_reach_a_question(tmp_path: Path) -> None:
    """On the real roadmap three lines are enough to reach a question."""
    shown = played(tmp_path, "next\n2\n:quit\n")
    assert "Question 1 of" in shown


def test_the_real_roadmap_plays_well(tmp_path: Path) -> None:
    quiz = ["1"] * 12
    ann = [*quiz, "roadmap", "1", "1", "roadmap 2", "next", "1", "discuss"]
    ben = [
        ":as Ben",
        "next",
        "2",
        *quiz,
        "progress",
        "search attention",
        "leaderboard",
        "settings",
        "help",
        ":quit",
    ]
    shown = played(tmp_path, "\n".join([*ann, *ben]))
    assert "went wrong" not in shown
    assert "Question 1 of" in shown
    assert "by points" in shown


def test_answers_fit_a_large_window(tmp_path: Path) -> None:
    """Each answer on the real roadmap fits a large window."""
    shown = played(
        tmp_path,
        "".join(f"roadmap {number}\n" for number in range(1, 44)) + "help\nprogress\n:quit\n",
    )
    answers = re.split(r"^Ann: ", shown, flags=re.MULTILINE)[1:]
    assert [
        (answer.partition("\n")[0], n)
        for answer in answers
        if (n := answer.count("\n")) > LONGEST_ANSWER
    ] == []
