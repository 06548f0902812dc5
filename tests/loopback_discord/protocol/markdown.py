"""What a person sees of Discord's Markdown: the letters without the markup.

After the rules of Discord's client: what they do not name stays as it is. Instants are drawn for a
reader in UTC.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

# Names of people, roles and channels by their numbers.
Names = Mapping[str, str]

_DATES = {
    "t": "%H:%M",
    "T": "%H:%M:%S",
    "d": "%d/%m/%Y",
    "D": "%d %B %Y",
    "f": "%d %B %Y %H:%M",
    "F": "%A, %d %B %Y %H:%M",
    "s": "%d/%m/%Y %H:%M",
    "S": "%d/%m/%Y %H:%M:%S",
}
_EMOJI = {
    "smile": "😄",
    "thumbsup": "👍",
    "+1": "👍",
    "tada": "🎉",
    "warning": "⚠️",
    "white_check_mark": "✅",
    "x": "❌",
}
_NOT_ESCAPABLE = re.compile(r"[0-9A-Za-z\s]")

_LINES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"#{1,3} +(?=\S)"), ""),
    (re.compile(r"-# +(?=\S)"), ""),
    (re.compile(r">(?:>>)? "), ""),
    (re.compile(r"( *)[-*] +(?=\S)"), r"\1• "),
    (re.compile(r"( *)(\d+)\. +(?=\S)"), r"\1\2. "),
)

Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Names], str]]


def read(text: str, names: Names) -> str:
    """A text as it is shown."""
    blocks = re.split(r"```(?:[\w+-]*\n)?(.+?)\n*```", text, flags=re.DOTALL)
    return "".join(
        block if odd % 2 else _read_lines(block, names) for odd, block in enumerate(blocks)
    )


def _read_lines(text: str, names: Names) -> str:
    """Lines first lose what makes them headings, quotes and items; then the letters lose theirs."""
    lines = []
    for line in text.split("\n"):
        shown = line
        for pattern, instead in _LINES:
            shown = pattern.sub(instead, shown, count=1) if pattern.match(shown) else shown
        lines.append(shown)
    return _inline("\n".join(lines), names)


def _inline(text: str, names: Names) -> str:
    shown, position = "", 0
    while position < len(text):
        for pattern, draw in _RULES:
            if found := pattern.match(text, position):
                shown += draw(found, names)
                position = found.end()
                break
        else:
            shown += text[position]
            position += 1
    return shown


def _escape(found: re.Match[str], names: Names) -> str:
    return found[0] if _NOT_ESCAPABLE.match(found[1]) else found[1]


def _inner(found: re.Match[str], names: Names) -> str:
    return _inline(found[1], names)


def _link(found: re.Match[str], names: Names) -> str:
    return f"{_inline(found[1], names)} {found[2]}"


def _instant(found: re.Match[str], names: Names) -> str:
    instant = datetime.fromtimestamp(int(found[1]), UTC)
    return "some time from now" if found[2] == "R" else instant.strftime(_DATES[found[2] or "f"])


def _named(sign: str) -> Callable[[re.Match[str], Names], str]:
    return lambda found, names: sign + names.get(found[1], "unknown")


_RULES: tuple[Rule, ...] = (
    (re.compile(r"\\(.)"), _escape),
    (re.compile(r"(`+)(.*?[^`])\1(?!`)", re.DOTALL), lambda found, names: found[2].strip()),
    (re.compile(r"<@!?(\d+)>"), _named("@")),
    (re.compile(r"<@&(\d+)>"), _named("@")),
    (re.compile(r"<#(\d+)>"), _named("#")),
    (re.compile(r"<t:(-?\d+)(?::([tTdDfFRsS]))?>"), _instant),
    (re.compile(r"<a?:(\w+):\d+>"), lambda found, names: "�"),
    (re.compile(r"</([-_'\w ]+):\d+>"), _named("/")),
    (re.compile(r"<(https?://[^\s>]+)>"), lambda found, names: found[1]),
    (
        re.compile(
            r"\[((?:\\.|\[[^\]]*\]|[^\[\]\\])+)\]\(<?(https?://(?:\([^\s()]*\)|[^\s()<>])+)>?\)"
        ),
        _link,
    ),
    (re.compile(r"https?://[^\s<>]+"), lambda found, names: found[0]),
    (re.compile(r"\*\*((?:\\.|`[^`]*`|[^\\])+?)\*\*(?!\*)", re.DOTALL), _inner),
    (re.compile(r"__((?:\\.|[^\\])+?)__(?!_)", re.DOTALL), _inner),
    (re.compile(r"\*(?=\S)((?:\*\*|\\.|[^*\\])+?)(?<!\s)\*(?!\*)", re.DOTALL), _inner),
    (re.compile(r"\b_((?:__|\\.|[^\\_])+?)_\b", re.DOTALL), _inner),
    (re.compile(r"~~((?:\\.|[^\\])+?)~~(?!_)", re.DOTALL), _inner),
    (re.compile(r"\|\|((?:\\.|[^\\])+?)\|\|", re.DOTALL), lambda found, names: "▮" * len(found[1])),
    (re.compile(r":([\w+]+):"), lambda found, names: _EMOJI.get(found[1], found[0])),
    # What is no markup is taken a word at a time.
    (re.compile(r"[^\W_]+"), lambda found, names: found[0]),
)
