"""Wording about Slack's settings and tasks, for whoever runs Roadmate."""

HOW_TO_GET_TOKENS = """\
  Slack    ROADMATE_SLACK_BOT_TOKEN (xoxb-...) and ROADMATE_SLACK_APP_TOKEN (xapp-...)
           api.slack.com/apps: your app, OAuth & Permissions, Bot User OAuth Token;
           and Basic Information, App-Level Tokens, with the scope connections:write"""
# How a token looks, behind "the right one".
BEGINS_WITH_XOXB = "begins with xoxb-"
BEGINS_WITH_XAPP = "begins with xapp-"
IS_HEXADECIMAL = "is 32 digits from 0 to f"
# What a value must be, behind "it must be".
A_COMMAND = "at most 31 small letters, digits, hyphens or underscores"
A_HOST = "the address of this machine to listen on"
WITHOUT_APP = (
    "Slack needs it beside ROADMATE_SLACK_BOT_TOKEN (or, over HTTP, "
    "ROADMATE_SLACK_SIGNING_SECRET), like ROADMATE_SLACK_APP_TOKEN=xapp-..."
)
WITHOUT_BOT = "Slack needs it as well, like ROADMATE_SLACK_BOT_TOKEN=xoxb-..."
MANIFEST = "the app's manifest, to be pasted at api.slack.com/apps"
MANIFEST_URL = "for HTTP instead of Socket Mode: https://.../slack/events"
