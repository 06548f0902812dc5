"""The placement quiz: whoever knows a section or chapter already need not read it again."""

from bot.accounts.context import arrive
from bot.core.commands.declaration import Command, command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Message
from bot.quiz import flow, quizzes
from bot.quiz.placement import texts
from bot.quiz.placement.spread import FEWEST, spread
from bot.quiz.questions import is_asked
from bot.quiz.reports import withdrawals
from bot.quiz.solo import current_sections
from bot.roadmap.scopes import Scope, find_scope, of_chapter, suggest_scope
from content.courses import course_or_recommended, planned_ids

SCOPE = Option("section", "A section or chapter: its title or a part of it", suggest=suggest_scope)


@command("quiz placement", "Five questions tell whether I know a section or chapter already", SCOPE)
async def placement(ctx: Context, section: str | None) -> Message:
    scope = find_scope(ctx.pack, section) if section else None
    quiz = await quizzes.open_of(ctx.tx, ctx.group.id, ctx.person.id, "placement")
    if quiz:
        resumed = scope is not None and scope.id != quiz.section
        return await flow.ask(await arrive(ctx), quiz, resumed=resumed)
    scope = scope or await _present_chapter(ctx)
    gone = await withdrawals.of_group(ctx.tx, ctx.group.id)
    asked = [q for held in scope.sections for q in held.quiz if is_asked(q, gone)]
    planned = planned_ids(course_or_recommended(ctx.pack, ctx.group.course))
    chosen = spread(asked, planned, await flow.seen(ctx), ctx.user.id)
    if len(chosen) < FEWEST:
        raise texts.too_few(scope)
    ctx = await arrive(ctx)
    return await flow.ask(ctx, await flow.begin(ctx, "placement", scope.id, chosen))


async def _present_chapter(ctx: Context) -> Scope:
    """The chapter that is read now; at the end of the road the last one."""
    current = await current_sections(ctx)
    chapters = [chapter for chapter in ctx.pack.chapters if not chapter.retired]
    here = (c for c in chapters if not current.isdisjoint(section.id for section in c.sections))
    return of_chapter(next(here, chapters[-1]))


COMMANDS: tuple[Command, ...] = (placement,)
