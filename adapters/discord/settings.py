"""What whoever runs Roadmate can set for Discord."""

from dataclasses import dataclass

from adapters.discord import settings_texts as texts
from bot.operations.variables import Form, Secret, Variable, secret, url


@dataclass(frozen=True, slots=True)
class DiscordSettings:
    """Addresses of None are Discord's own; none has a slash at its end."""

    token: Secret | None = None
    api_url: str | None = None
    gateway_url: str | None = None


VARIABLES = (
    Variable(
        "ROADMATE_DISCORD_TOKEN",
        "token",
        secret,
        "MTIz...",
        Form(r"[\w-]{10,}\.[\w-]+\.[\w-]{10,}", texts.HAS_TWO_DOTS),
    ),
    Variable(
        "ROADMATE_DISCORD_API_URL", "api_url", url("https", "http"), "http://127.0.0.1:8081/api/v10"
    ),
    Variable(
        "ROADMATE_DISCORD_GATEWAY_URL", "gateway_url", url("wss", "ws"), "ws://127.0.0.1:8082"
    ),
)
