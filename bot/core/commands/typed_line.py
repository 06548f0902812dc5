"""Reading a typed line: words, and which option each of them is for."""

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from bot.core.commands.options import Option


def words(line: str) -> list[str]:
    """Split like a shell, where quotes keep words together.

    A quote that is never closed is a letter like any other.
    """
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


def arguments(options: Sequence[Option], words: list[str]) -> Iterator[tuple[str, str]]:
    """Named options first; then first and last words that fit an option of few values.

    The rest is free text.
    """
    named, unnamed = _named(options, words)
    free = [option for option in options if option.listed and not named[option.name]]
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
        # Free text takes the rest, `search attention is all you need`; with no option left, it is
        # told when called.
        target = min(free, key=lambda option: option.constrained).name if free else unnamed[0]
        named[target] = " ".join(unnamed)
    return ((name, value) for name, value in named.items() if value)


def _named(options: Sequence[Option], words: list[str]) -> tuple[dict[str, str], list[str]]:
    """What is said by name, and all other words.

    A free text goes on until the next name: `zone:New York hour:18`.
    """
    known = {option.name: option for option in options}
    names = [word.partition(":")[0].casefold() if ":" in word else "" for word in words]
    places = [place for place, name in enumerate(names) if name in known]
    by_name = {names[place] for place in places if not words[place].endswith(":")}
    open_ = [
        option
        for option in options
        if option.listed and option.constrained and option.name not in by_name
    ]
    named, unnamed = dict.fromkeys(known, ""), words[: places[0] if places else None]
    for place, end in pairwise([*places, len(words)]):
        option, following = known[names[place]], words[place + 1 : end]
        is_text = option.listed and not option.constrained
        own = _belonging(following, open_, last=end == len(words)) if is_text else 0
        named[option.name] = " ".join(
            filter(None, [words[place].partition(":")[2], *following[:own]])
        )
        unnamed += following[own:]
    return named, unnamed


def _belonging(words: list[str], free: list[Option], *, last: bool) -> int:
    """How many words go on with the text before them.

    All but the last of the line that fit options of few values.

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
    """The first words, each with the next option that it fits.

    With `whole` all of them, or nothing.
    """
    found: dict[Option, str] = {}
    left = iter(options)
    for word in words:
        fitting = next((option for option in left if option.fits(word)), None)
        if fitting is None:
            return {} if whole else found
        found[fitting] = word
    return found
