"""What belongs to the person: a copy of everything, and its erasure."""

import json

from bot.accounts import erased_accounts
from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Choice, Message, Unfinished
from bot.members import export_texts, personal_data, personal_tables

# A copy of what is one's own is refused to nobody for being long.
_LONGEST_SECONDS = 60.0


@command("export", "All my data on this platform, as a file", reads=True)
async def export(ctx: Context) -> Message | Unfinished:
    if not ctx.person.id:
        return export_texts.nothing()
    found = await personal_data.export(ctx.tx, ctx.person.id)
    fields = {part.name: dict(part.columns) for part in personal_tables.PARTS}
    document = {
        "about": export_texts.ABOUT,
        "exported_at": ctx.now.isoformat(),
        "fields": fields,
        **found,
    }

    def finish() -> Message:
        content = json.dumps(document, indent=2, ensure_ascii=False).encode()
        return export_texts.exported(content, sum(map(len, found.values())))

    return Unfinished(finish, export_texts.not_exported(), _LONGEST_SECONDS)


@command(
    "forget",
    "Erase everything about me",
    Option("sure", "Whether you are sure", choices=(Choice("Yes", "yes"),), listed=False),
)
async def forget(ctx: Context, sure: str | None) -> Message:
    if not ctx.person.id:
        return export_texts.nothing()
    if not sure:
        return export_texts.confirm_forget(ctx.person.name)
    # Else their replies, read once more before the week closes, would bring them back.
    await erased_accounts.remember(ctx.tx, ctx.user.platform, ctx.user.id, ctx.now)
    await personal_data.erase(ctx.tx, ctx.person.id)
    return export_texts.forgotten()


COMMANDS = (export, forget)
