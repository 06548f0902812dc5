"""Texts within GIFT.

Escapes hidden while it is cut into pieces, and formats on the way to Markdown.
"""

import html
import re
from dataclasses import dataclass

from content.importers.quiz import marked

ESCAPED = re.compile(r"\\([\\~=#{}:n])")
HIDDEN = re.compile(r"[\ud800-\ud8ff]")
# Half of a surrogate pair: no text that was read from a file can hold one.
BEGIN = 0xD800
FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
WRAPPED = re.compile(r"[ \t]*\n\s*")


def hidden(text: str) -> str:
    """A text whose escaped characters mean nothing any more."""
    return ESCAPED.sub(lambda match: chr(BEGIN + ord(match[1])), text)


def shown(text: str) -> str:
    """The escaped characters themselves."""
    return HIDDEN.sub(lambda match: _character(chr(ord(match[0]) - BEGIN)), text)


def _character(letter: str) -> str:
    return "\n" if letter == "n" else letter


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text with its escapes hidden, and the format that holds if it names none
    itself.
    """

    text: str
    default: str = "moodle"

    @property
    def format(self) -> str:
        return match[1] if (match := FORMAT.match(self.text)) else self.default

    def markdown(self) -> str:
        """As a text of a pack."""
        words = self._words()
        match self.format:
            case "markdown":
                return words
            case "plain":
                return marked.of_plain(words)
        return marked.of_either(words)

    def typed(self) -> str:
        """As an answer that is typed."""
        words = self._words()
        return html.unescape(words) if self.format in ("html", "moodle") else words

    def _words(self) -> str:
        found = FORMAT.match(self.text)
        return shown(WRAPPED.sub(" ", self.text[found.end() if found else 0 :].strip())).strip()
