"""Looking around: search, and the questions to discuss."""

from collections.abc import Sequence

from bot.core.commands.declaration import command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Message
from bot.core.records import Week
from bot.plan import weeks
from bot.plan.planned import sections_of
from bot.quiz.solo import current_sections
from bot.reading import discussion_texts, texts
from bot.roadmap import search_texts
from bot.roadmap import texts as roadmap_texts
from bot.roadmap.commands import PAGE, SECTION, find_section
from content.model import Discussion, Section
from content.search import search as search_pack


@command(
    "search",
    "Find sections, readings and questions",
    Option("text", "What to look for", required=True),
    reads=True,
)
async def search(ctx: Context, text: str) -> Message:
    return search_texts.results(text, search_pack(ctx.pack, text), ctx.pack)


@command(
    "discuss", "Questions to discuss, with what a good answer covers", SECTION, PAGE, reads=True
)
async def discuss(ctx: Context, section: str | None, page: int | None) -> Message:
    if not section and (week := await weeks.current(ctx.tx, ctx.group.id)):
        questions = _asked_in(ctx, week)
        if questions:
            return await _of_week(ctx, week, questions, for_all=False)
    first, *others = await _sections(ctx, section)
    return _page(first, page or 1, others, for_all=False)


@command(
    "show discussion",
    "Show the questions to everyone",
    SECTION,
    PAGE,
    private=False,
    listed=False,
    reads=True,
)
async def show_discussion(ctx: Context, section: str | None, page: int | None) -> Message:
    if not section and (week := await weeks.current(ctx.tx, ctx.group.id)):
        questions = _asked_in(ctx, week)
        if questions:
            return await _of_week(ctx, week, questions, for_all=True)
    return _page((await _sections(ctx, section))[0], page or 1, (), for_all=True)


@command(
    "reveal",
    "What a good answer covers",
    Option("question", "Which", required=True),
    listed=False,
    reads=True,
)
async def reveal(ctx: Context, question: str) -> Message:
    found = ctx.pack.discussion_by_id.get(question)
    if found is None:
        raise roadmap_texts.no_such("discussion question", question, "discuss")
    return discussion_texts.covers(found, ctx.pack.section_of[found.id])


def _asked_in(ctx: Context, week: Week) -> list[Discussion]:
    """What a week asks, without what has left the pack since."""
    known = (ctx.pack.discussion_by_id.get(name) for name in week.questions)
    return [question for question in known if question and not question.retired]


async def _of_week(
    ctx: Context, week: Week, questions: Sequence[Discussion], *, for_all: bool
) -> Message:
    sections = sections_of(await weeks.items(ctx.tx, week.id), ctx.pack)
    return discussion_texts.of_week(week.number, questions, sections, for_all=for_all)


async def _sections(ctx: Context, typed: str | None) -> Sequence[Section]:
    """The section asked for.

    Else those of this week that have questions, or that of the next reading.
    """
    if typed:
        return (find_section(ctx.pack, typed),)
    wanted = await current_sections(ctx)
    current = [section for section in ctx.pack.sections if section.id in wanted]
    return [section for section in current if _asked(section)] or current or ctx.pack.sections[:1]


def _asked(section: Section) -> Sequence[Discussion]:
    return [question for question in section.discussion if not question.retired]


def _page(section: Section, page: int, others: Sequence[Section], *, for_all: bool) -> Message:
    questions = _asked(section)
    if not questions:
        raise texts.no_discussion(section.title)
    pages = -(-len(questions) // discussion_texts.A_PAGE)
    return discussion_texts.questions(
        section, questions, min(page, pages), pages, others, for_all=for_all
    )


COMMANDS = (search, discuss, show_discussion, reveal)
