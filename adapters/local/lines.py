"""Where typed lines come from: a person at a terminal, with history and completion, or a pipe."""

import asyncio
import os
import re
import sys
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import Protocol, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.patch_stdout import patch_stdout

_CHUNK = 65536
# What is read where somebody presses Ctrl-C.
DROPPED = "\x03"
_LONGEST_SHOWN = 200
# Quotes as the engine reads them, at a word's start or after an option's colon.
_QUOTED_OR_COMMENT = re.compile(
    r"""(?<![^\s:])(?:"[^"]*"|'[^']*')|(?P<comment>^\s*#|(?<=\s)#(?=\s))"""
)

Suggest = Callable[[str], Awaitable[Iterable[tuple[str, str]]]]


def without_comment(line: str) -> str:
    """A line up to a `#` at its start or between blanks.

    Within quotes it is a letter like any other.
    """
    comments = (found.start() for found in _QUOTED_OR_COMMENT.finditer(line) if found["comment"])
    return line[: next(comments, None)].strip()


def _shown(line: str) -> str:
    """A line as it can be printed: no letters of control, and not too much of it."""
    visible = "".join(c for c in line if c.isprintable())
    return visible if len(visible) <= _LONGEST_SHOWN else f"{visible[:_LONGEST_SHOWN]}…"


class Lines(Protocol):
    """A source of lines."""

    async def read(self, prompt: str) -> str | None:
        """The next line without its end, or None when there are no more."""
        ...


class PipedLines:
    """Lines of a file or pipe.

    Nothing is asked; each line is shown, so that the output reads as a talk.
    """

    def __init__(self, source: TextIO, show: Callable[[str], None]) -> None:
        self._source = source
        self._show = show
        self._pending = bytearray()

    async def read(self, prompt: str) -> str | None:
        """See `Lines`."""
        line = await self._line()
        if line is None:
            return None
        self._show(f"{prompt}: {_shown(line)}")
        return line

    async def _line(self) -> str | None:
        more = bytes(self._pending)
        while b"\n" not in more and (more := await self._more()):
            self._pending += more
        line, newline, rest = self._pending.partition(b"\n")
        self._pending = rest
        if not line and not newline:
            return None
        return line.decode(self._source.encoding, self._source.errors or "strict").rstrip("\r\n")

    async def _more(self) -> bytes:
        """What there is to read; nothing at the end.

        A thread that waits for it would keep the process from ending.
        """
        loop, file = asyncio.get_running_loop(), self._source.fileno()
        readable = asyncio.Event()
        try:
            loop.add_reader(file, readable.set)
        except PermissionError:  # an ordinary file, which makes nobody wait
            return os.read(file, _CHUNK)
        try:
            await readable.wait()
        finally:
            loop.remove_reader(file)
        return os.read(file, _CHUNK)


class TypedLines:
    """Lines of a person, edited with the arrow keys, completed with Tab, remembered between
    sessions.
    """

    def __init__(
        self, history: Path, suggest: Suggest, show: Callable[[str], None] = print
    ) -> None:
        self._show = show
        self._pasted = deque[str]()  # whole lines, and behind the last line end what begins a line
        self._session: PromptSession[str] = PromptSession(
            history=FileHistory(str(history)),
            completer=_Suggestions(suggest),
            complete_while_typing=False,
            key_bindings=self._keys(),
        )

    async def read(self, prompt: str) -> str | None:
        """See `Lines`; Ctrl-C drops the line and what it was to answer, Ctrl-D leaves."""
        if len(self._pasted) > 1:
            return self._next_pasted(prompt)
        begun = self._pasted.popleft() if self._pasted else ""
        try:
            # A signal from outside is for roadmate.py; Ctrl-C itself arrives as a key.
            with patch_stdout(
                raw=True
            ):  # what is said meanwhile stands above the line that is being typed
                return await self._session.prompt_async(
                    f"{prompt}> ", default=begun, handle_sigint=False
                )
        except KeyboardInterrupt:
            return DROPPED
        except EOFError:
            return None

    def _next_pasted(self, prompt: str) -> str:
        line = self._pasted.popleft()
        self._session.history.append_string(line)
        self._show(f"{prompt}> {_shown(line)}")
        return line

    def _keys(self) -> KeyBindings:
        """Without this a paste of several lines would be one long line with line ends in it."""
        keys = KeyBindings()

        @keys.add(Keys.BracketedPaste)
        def paste(event: KeyPressEvent) -> None:
            first, *more = re.split(r"\r\n|\r|\n", event.data)
            event.current_buffer.insert_text(first)
            if more:
                self._pasted.extend(more)
                event.current_buffer.validate_and_handle()

        return keys


class _Suggestions(Completer):
    def __init__(self, suggest: Suggest) -> None:
        self._suggest = suggest

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        return ()  # only asked for by applications without an event loop; ours has one

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        typed = document.text_before_cursor
        for line, label in await self._suggest(typed):
            yield Completion(line, start_position=-len(typed), display=label)


def typed_or_piped(history: Path, suggest: Suggest) -> Lines:
    """A person's lines where a person sits; else those of the pipe."""
    typed = sys.stdin.isatty() and sys.stdout.isatty()
    return TypedLines(history, suggest) if typed else PipedLines(sys.stdin, print)
