"""A person's own lines.

Editing, history between sessions, completion with Tab, and the keys that leave.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from adapters.local.lines import DROPPED, TypedLines

ENTER, TAB, UP, LEFT, CTRL_C, CTRL_D = "\r", "\t", "\x1b[A", "\x1b[D", "\x03", "\x04"


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys


@pytest.fixture
def lines(keys: PipeInput, tmp_path: Path) -> TypedLines:
    return TypedLines(tmp_path / "history", suggest)


async def suggest(typed: str) -> list[tuple[str, str]]:
    known = ("next", "quiz solo", "quiz stop", "quiz solo section:drying")
    return [(line, line) for line in known if line.startswith(typed)]


async def test_a_line_is_what_was_typed(keys: PipeInput, lines: TypedLines) -> None:
    keys.send_text(f"nxt{LEFT}{LEFT}e{ENTER}")
    assert await lines.read("Ann") == "next"


async def test_ctrl_c_drops_one_line(keys: PipeInput, lines: TypedLines) -> None:
    """Ctrl-C drops the line, and the next one is read."""
    keys.send_text(f"forget{CTRL_C}")
    assert await lines.read("Ann") == DROPPED
    keys.send_text(f"next{ENTER}")
    assert await lines.read("Ann") == "next"


async def test_ctrl_d_leaves(keys: PipeInput, lines: TypedLines) -> None:
    keys.send_text(CTRL_D)
    assert await lines.read("Ann") is None


async def test_ctrl_d_within_lines_stays(keys: PipeInput, lines: TypedLines) -> None:
    """Ctrl-D in the middle of a line does not leave."""
    keys.send_text(f"ne{CTRL_D}xt{ENTER}")
    assert await lines.read("Ann") == "next"


async def test_history_lasts_from_session_to_session(keys: PipeInput, tmp_path: Path) -> None:
    keys.send_text(f"roadmap{ENTER}next{ENTER}")
    first = TypedLines(tmp_path / "history", suggest)
    assert [await first.read("Ann"), await first.read("Ann")] == ["roadmap", "next"]
    keys.send_text(f"{UP}{UP}{ENTER}")
    assert await TypedLines(tmp_path / "history", suggest).read("Ann") == "roadmap"


async def test_a_damaged_history_is_no_obstacle(keys: PipeInput, tmp_path: Path) -> None:
    (tmp_path / "history").write_bytes(b"\xff\xfe\x00 not a history\n+\n")
    keys.send_text(f"next{ENTER}")
    assert await TypedLines(tmp_path / "history", suggest).read("Ann") == "next"


async def test_tab_completes_the_only_possibility(keys: PipeInput, lines: TypedLines) -> None:
    assert await completed(keys, lines, "ne") == "next"


async def test_tab_completes_what_all_possibilities_share(
    keys: PipeInput, lines: TypedLines
) -> None:
    assert await completed(keys, lines, "qu") == "quiz s"


async def test_tab_completes_options_behind_a_command(keys: PipeInput, lines: TypedLines) -> None:
    assert await completed(keys, lines, "quiz solo sec") == "quiz solo section:drying"


async def completed(keys: PipeInput, lines: TypedLines, typed: str) -> str | None:
    """What stands in the line when Tab has done its work."""
    changed = asyncio.Event()

    def look(buffer: Buffer) -> None:
        if buffer.text not in typed:
            changed.set()

    lines._session.default_buffer.on_text_changed += look
    reading = asyncio.create_task(lines.read("Ann"))
    keys.send_text(typed + TAB)
    await changed.wait()
    keys.send_text(ENTER)
    return await reading


async def test_a_huge_paste_is_one_line(keys: PipeInput, lines: TypedLines) -> None:
    """Ten thousand pasted characters are one line."""
    pasted = "x" * 10_000
    keys.send_text(f"\x1b[200~{pasted}\x1b[201~{ENTER}")
    assert await lines.read("Ann") == pasted


def bracketed(pasted: str) -> str:
    """What a terminal sends when somebody pastes."""
    return f"\x1b[200~{pasted}\x1b[201~"


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
async def test_a_pasted_block_is_several_lines(keys: PipeInput, tmp_path: Path, end: str) -> None:
    """A pasted block is read line by line, each shown, and its last line stays to edit."""
    shown: list[str] = []
    lines = TypedLines(tmp_path / "history", suggest, shown.append)
    keys.send_text("ne" + bracketed(end.join(["xt", "# comment", "", "done", "str"])))
    assert [await lines.read("Ann") for _ in range(4)] == ["next", "# comment", "", "done"]
    keys.send_text(f"eak{ENTER}")
    assert await lines.read("Ann") == "streak"
    assert shown == ["Ann> # comment", "Ann> ", "Ann> done"]
    keys.send_text(f"{UP}{UP}{ENTER}")
    assert await lines.read("Ann") == "done"


async def test_an_ended_block_needs_no_enter(keys: PipeInput, lines: TypedLines) -> None:
    """A pasted block that ends its last line needs no Enter."""
    keys.send_text(bracketed("next\ndone\n"))
    assert [await lines.read("Ann") for _ in range(2)] == ["next", "done"]
    keys.send_text(CTRL_D)
    assert await lines.read("Ann") is None
