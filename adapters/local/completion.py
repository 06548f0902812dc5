"""What a line that is being typed could become."""

from bot.core.interaction import Address, Interaction, User
from bot.engine.engine import Engine


async def complete(
    engine: Engine, user: User, address: Address, typed: str
) -> list[tuple[str, str]]:
    """Whole lines that could be meant, with what to show for each."""
    call = engine.read(typed)
    known = [c for c in engine.commands if c.name == call.name]
    if not known or len(typed.split(" ")) <= len(call.name.split(" ")):
        names = [
            c.name for c in engine.commands if c.listed and c.name.startswith(typed.casefold())
        ]
        return [(name, name) for name in names]
    option, colon, value = typed.rsplit(" ", 1)[-1].rpartition(":")
    options = [o.name for o in known[0].options]
    if not colon and not call.args:
        return [(f"{call.name} {name}:", f"{name}:") for name in options]
    chosen = option if option in options else options[0] if options else ""
    begun = value if colon else call.args.get(chosen, "")
    found = await engine.suggest(Interaction(call, user, address), chosen, begun)
    return [(f"{call.name} {chosen}:{choice.value}", choice.label) for choice in found]
