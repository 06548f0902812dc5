"""What Discord says when it refuses: a status, a number of its own, and words.

For a malformed body, where it is wrong.

Numbers and words: Developer docs, JSON Error Codes and HTTP Response Codes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

KNOWN: dict[int, tuple[int, str]] = {
    0: (404, "404: Not Found"),
    10002: (404, "Unknown Application"),
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    30046: (429, "Maximum number of edits to messages older than 1 hour reached. Try again later."),
    40001: (401, "Unauthorized"),
    40060: (400, "Interaction has already been acknowledged."),
    50001: (403, "Missing Access"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "Missing Permissions"),
    50024: (400, "Cannot execute action on this channel type"),
    50027: (401, "Invalid Webhook Token"),
    50083: (400, "Thread is archived"),
    50109: (400, "The request body contains invalid JSON."),
    160004: (400, "A thread has already been created for this message"),
    160005: (400, "Thread is locked"),
}


@dataclass
class Refusal(Exception):
    """An answer that is no."""

    code: int
    status: int = 0
    words: str = ""
    errors: Json = field(default_factory=dict)

    def __post_init__(self) -> None:
        status, words = KNOWN.get(self.code, (400, "Invalid Form Body"))
        self.status, self.words = self.status or status, self.words or words

    @property
    def body(self) -> Json:
        return {"message": self.words, "code": self.code} | (
            {"errors": self.errors} if self.errors else {}
        )


UNAUTHORISED = Refusal(0, 401, "401: Unauthorized")


class Form:
    """Collects what is wrong with a body, each with its place in it."""

    def __init__(self) -> None:
        self.errors: Json = {}
        self._at: tuple[str, ...] = ()

    @contextmanager
    def at(self, *path: str | int) -> Iterator[None]:
        """What is said inside is about this part of the body."""
        before, self._at = self._at, (*self._at, *map(str, path))
        yield
        self._at = before

    def wrong(self, code: str, words: str, *path: str | int) -> None:
        """One thing that is wrong here, or at a place below."""
        node = self.errors
        for key in (*self._at, *map(str, path)):
            node = node.setdefault(key, {})
        node.setdefault("_errors", []).append({"code": code, "message": words})

    def length(self, text: object, least: int, most: int, *path: str | int) -> None:
        """A text of so many characters."""
        if not isinstance(text, str):
            self.wrong("BASE_TYPE_REQUIRED", "This field is required", *path)
        elif not least <= len(text) <= most:
            words = f"Must be between {least} and {most} in length."
            self.wrong("BASE_TYPE_BAD_LENGTH", words, *path)

    def one_of(self, value: object, allowed: tuple[object, ...], *path: str | int) -> bool:
        """One of a few values; whether it is."""
        if value in allowed:
            return True
        self.wrong("BASE_TYPE_CHOICES", f"Value must be one of {set(allowed)}.", *path)
        return False

    def judge(self) -> None:
        """Refuse if anything was wrong."""
        if self.errors:
            raise Refusal(50035, 400, "Invalid Form Body", self.errors)
