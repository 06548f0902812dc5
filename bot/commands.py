"""Commands, declared once: the one list that every platform draws, and the reading of a typed line."""

import inspect
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise, takewhile
from typing import Any, Literal

from bot import problems
from bot.call import Call
from bot.interaction import Context
from bot.message import LONGEST_TYPED, Choice, Form, Message

Kind = Literal["text", "integer", "member"]
Role = Literal["anyone", "organiser", "system"]
Handler = Callable[..., Awaitable[Message | Form]]
Suggester = Callable[[Context, str], Awaitable[tuple[Choice, ...]]]


@dataclass(frozen=True, slots=True)
class Option:
    """Something a command can be told. `least` and `most` bound an integer; `suggest` completes what is being typed.

    `looks`: a pattern by which a typed line can tell a word for it from free text.
    `listed=False`: it stands on buttons or is written by its name, but in no menu and no help.
    `longest`: how many characters are kept of it; `lines`: how many a form shows of it.
    `free`: what is suggested is only a suggestion, anything else may be typed as well.
    `own_form`: where it is missing, the handler itself asks for it, with a form of its own.
    """

    name: str
    description: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[Choice, ...] = ()
    suggest: Suggester | None = None
    least: int = 1
    most: int = 100
    listed: bool = True
    looks: str = ""
    longest: int = LONGEST_TYPED
    lines: int = 1
    free: bool = False
    own_form: bool = False

    @property
    def constrained(self) -> bool:
        """Whether only certain words fit, so that a typed line can tell them from free text."""
        return self.kind == "integer" or bool(self.choices) or bool(self.looks)

    def fits(self, word: str) -> bool:
        """Whether a word can be meant for a constrained option."""
        if self.kind == "integer":
            return word.isdecimal()
        if self.looks:
            return re.fullmatch(self.looks, word.casefold()) is not None
        return word.casefold() in {choice.value.casefold() for choice in self.choices}


@dataclass(frozen=True, slots=True)
class Command:
    """What people can call. `reads`: it only looks; `listed`: it is in menus and help; `checks`: it wants findings.

    `rights`: it is for anyone, but who runs the group may do or see more.
    `short`: a word that, typed alone, means it too.
    `here`: it is about this very channel, also where that has no group and the person has one elsewhere.
    """

    name: str
    description: str
    options: tuple[Option, ...]
    handler: Handler
    private: bool = True
    role: Role = "anyone"
    listed: bool = True
    reads: bool = False
    checks: bool = False
    here: bool = False
    rights: bool = False
    short: str = ""

    @property
    def usage(self) -> str:
        """How it is typed: `done [reading]`."""
        options = (f"<{o.name}>" if o.required else f"[{o.name}]" for o in self.options if o.listed)
        return " ".join([self.name, *options])


def command(
    name: str,
    description: str,
    *options: Option,
    private: bool = True,
    role: Role = "anyone",
    listed: bool = True,
    reads: bool = False,
    checks: bool = False,
    here: bool = False,
    rights: bool = False,
    short: str = "",
) -> Callable[[Handler], Command]:
    """Make a Command of a handler whose parameters are the context and exactly the options, in order."""

    def declare(handler: Handler) -> Command:
        parameters = list(inspect.signature(handler).parameters)[1:]
        if parameters != [option.name for option in options]:
            raise TypeError(f"{name}: the handler takes {parameters}, the options are {[o.name for o in options]}")
        return Command(name, description, options, handler, private, role, listed, reads, checks, here, rights, short)

    return declare


class Registry:
    """The list of all commands, and the reader of typed lines."""

    def __init__(self, commands: Iterable[Command]) -> None:
        self._by_name: dict[str, Command] = {}
        for declared in commands:
            if declared.name in self._by_name:
                raise ValueError(f"two commands are called {declared.name!r}")
            self._by_name[declared.name] = declared
        self._short = {declared.short: declared.name for declared in self if declared.short}

    def __iter__(self) -> Iterator[Command]:
        return iter(self._by_name.values())

    def find(self, name: str) -> Command:
        """The command of a call; raises `UserError` with the nearest one where there is none."""
        found = self._by_name.get(name)
        if found is None:
            listed = [c.name for c in self if c.listed]
            first_words = [name.rsplit(" ", 1)[0], name.split(" ", maxsplit=1)[0]] if name else []
            nearest = [near for typed in (name, *first_words) for near in get_close_matches(typed, listed, 1, 0.6)]
            family = [n for n in listed if name and n.startswith(f"{name} ")]
            raise problems.unknown_command(name, family or nearest[:1])
        return found

    def read(self, line: str) -> Call:
        """What a typed line means: the longest known name, then `option:value` or plain words in declared order.

        Never fails: what no command answers to is found out, and told kindly, when the call is made.
        """
        words = _words(line.strip().removeprefix("/"))
        for length in (2, 1):
            found = self._by_name.get(" ".join(words[:length]).casefold())
            if found and len(words) >= length:
                return Call(found.name, dict(_arguments(found, words[length:])))
        typed = " ".join(words)
        return Call(self._short.get(typed.casefold(), typed))

    def arguments(self, declared: Command, call: Call) -> dict[str, Any]:
        """The handler's arguments, checked; raises `UserError` for what is unknown, missing or malformed."""
        known = {option.name for option in declared.options}
        for name in call.args:
            if name not in known:
                raise problems.unknown_option(declared.name, name, declared.usage)
        return {option.name: _value(declared, option, call.args.get(option.name, "")) for option in declared.options}


def missing(declared: Command, call: Call) -> tuple[Option, ...]:
    """The required options that a call lacks."""
    return tuple(o for o in declared.options if o.required and not call.args.get(o.name, "").strip())


def check_lengths(declared: Command, call: Call) -> None:
    """Raise `UserError` for a text that is longer than what is kept of it."""
    longest = {option.name: option.longest for option in declared.options}
    for name, value in call.args.items():
        limit = longest.get(name, LONGEST_TYPED)
        if len(value) > limit:
            raise problems.too_long(limit, name)


def _value(declared: Command, option: Option, given: str) -> str | int | None:
    given = given.strip()
    if not given:
        return None
    if option.kind == "integer":
        return _integer(declared, option, given)
    if option.choices and not option.suggest:
        by_name = {c.value.casefold(): c.value for c in option.choices} | {
            c.label.casefold(): c.value for c in option.choices
        }
        if given.casefold() not in by_name:
            raise problems.not_a_choice(option.name, option.description, given, [c.value for c in option.choices])
        return by_name[given.casefold()]
    return given


def _integer(declared: Command, option: Option, given: str) -> int:
    # isdecimal is true of Arabic or Thai digits as well, which int() reads; a longer text is no sensible number.
    if not given.isdecimal() or len(given) > 9 or not option.least <= int(given) <= option.most:
        raise problems.not_in_range(option.name, option.description, given, option.least, option.most)
    return int(given)


def _words(line: str) -> list[str]:
    """Split like a shell, where quotes keep words together; a quote that is never closed is a letter like any other."""
    words: list[str] = []
    current, quote, begun = "", "", False
    for character in line:
        if quote:
            current, quote = (current, "") if character == quote else (current + character, quote)
        elif character in "\"'" and (not current or current.endswith(":")):
            quote, begun = character, True
        elif character.isspace():
            words += [current] if current or begun else []
            current, begun = "", False
        else:
            current += character
    if quote:
        return line.split()
    return words + ([current] if current or begun else [])


def _arguments(declared: Command, words: list[str]) -> Iterator[tuple[str, str]]:
    """Named options first; then first and last words that fit an option of few values; the rest is free text."""
    named, unnamed = _named(declared, words)
    free = [option for option in declared.options if option.listed and not named[option.name]]
    leading = _matched(list(takewhile(lambda option: option.constrained, free)), unnamed)
    unnamed = unnamed[len(leading) :]
    constrained = [option for option in free if option.constrained and option not in leading]
    tails = (_matched(constrained, unnamed[start:], whole=True) for start in range(len(unnamed)))
    trailing = next(filter(None, tails), {})
    unnamed = unnamed[: len(unnamed) - len(trailing)]
    taken = leading | trailing
    named |= {option.name: word for option, word in taken.items()}
    free = [option for option in free if option not in taken]
    if unnamed:
        # Free text takes the rest, `search attention is all you need`; with no option left, it is told when called.
        target = min(free, key=lambda option: option.constrained).name if free else unnamed[0]
        named[target] = " ".join(unnamed)
    return ((name, value) for name, value in named.items() if value)


def _named(declared: Command, words: list[str]) -> tuple[dict[str, str], list[str]]:
    """What is said by name, and all other words. A free text goes on until the next name: `zone:New York hour:18`."""
    known = {option.name: option for option in declared.options}
    names = [word.partition(":")[0].casefold() if ":" in word else "" for word in words]
    places = [place for place, name in enumerate(names) if name in known]
    given = {names[place] for place in places if not words[place].endswith(":")}
    open_ = [option for option in declared.options if option.listed and option.constrained and option.name not in given]
    named, unnamed = dict.fromkeys(known, ""), words[: places[0] if places else None]
    for place, end in pairwise([*places, len(words)]):
        option, following = known[names[place]], words[place + 1 : end]
        is_text = option.listed and not option.constrained
        own = _belonging(following, open_, last=end == len(words)) if is_text else 0
        named[option.name] = " ".join(filter(None, [words[place].partition(":")[2], *following[:own]]))
        unnamed += following[own:]
    return named, unnamed


def _belonging(words: list[str], free: list[Option], *, last: bool) -> int:
    """How many words go on with the text before them: all but the last of the line that fit options of few values.

    Before another name, only where all of them fit: `quiz live section:attention 3 style:peer`.
    """
    starts = range(len(words) if last else min(1, len(words)))
    return next((start for start in starts if _all_fit(free, words[start:])), len(words))


def _all_fit(options: list[Option], words: list[str]) -> bool:
    """Whether each word can be meant for an option of its own."""
    left = list(options)
    for word in words:
        fitting = next((option for option in left if option.fits(word)), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return True


def _matched(options: list[Option], words: list[str], *, whole: bool = False) -> dict[Option, str]:
    """The first words, each with the next option that it fits; with `whole` all of them, or nothing."""
    found: dict[Option, str] = {}
    left = iter(options)
    for word in words:
        fitting = next((option for option in left if option.fits(word)), None)
        if fitting is None:
            return {} if whole else found
        found[fitting] = word
    return found
