"""What a person sees of Slack's mrkdwn.

The letters without the markup (Slack docs, Formatting message text).

Instants are drawn for a reader in UTC, with the year, on a clock of 24 hours.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

# Names of people and channels by their numbers.
Names = Mapping[str, str]
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Names], str]]

_ESCAPED = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_EMOJI = {
    "smile": "😄", "+1": "👍", "thumbsup": "👍", "tada": "🎉",
    "warning": "⚠️", "white_check_mark": "✅",
    "x": "❌",
}  # fmt: skip
# Takes no room. Behind a mark it counts as a space does, so that the mark opens nothing.
_NO_WIDTH = "\u200b"
_DATES: Mapping[str, str] = {
    "date_num": "%Y-%m-%d", "date_slash": "%d/%m/%Y", "date": "%B {day}, "
                                                              "%Y", "date_pretty": "%B {day}, %Y",
    "date_short": "%b %-d, %Y", "date_short_pretty": "%b %-d, %Y", "date_long": "%A, %B {day}, %Y",
    "date_long_pretty": "%A, %B {day}, "
                        "%Y", "time": "%H:%M", "time_secs": "%H:%M:%S", "ago": "around %-d %B "
                                                                               "%H:%M",
}  # fmt: skip


def read(text: str, names: Names) -> str:
    """A text as it is shown."""
    lines = re.sub(r"^&gt;(?:&gt;&gt;)? ?", "", text, flags=re.MULTILINE)
    return _inline(lines, names).replace(_NO_WIDTH, "")


def read_plain(text: str) -> str:
    """A plain_text as it is shown: it knows nothing but emoji."""
    return re.sub(r":([\w+-]+):", lambda found: _EMOJI.get(found[1], found[0]), text).replace(
        _NO_WIDTH, ""
    )


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


def _inner(found: re.Match[str], names: Names) -> str:
    return _inline(found[1], names)


def _code(found: re.Match[str], names: Names) -> str:
    return re.sub("&(?:amp|lt|gt);", lambda escaped: _ESCAPED[escaped[0]], found[1].strip("\n"))


def _link(found: re.Match[str], names: Names) -> str:
    address, label = _code_of(found[1]), found[2]
    return f"{_inline(label, names)} {address}" if label else address


def _code_of(address: str) -> str:
    return address.replace("&amp;", "&").removeprefix("mailto:")


def _instant(found: re.Match[str], names: Names) -> str:
    moment = datetime.fromtimestamp(int(found[1]), UTC)
    return re.sub(r"\{(\w+)\}", lambda token: _draw(moment, token[1]), found[2])


def _draw(moment: datetime, token: str) -> str:
    """One token; Slack leaves one that it does not know as it is."""
    if token == "ago":
        return "some time from now"
    if token not in _DATES:
        return f"{{{token}}}"
    ending = (
        "th"
        if 10 <= moment.day % 100 <= 20
        else {1: "st", 2: "nd", 3: "rd"}.get(moment.day % 10, "th")
    )
    return moment.strftime(_DATES[token]).replace("{day}", f"{moment.day}{ending}")


def _marked(mark: str) -> re.Pattern[str]:
    """Between two marks that stand at the edges of words."""
    sign = re.escape(mark)
    space = rf"\s{_NO_WIDTH}"
    return re.compile(
        rf"(?<![\w{sign}]){sign}(?=[^{space}{sign}])([^{sign}\n]*?[^{space}{sign}]){sign}(?![\w{sign}])"
    )


_RULES: tuple[Rule, ...] = (
    (re.compile(r"```(.+?)```", re.DOTALL), _code),
    (re.compile(r"`([^`\n]+)`"), _code),
    (re.compile(r"&(?:amp|lt|gt);"), lambda found, names: _ESCAPED[found[0]]),
    (
        re.compile(r"<@([UW]\w+)(?:\|[^>]*)?>"),
        lambda found, names: f"@{names.get(found[1], 'unknown')}",
    ),
    (
        re.compile(r"<#(C\w+)(?:\|[^>]*)?>"),
        lambda found, names: f"#{names.get(found[1], 'unknown')}",
    ),
    (re.compile(r"<!date\^(-?\d+)\^([^|^>]*)(?:\^[^|>]*)?\|[^>]*>"), _instant),
    (re.compile(r"<!(here|channel|everyone)(?:\|[^>]*)?>"), lambda found, names: f"@{found[1]}"),
    (re.compile(r"<((?:https?|mailto|slack):[^|>]+)(?:\|([^>]*))?>"), _link),
    (_marked("*"), _inner),
    (_marked("_"), _inner),
    (_marked("~"), _inner),
    (re.compile(r":([\w+-]+):"), lambda found, names: _EMOJI.get(found[1], found[0])),
    # What is no markup is taken a word at a time, addresses whole.
    (re.compile(r"https?://[^\s<>]+"), lambda found, names: _code_of(found[0])),
    (re.compile(r"[^\W_]+"), lambda found, names: found[0]),
)
