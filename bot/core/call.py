"""Everything that happens is a Call: the name of a command with text arguments."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# A Discord custom_id holds 100 characters (Developer docs, Component Reference); Slack's action
# value holds more.
LONGEST = 100

_BARE = re.compile(r'[^\s"\\]+')
_TOKEN = re.compile(r'([a-z-]+):(?:"((?:[^"\\]|\\.)*)"|(\S*))|(\S+)')


@dataclass(frozen=True, slots=True)
class Call:
    """`str()` gives the one text form, which `Call.parse` reads back: `quiz answer number:3
    answer:"a b"`.
    """

    name: str
    args: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return " ".join(
            [
                self.name,
                *(f"{option}:{_quoted(value)}" for option, value in self.args.items()),
            ]
        )

    def given(self, **more: str) -> "Call":
        """The same call with more arguments."""
        return Call(self.name, {**self.args, **more})

    @classmethod
    def parse(cls, text: str) -> "Call":
        """Read the text form.

        A text that nobody here wrote gives a call that no command answers to.
        """
        words: list[str] = []
        args: dict[str, str] = {}
        for option, quoted, bare, word in _TOKEN.findall(text):
            if option:
                args[option] = re.sub(r"\\(.)", r"\1", quoted) if quoted else bare
            else:
                words.append(word)
        return cls(" ".join(words), args)


def _quoted(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
