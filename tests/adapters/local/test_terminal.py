"""The playground as a process: at a real terminal, in a pipe, and with streams that are closed."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PACK = ROOT / "tests" / "packs" / "tea"
ESCAPE = "\x1b"
PATIENCE = 120  # seconds without a letter, after which something is wrong


def command(database: Path) -> list[str]:
    return [
        sys.executable,
        str(ROOT / "roadmate.py"),
        "play",
        "--database",
        str(database),
        "--pack",
        str(PACK),
    ]


def environment(**more: str) -> dict[str, str]:
    bare = {
        key: value
        for key, value in os.environ.items()
        if key not in {"NO_COLOR", "TZ", "COLUMNS", "LINES"}
    }
    # No answer comes here to "where is the cursor?", which prompt_toolkit would wait for.
    return {
        **bare,
        "TERM": "xterm-256color",
        "PROMPT_TOOLKIT_NO_CPR": "1",
        "TZ": "Asia/Kolkata",
        **more,
    }


@dataclass
class Terminal:
    """A process that believes to talk to a person."""

    process: subprocess.Popen[bytes]
    end: int
    unread: str = ""

    def until(self, sign: str) -> str:
        """Read until something is on the screen."""
        while sign not in self.unread:
            ready, _, _ = select.select([self.end], [], [], PATIENCE)
            assert ready, f"{sign!r} does not come: {self.unread!r}"
            self.unread += os.read(self.end, 65536).decode(errors="replace")
        seen, _, self.unread = self.unread.partition(sign)
        return seen

    def ready(self) -> str:
        """Read until a line can be typed.

        Prompt_toolkit asks the terminal to mark what is pasted.
        """
        return self.until(f"{ESCAPE}[?2004h") + self.until("Ann>")

    def type(self, keys: str) -> None:
        os.write(self.end, keys.encode())

    def leave(self) -> int:
        """Read to the end, without which a full pipe would keep the process alive."""
        while select.select([self.end], [], [], PATIENCE)[0]:
            try:
                if not os.read(self.end, 65536):
                    break
            except OSError:  # Linux says so when the other side is closed
                break
        return self.process.wait(PATIENCE)


Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    begun: list[Terminal] = []

    def start(more: Mapping[str, str] | None = None) -> Terminal:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            command(tmp_path / "play.db"),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment(**more or {}),
        )
        os.close(theirs)
        begun.append(Terminal(process, ours))
        return begun[-1]

    yield start
    for terminal in begun:
        terminal.process.kill()
        terminal.process.wait()
        os.close(terminal.end)


def piped(tmp_path: Path, typed: bytes, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(tmp_path / "play.db"),
        input=typed,
        capture_output=True,
        env=environment(**more),
        check=False,
    )


def shell(tmp_path: Path, pattern: str) -> subprocess.CompletedProcess[str]:
    line = pattern.replace("PLAY", " ".join(command(tmp_path / "play.db")))
    script = f"set -o pipefail; {line}"
    return subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=120,
        check=False,
    )


def test_it_has_colour_and_a_prompt(start: Start) -> None:
    terminal = start()
    shown = terminal.ready()
    assert f"{ESCAPE}[1;36mWelcome" in shown
    terminal.type(":quit\r")
    assert terminal.leave() == 0


def test_no_color_is_honoured(start: Start) -> None:
    shown = start({"NO_COLOR": "1"}).until("Ask me a question")
    assert not re.search(r"\x1b\[[0-9;]*m", shown)


def test_an_empty_no_color_means_nothing(start: Start) -> None:
    assert f"{ESCAPE}[1;36mWelcome" in start({"NO_COLOR": ""}).until("Ask me a question")


def test_a_question_is_reached_and_answered(start: Start) -> None:
    terminal = start()
    terminal.ready()
    terminal.type("1\r")
    assert "Question 1 of" in terminal.ready()
    terminal.type("2\r")
    assert "Next question" in terminal.ready()


def test_tab_completes_at_a_terminal(start: Start) -> None:
    terminal = start()
    terminal.ready()
    terminal.type("leader\t")
    terminal.until("board")
    terminal.type("\r")
    terminal.until("This month")


def test_a_block_is_pasted_whole(start: Start) -> None:
    terminal = start()
    terminal.ready()
    terminal.type(f"{ESCAPE}[200~# two lines\rnext  # what to read\rdone\r{ESCAPE}[201~")
    terminal.until("Read next")
    terminal.until("Ann> done")
    terminal.until("Undo")
    terminal.ready()
    terminal.type(":quit\r")
    assert terminal.leave() == 0


def test_only_ctrl_d_leaves(start: Start) -> None:
    """Ctrl-C drops the line and stays, Ctrl-D leaves."""
    terminal = start()
    terminal.ready()
    terminal.type("forget this\x03")
    terminal.ready()
    terminal.type("next\r")
    terminal.until("Read next")
    terminal.ready()
    terminal.type("\x04")
    assert terminal.leave() == 0


def test_the_next_session_remembers_lines(start: Start) -> None:
    """What was typed is remembered in the next session."""
    first = start()
    first.ready()
    first.type("group show\r")
    first.until("Time zone")
    first.ready()
    first.type("\x04")
    assert first.leave() == 0
    second = start()
    second.ready()
    second.type("\x1b[A\r")
    second.until("Time zone")


def test_a_pipe_is_plain(tmp_path: Path) -> None:
    """A pipe has neither colour nor prompts."""
    played = piped(tmp_path, b"next\nhelp\n")
    assert played.returncode == 0
    assert ESCAPE.encode() not in played.stdout
    assert b"Ann> " not in played.stdout
    assert b"Ann: next\n" in played.stdout
    assert not played.stderr


def test_a_pipe_is_repeatable(tmp_path: Path) -> None:
    """The same lines through a pipe are answered the same every time."""
    lines = b"1\n1\n1\n1\nquiz solo section:picking\nA\n"
    outputs = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        outputs.append(piped(tmp_path / name, lines).stdout)
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize(
    "typed", [b"", b"\n\n", b"next", b"1", b"settings\nFill in a form\n", b"change settings\n"]
)
def test_input_may_end_anywhere(tmp_path: Path, typed: bytes) -> None:
    """The end of input is a good end anywhere, also in a line or in a form."""
    played = piped(tmp_path, typed)
    assert (played.returncode, played.stderr) == (0, b"")
    assert b"Welcome" in played.stdout


@pytest.mark.parametrize(
    "typed",
    [b"search \xff\xfe\n", b"\x00\x1b[2J\n", b":as \xf0\x9f\nnext\r\n", b"\xef\xbb\xbfnext\n"],
)
def test_binary_input_does_no_harm(tmp_path: Path, typed: bytes) -> None:
    """Bytes that are no text do no harm."""
    played = piped(tmp_path, typed)
    assert (played.returncode, played.stderr) == (0, b"")
    assert not set(b"\x00\x1b") & set(played.stdout)


def test_a_poor_encoding_does_no_harm(tmp_path: Path) -> None:
    """An encoding in which some of our letters are missing does no harm."""
    played = piped(tmp_path, "search Zoë\nnext\n".encode(), PYTHONIOENCODING="ascii")
    assert (played.returncode, played.stderr) == (0, b"")
    assert b"Read next" in played.stdout


def test_a_leaving_reader_ends_it_quietly(tmp_path: Path) -> None:
    """A reader of our output that leaves early ends the talk quietly."""
    ended = shell(tmp_path, "(yes next | head -2000 || true) | PLAY | head -1")
    assert ended.stdout == "Welcome to Roadmate, Ann\n"
    assert ended.stderr == ""


@pytest.mark.parametrize(
    "closed", ["PLAY <&-", "echo next | PLAY >&-", "PLAY <&- >&-", "echo next | PLAY 2>&-"]
)
def test_closed_streams_do_no_harm(tmp_path: Path, closed: str) -> None:
    ended = shell(tmp_path, closed)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_an_interrupted_pipe_ends_quietly(tmp_path: Path) -> None:
    with subprocess.Popen(
        command(tmp_path / "play.db"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert b"Welcome" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=PATIENCE)
    assert complaints == b""
