"""Our small Markdown.

Bold, italic, code, links, lists, one heading level, and three parts that each platform draws: an
instant, a person, and a command as people type it there.

The grammar is one expression; `draw` walks it once for any platform, which gives a `Style`: a table
from part to text.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

InstantStyle = Literal["date", "time", "full", "relative"]

# Control characters cannot occur in packs (the loader refuses them) nor in people's text (`plain`
# drops them), so nobody can forge one of these parts.
_OPEN, _CLOSE = "\x02", "\x03"

_INLINE = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"  # any ASCII punctuation, as in CommonMark
    r"|`(?P<code>[^`]+)`"
    r"|\*\*(?=\S)(?P<bold>(?:\\.|[^\\])+?)(?<=\S)\*\*"
    r"|\*(?=\S)(?P<italic>(?:\\.|[^\\])+?)(?<=\S)\*"
    r"|(?<!\w)_(?=\S)(?P<underscored>(?:\\.|[^\\])+?)(?<=\S)_(?!\w)"
    r"|\[(?P<label>(?:\\.|[^\]\\])+)\]\((?P<url>https?://(?:[^\s()]|\([^\s()]*\))+)\)"
    r"|\x02at (?P<instant>-?\d+) (?P<style>\w+)\x03"
    r"|\x02person (?P<person>[^\x03 ]+) (?P<name>[^\x03]*)\x03"
    r"|\x02command (?P<command>[^\x03]+)\x03",
)
_SPECIAL = re.compile(r"([\\*_`\[\]])")
# What the longest form of a command adds to its words where a message has a limit: Discord's
# mention of one, with an id of up to 20 digits. Slack cuts what is long, so its longer form costs
# nothing.
_AROUND_A_COMMAND = len(f"</:{2**64}>") - len(f"{_OPEN}command {_CLOSE}")
_LEADING = re.compile(r"^(\s*)([#-])")


@dataclass(frozen=True, slots=True)
class Style:
    """How a platform writes each part.

    Functions get text already drawn, save `plain`, `code` and `command`, which get it raw.
    """

    plain: Callable[[str], str]
    bold: Callable[[str], str]
    italic: Callable[[str], str]
    code: Callable[[str], str]
    link: Callable[[str, str], str]
    at: Callable[[datetime, InstantStyle], str]
    person: Callable[[str, str], str]
    command: Callable[[str], str]
    heading: Callable[[str], str]
    item: Callable[[str], str]


def plain(words: str) -> str:
    """What a person or a pack wrote, made safe.

    One line, no control characters, no markup of ours.
    """
    return _LEADING.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", visible(words)))


def visible(words: str) -> str:
    """Words on one line, without control characters and without what turns the direction of a line
    around.
    """
    if words.isprintable():  # nearly all are, and every answer is full of them
        return words
    return "".join(" " if c.isspace() else c for c in words if c.isspace() or _printable(c))


def at(instant: datetime, style: InstantStyle = "full") -> str:
    """An instant, drawn in the reader's own zone where the platform can."""
    return f"{_OPEN}at {int(instant.timestamp())} {style}{_CLOSE}"


def person(user: str, name: str) -> str:
    """The one person addressed, who is notified where the platform can.

    For everybody else: `plain(name)`.
    """
    return f"{_OPEN}person {user} {plain(name)}{_CLOSE}"


def command(name: str, *words: str) -> str:
    """A command, drawn as people type it on their platform: `command("quiz solo", "section:tea")`.

    `words` follow the name: options, each with its own name, or where they stand. A first word with
    which several commands begin is drawn alike.
    """
    return f"{_OPEN}command {visible(' '.join([name, *words]))}{_CLOSE}"


def link(label: str, url: str) -> str:
    """A link whose label is somebody's text."""
    return f"[{plain(label)}]({url.replace('(', '%28').replace(')', '%29')})"


def code(words: str) -> str:
    """Somebody's text in code letters."""
    return "`" + " ".join(visible(words).replace("`", "'").split()) + "`"


def length(text: str) -> int:
    """How many characters a text may come to, a command counted as its longest form."""
    return len(text) + text.count(f"{_OPEN}command ") * _AROUND_A_COMMAND


def draw(text: str, style: Style) -> str:
    """The whole text in a platform's own letters, line by line."""
    return "\n".join(_draw_line(line, style) for line in text.split("\n"))


def _draw_line(line: str, style: Style) -> str:
    if line.startswith("# "):
        return style.heading(_draw_inline(line[2:], style))
    if line.startswith("- "):
        return style.item(_draw_inline(line[2:], style))
    return _draw_inline(line, style)


def _draw_inline(text: str, style: Style) -> str:
    drawn: list[str] = []
    raw: list[str] = []
    end = 0
    for match in _INLINE.finditer(text):
        raw.append(text[end : match.start()])
        end = match.end()
        if match["escaped"]:
            raw.append(match["escaped"])
            continue
        drawn += [style.plain("".join(raw)), _draw_part(match, style)]
        raw.clear()
    raw.append(text[end:])
    return "".join([*drawn, style.plain("".join(raw))])


def _draw_part(match: re.Match[str], style: Style) -> str:
    match match.lastgroup:
        case "code":
            return style.code(match["code"])
        case "bold":
            return style.bold(_draw_inline(match["bold"], style))
        case "italic" | "underscored":
            return style.italic(_draw_inline(match[match.lastgroup], style))
        case "url":
            return style.link(_draw_inline(match["label"], style), match["url"])
        case "style":
            return style.at(
                datetime.fromtimestamp(int(match["instant"]), UTC),
                _instant_style(match["style"]),
            )
        case "command":
            return style.command(match["command"])
        case _:
            return style.person(match["person"], _draw_inline(match["name"], style))


def _instant_style(name: str) -> InstantStyle:
    match name:
        case "date" | "time" | "relative":
            return name
        case _:
            return "full"


def _printable(character: str) -> bool:
    # Directional overrides and isolates could turn the rest of a line around; joiners are needed by
    # emoji and scripts.
    return (
        unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn"}
        and character not in _DIRECTIONAL
    )


_DIRECTIONAL = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
