"""The playground: a terminal as a platform. Lines are commands, controls are numbers."""

import asyncio
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from adapters.local.completion import complete
from adapters.local.files import save
from adapters.local.forms import Asking, asked_for, asking
from adapters.local.lines import DROPPED, Lines, without_comment
from adapters.local.render import Control, Screen, opened, plain_lines, render, without_controls
from adapters.local.world import LONGEST_NAME, World, speaker
from bot.core.call import Call
from bot.core.interaction import Address, Finding, Interaction, Standing
from bot.core.message import File, Form, Message, say
from bot.engine.engine import Engine
from bot.engine.port import MessageRef, Reply
from bot.operations import playground_texts

# Seconds between looks for what is due while nobody types; how many new lines are shown alone.
_A_MOMENT, _FEW = 0.5, 2


class Console:
    """One conversation in a terminal. `write` prints a text and the end of its line."""

    posts_a_second = 10_000.0  # a terminal never complains

    def __init__(
        self,
        lines: Lines,
        write: Callable[[str], None],
        screen: Screen,
        address: Address,
        name: str,
        files: Path = Path(),  # where the person stands
    ) -> None:
        self._lines = lines
        self._write = write
        self._screen = screen
        self._address = address
        self._files = files
        self._world: World | None = None
        self._organiser = speaker(name, first=True)
        self._user = self._organiser
        self._controls: list[Control] = []
        self._latest: Message | None = None
        self._posted: dict[str, MessageRef] = {}
        self._drawn: dict[str, list[str]] = {}
        self._newest = ""
        self._turn = asyncio.Lock()
        self._threads: dict[Address, str] = {}
        self._asking: Asking | None = None

    async def run(self, engine: Engine, world: World | None = None) -> None:
        """Talk until `:quit` or the end of the lines."""
        self._world = world
        await self._call(engine, Call("welcome"))
        passing = asyncio.create_task(self._let_time_pass())
        try:
            while (line := await self._lines.read(self._prompt())) is not None:
                if without_comment(line) in (":quit", ":q", ":exit"):
                    return
                async with self._turn:
                    await self._hear(engine, line.strip())
                    if self._world:
                        await self._world.settle()
        finally:
            async with self._turn:  # what is being said is said to its end
                passing.cancel()

    async def _let_time_pass(self) -> None:
        """While nobody types, what falls due happens too: a live round goes on."""
        while self._world:
            await asyncio.sleep(_A_MOMENT)
            async with self._turn:
                await self._world.tick()

    async def post(
        self, address: Address, message: Message, *, key: str, doubtful: bool = False
    ) -> MessageRef:
        """Print it. A key that was printed in this session is not printed again."""
        if key not in self._posted:
            self._posted[key] = MessageRef(address, key)
            self._show(message, address)
            self._drawn[key] = self._draw(message)
            self._newest = key if self._latest is message else self._newest
        return self._posted[key]

    async def edit(self, ref: MessageRef, message: Message) -> None:
        """A terminal cannot change what was printed.

        Print the new form, or only its few lines that are new.
        """
        before, lines = self._drawn.get(ref.id, []), self._draw(message)
        self._drawn[ref.id] = lines
        fresh = [line for line in lines if line not in before]
        if len(lines) == len(before) and len(fresh) <= _FEW:
            return (
                self._write(plain_lines([self._where(ref.address, changed=True), *fresh]) + "\n")
                if fresh
                else None
            )
        # The numbers on the screen are those of what was said last; what is changed further up must
        # not take them.
        known = message if ref.id == self._newest else without_controls(message)
        return self._show(known, ref.address, changed=True)

    async def open_thread(self, ref: MessageRef, title: str) -> Address:
        """A thread is a place of its own, named after the message it hangs on."""
        thread = replace(ref.address, thread=ref.id)
        self._threads[thread] = title
        return thread

    async def replies(self, thread: Address, since: datetime) -> Sequence[Reply]:
        """A terminal has no conversation beside the commands."""
        return ()

    async def check(self, address: Address) -> Sequence[Finding]:
        """A terminal has no permissions to lack."""
        return (Finding(playground_texts.WRITABLE),)

    async def standing(self, user: str, address: Address) -> Standing:
        """Whoever sits here sees everything; the first speaker runs the group."""
        return Standing(sees=True, manages=user == self._organiser.id, founds=False)

    async def suggest(self, engine: Engine, typed: str) -> list[tuple[str, str]]:
        """Whole lines that could be meant, with what to show for each."""
        return await complete(engine, self._user, self._address, typed)

    async def _hear(self, engine: Engine, line: str) -> None:
        if line == DROPPED:
            self._asking, line = None, ""
        if line.startswith(":"):
            return await self._direct(engine, line)
        if self._asking:
            return await self._fill_in(engine, self._asking, line)
        if not (line := without_comment(line)):
            return None
        if re.fullmatch(r"\d+([\s,]+\d+)*", line):
            # A number of more digits is on no screen; Python refuses to read one of thousands.
            return await self._press(
                engine, [int(number[:9]) for number in re.findall(r"\d+", line)[:50]]
            )
        labelled = self._labelled(line)
        # "Next question" is what stands on the screen; "next" alone is the command, whatever stands
        # there.
        if labelled and line.casefold() not in {
            known.name for known in engine.commands if known.listed
        }:
            return await self._push(engine, labelled)
        return await self._call(engine, engine.read(line))

    async def _direct(self, engine: Engine, line: str) -> None:
        name, _, rest = line.partition(" ")
        match name, self._world:
            case ":help", _:
                self._show(say(playground_texts.TERMINAL_HELP))
            case ":cancel", _:
                self._show(
                    say(
                        playground_texts.left_form() if self._asking else playground_texts.no_form()
                    )
                )
                self._asking = None
            case ":as", _:
                self._speak_as(without_comment(rest))
            case ":wait", World():
                self._show(say(await self._world.wait(without_comment(rest))))
            case ":outage", World():
                self._show(say(await self._world.lose(without_comment(rest))))
            case ":thread", World():
                await self._reply(engine, await self._world.thread(), rest.strip())
            case _:
                self._show(say(playground_texts.unknown_directive(name[:LONGEST_NAME])))

    async def _reply(self, engine: Engine, thread: str, text: str) -> None:
        """Write in a thread, as one would on a platform; only that somebody wrote goes on."""
        place = replace(self._address, thread=thread)
        if not thread or not text:
            return self._show(say(playground_texts.no_thread()))
        call = Call("replied", {"reply": secrets.token_hex(8)})
        await engine.happened(Interaction(call, self._user, place))
        return self._show(
            say(playground_texts.wrote_in_thread(self._user.name, self._threads.get(place, thread)))
        )

    def _speak_as(self, name: str) -> None:
        user = speaker(name, first=False)
        if not user.id:
            return self._show(say(playground_texts.no_name()))
        self._user = self._organiser if user.id == self._organiser.id else user
        self._asking, self._latest = None, None  # what was asked was asked of somebody else
        return self._show(say(playground_texts.speaking_as(self._user.name)))

    async def _press(self, engine: Engine, numbers: Sequence[int]) -> None:
        if not all(1 <= number <= len(self._controls) for number in numbers):
            return self._show(say(playground_texts.NOTHING_THERE))
        return await self._push(engine, [self._controls[number - 1] for number in numbers])

    async def _push(self, engine: Engine, pressed: Sequence[Control]) -> None:
        first = pressed[0]
        if first.opens:
            lines, self._controls = opened(first.opens, self._screen)
            return self._write(plain_lines(lines) + "\n")
        if first.select:
            values = dict.fromkeys(
                control.value for control in pressed if control.select == first.select
            )
            return await self._call(engine, first.select.picked(values))
        return await self._call(engine, first.call)

    async def _call(self, engine: Engine, call: Call, filled: Asking | None = None) -> None:
        """Make a call and show its answer.

        Of a form that is refused, only what it is refused for is asked again.
        """
        checked = next((c.checks for c in engine.commands if c.name == call.name), False)
        findings = tuple(await self.check(self._address)) if checked else ()
        answer = await engine.handle(Interaction(call, self._user, self._address, findings))
        if isinstance(answer, Form):
            self._asking = asking(answer)
            self._show(
                say(
                    "\n".join(
                        filter(None, [answer.text, playground_texts.form(keeps=self._asking.keeps)])
                    )
                )
            )
            return
        self._show(answer)
        again = filled.again(answer.about) if filled and answer.refused else None
        self._asking = again or await self._question(engine)

    async def _question(self, engine: Engine) -> Asking | None:
        """Where most people want to type an answer, let them, without a number before it."""
        call = asked_for(self._latest, engine.commands)
        if call is None:
            return None
        form = await engine.handle(Interaction(call, self._user, self._address))
        return asking(form) if isinstance(form, Form) else None

    async def _fill_in(self, engine: Engine, begun: Asking, line: str) -> None:
        """Take a line of a form. Nothing means: as it is; a command instead is that command."""
        self._asking = None
        # "Answer" opened this question; every other label leaves it.
        labelled = [control for control in self._labelled(line) if control.call != begun.form.call]
        if labelled:
            return await self._push(engine, labelled)
        meant = engine.read(line)
        if any(meant.name == known.name for known in engine.commands if known.listed):
            return await self._call(engine, meant)
        problem = begun.heard(line)
        if problem and not problem.left:
            return await self._call(engine, problem.call, problem)
        self._asking = problem
        return None

    def _labelled(self, line: str) -> list[Control]:
        return [
            control for control in self._controls if control.label.casefold() == line.casefold()
        ][:1]

    def _prompt(self) -> str:
        return self._asking.prompt if self._asking else self._user.name

    def _draw(self, message: Message) -> list[str]:
        return render(without_controls(message), self._screen)[0]

    def _where(self, at: Address, *, changed: bool) -> str:
        """The line above what is said at an address."""
        if at.thread:
            return playground_texts.in_thread(self._threads.get(at, at.thread), changed=changed)
        return (
            playground_texts.to_one(at.channel.removeprefix("@"))
            if at.direct
            else playground_texts.to_everyone(changed=changed)
        )

    def _show(self, message: Message, at: Address | None = None, *, changed: bool = False) -> None:
        """Print an answer, or what is said at an address, where all who are there can read it."""
        lines, controls = render(message, self._screen)
        where = (
            self._where(at, changed=changed)
            if at
            else ""
            if message.private
            else playground_texts.to_everyone(changed=False)
        )
        lines = [where, *lines] if where else lines
        # A message without controls, such as a problem, leaves those before it in force, and what
        # they asked.
        if controls:
            self._controls, self._latest = controls, message
        lines += [save(self._files, block) for block in message.blocks if isinstance(block, File)]
        self._write(plain_lines(lines) + "\n")
