"""Wording of search results."""

from collections.abc import Sequence

from bot.core.call import Call
from bot.core.markup import code, link, plain
from bot.core.message import Button, Choice, Message, Select, clip, row, say
from content.model import Pack
from content.search import Hit

_SORT = {
    "section": "section",
    "reading": "reading",
    "discussion": "to discuss",
    "quiz": "quiz question",
}


def results(words: str, hits: Sequence[Hit], pack: Pack) -> Message:
    """What matches, and a way to the sections it stands in."""
    if not hits:
        return say(
            f"Nothing here mentions {code(clip(words))}. Fewer or shorter words find more.",
            row(Button("Show the map", Call("roadmap"), "primary")),
        )
    sections = list(dict.fromkeys(hit.section.id for hit in hits if hit.section))
    choices = tuple(Choice(clip(pack.section_by_id[name].title), name) for name in sections)
    opening = (Select("Open a section", Call("roadmap"), "section", choices),) if choices else ()
    found = "\n".join(_line(hit, pack) for hit in hits)
    return say(f"# {plain(clip(words))}\n{found}", *opening, replace=True)


def _line(hit: Hit, pack: Pack) -> str:
    if hit.section is None or hit.sort == "term":
        return f"- **{plain(hit.title)}** · {pack.term_by_id[hit.id].means.strip()}"
    where = f"*{_SORT[hit.sort]} in {plain(hit.section.title)}*"
    if hit.sort == "section":
        return f"- **{plain(hit.title)}** · *section*"
    if hit.sort == "reading":
        return f"- {link(clip(hit.title, 120), pack.reading_by_id[hit.id].url)} · {where}"
    return f"- {clip(hit.title.strip(), 160)} · {where}"
