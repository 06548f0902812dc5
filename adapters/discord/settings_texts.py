"""Wording about Discord's settings and tasks, for whoever runs Roadmate."""

HOW_TO_GET_TOKENS = """\
  Discord  ROADMATE_DISCORD_TOKEN
           discord.com/developers/applications: your application, Bot, Reset Token"""
HAS_TWO_DOTS = "has two dots inside"
INVITE = "the link that adds the bot"
