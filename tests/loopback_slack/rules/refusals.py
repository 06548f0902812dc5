"""What Slack says when it refuses: one word, and sometimes what goes with it.

Words: the "Errors" table of each method in Slack's reference of Web API methods.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Refusal(Exception):
    """An answer that is no. Slack says so with status 200, unless it counts requests."""

    error: str
    more: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> Json:
        return {"ok": False, "error": self.error, **self.more}


def slow_down(seconds: int) -> Refusal:
    """A 429 that asks to wait (Slack docs, Rate limits)."""
    return Refusal("ratelimited", status=429, headers={"Retry-After": str(max(1, seconds))})


def missing_scope(needed: str, provided: Sequence[str]) -> Refusal:
    """The token may not do this; the answer names what it would need and what it has."""
    return Refusal("missing_scope", {"needed": needed, "provided": ",".join(provided)})


def malformed(error: str, complaints: Sequence[str]) -> Refusal:
    """Blocks or a view that Slack cannot take, with each place that is wrong."""
    messages = [f"[ERROR] {complaint}" for complaint in complaints]
    more: Json = {"response_metadata": {"messages": messages}}
    return Refusal(
        error, more | ({"errors": list(complaints)} if error == "invalid_blocks" else {})
    )
