"""Where typed lines come from: a person at a terminal, with history and completion, or a pipe."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from pathlib import Path
from typing import Protocol, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory

Suggest = Callable[[str], Awaitable[Iterable[tuple[str, str]]]]


class Lines(Protocol):
    """A source of lines."""

    async def read(self, prompt: str) -> str | None:
        """The next line without its end, or None when there are no more."""
        ...


class PipedLines:
    """Lines of a file or pipe. Nothing is asked; each line is shown, so that the output reads as a talk."""

    def __init__(self, source: TextIO, show: Callable[[str], None]) -> None:
        self._source = source
        self._show = show

    async def read(self, prompt: str) -> str | None:
        """See `Lines`."""
        line = await asyncio.to_thread(self._source.readline)
        if not line:
            return None
        said = "".join(c for c in line.rstrip("\r\n") if c.isprintable())
        self._show(f"{prompt}: {said}" if len(said) <= 200 else f"{prompt}: {said[:200]}…")
        return line.rstrip("\r\n")


class TypedLines:
    """Lines of a person, edited with the arrow keys, completed with Tab, remembered between sessions."""

    def __init__(self, history: Path, suggest: Suggest) -> None:
        self._session: PromptSession[str] = PromptSession(
            history=FileHistory(str(history)),
            completer=_Suggestions(suggest),
            complete_while_typing=False,
        )

    async def read(self, prompt: str) -> str | None:
        """See `Lines`; Ctrl-C empties the line, Ctrl-D leaves."""
        while True:
            try:
                return await self._session.prompt_async(f"{prompt}> ")
            except KeyboardInterrupt:
                continue
            except EOFError:
                return None


class _Suggestions(Completer):
    def __init__(self, suggest: Suggest) -> None:
        self._suggest = suggest

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        return ()  # only asked for by applications without an event loop; ours has one

    async def get_completions_async(
        self, document: Document, complete_event: CompleteEvent
    ) -> AsyncGenerator[Completion, None]:
        typed = document.text_before_cursor
        for line, label in await self._suggest(typed):
            yield Completion(line, start_position=-len(typed), display=label)
