"""Looking around: search, and the questions to discuss."""

from collections.abc import Sequence

from bot import journey, problems
from bot.commands import Option, command
from bot.features.roadmap import PAGE, SECTION, find_section
from bot.interaction import Context
from bot.message import Message
from bot.store import progress
from bot.views import discussion as discussion_views
from bot.views import search as search_views
from content.model import Discussion, Section
from content.search import search as search_pack


@command(
    "search", "Find sections, readings and questions", Option("text", "What to look for", required=True), reads=True
)
async def search(ctx: Context, text: str) -> Message:
    return search_views.results(text, search_pack(ctx.pack, text), ctx.pack)


@command("discuss", "Questions to discuss, with what a good answer covers", SECTION, PAGE, reads=True)
async def discuss(ctx: Context, section: str | None, page: int | None) -> Message:
    return _page(await _section(ctx, section), page or 1, for_all=False)


@command("show discussion", "Show the questions to everyone", SECTION, PAGE, private=False, listed=False, reads=True)
async def show_discussion(ctx: Context, section: str | None, page: int | None) -> Message:
    return _page(await _section(ctx, section), page or 1, for_all=True)


@command("reveal", "What a good answer covers", Option("question", "Which", required=True), listed=False, reads=True)
async def reveal(ctx: Context, question: str) -> Message:
    found = ctx.pack.discussion_by_id.get(question)
    if found is None:
        raise problems.no_such("discussion question", question, "discuss")
    return discussion_views.covers(found, ctx.pack.section_of[found.id])


async def _section(ctx: Context, typed: str | None) -> Section:
    """The section asked for; else that of the next reading."""
    if typed:
        return find_section(ctx.pack, typed)
    marks = await progress.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    step = journey.next_step(ctx.pack, marks, ctx.group.track)
    return ctx.pack.section_of[step.reading.id] if step else ctx.pack.sections[0]


def _page(section: Section, page: int, *, for_all: bool) -> Message:
    asked: Sequence[Discussion] = [question for question in section.discussion if not question.retired]
    if not asked:
        raise problems.no_discussion(section.title)
    pages = -(-len(asked) // discussion_views.A_PAGE)
    return discussion_views.questions(section, asked, min(page, pages), pages, for_all=for_all)


COMMANDS = (search, discuss, show_discussion, reveal)
