"""What a person typed, from what Slack makes of it on the way."""

import re

from adapters.slack.channels.places import account
from bot.core.call import Call
from bot.core.commands.declaration import Registry

# Slack's reference, Formatting text: <@U1|ann>, <#C1|study>, <!here>, <https://example.org|label>.
_ENTITY = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\xa0": " "})


def read_line(text: str, team: str, commands: Registry, named: dict[str, str]) -> Call:
    """The call of a typed line.

    People who are named become accounts where a member is asked for; see `typed`.
    """
    call = commands.read(typed(text, team, named)) if text.strip() else Call("help")
    members = {
        o.name for c in commands if c.name == call.name for o in c.options if o.kind == "member"
    }
    return Call(
        call.name,
        {name: named.get(v, v) if name in members else v for name, v in call.args.items()},
    )


def typed(text: str, team: str, named: dict[str, str]) -> str:
    """What a person typed, from what Slack made of it.

    Whoever they name is entered in `named`, with the account.
    """

    def entity(match: re.Match[str]) -> str:
        inside, label = match[1], match[2]
        if inside.startswith("@"):
            shown = f"@{label or inside[1:]}"
            named[shown] = account(team, inside[1:])
            return shown
        if inside.startswith("#"):
            return f"#{label or inside[1:]}"
        if inside.startswith("!"):
            return label or f"@{inside[1:]}"
        return label if label and label in inside else inside

    plain = _ENTITY.sub(entity, text)
    return plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").translate(_QUOTES)
