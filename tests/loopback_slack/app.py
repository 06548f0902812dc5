"""The app on Slack's settings pages: tokens, scopes, events, commands.

All of it can come from a manifest.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.loopback_slack.rules.manifests import EVENTS, check_manifest

Json = dict[str, Any]
BOT_TOKEN = "xoxb-loopback-bot"
APP_TOKEN = "xapp-1-A0ROADMATE-loopback"
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"

ALL_SCOPES = (
    "app_mentions:read", "channels:history", "channels:join", "channels:read", "chat:write",
    "commands", "files:write",
    "groups:history", "groups:read", "im:history", "im:read", "im:write", "mpim:read", "team:read",
    "users:read",
)  # fmt: skip


@dataclass
class App:
    """`state` is what became of its installation.

    Without a manifest everything is allowed and subscribed.

    An app-level token is the app's, across all installations (Slack docs, Tokens), so it outlives
    one; no page says so in as many words, so `app_token_outlives` is the test's choice.
    """

    id: str = "A0ROADMATE"
    name: str = "Roadmate"
    bot_token: str = BOT_TOKEN
    app_token: str = APP_TOKEN
    signing_secret: str = SIGNING_SECRET
    verification: str = "Jhj5dZrVaK7ZwHHjRyZWjbDl"
    scopes: list[str] = field(default_factory=lambda: list(ALL_SCOPES))
    events: set[str] = field(default_factory=lambda: set(EVENTS))
    # Each with whether people and channels in it are escaped.
    commands: dict[str, bool] = field(default_factory=lambda: {"/roadmate": True})
    # The names of global shortcuts by their callback; empty: whatever is asked for.
    shortcuts: dict[str, str] = field(default_factory=dict)
    has_home: bool = True
    has_messages: bool = True
    state: str = "installed"
    app_token_outlives: bool = True

    def adopt(self, manifest: Json) -> None:
        """Have just what a manifest asks for, if Slack takes it."""
        complaints = check_manifest(manifest)
        assert not complaints, complaints
        features, settings = manifest["features"], manifest["settings"]
        self.scopes = list(manifest["oauth_config"]["scopes"]["bot"])
        self.events = set(settings.get("event_subscriptions", {}).get("bot_events", ()))
        self.commands = {
            one["command"]: one.get("should_escape", False)
            for one in features.get("slash_commands", ())
        }
        self.shortcuts = {one["callback_id"]: one["name"] for one in features.get("shortcuts", ())}
        home = features.get("app_home", {})
        self.has_home, self.has_messages = (
            home.get("home_tab_enabled", False),
            home.get("messages_tab_enabled", False),
        )

    def refuses(self, token: str) -> str:
        """Why one of its tokens is refused; empty where it is taken."""
        return "" if token == self.app_token and self.app_token_outlives else self.trouble

    @property
    def trouble(self) -> str:
        """What became of its installation, as Slack says it; empty while all is well."""
        return {"revoked": "token_revoked", "uninstalled": "account_inactive"}.get(self.state, "")
