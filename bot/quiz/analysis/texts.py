"""What answers say about a pack's questions, for its authors, as plain text for a terminal."""

from collections.abc import Sequence

from bot.core.formats import counted, percent
from bot.quiz.analysis.item_analysis import ENOUGH_ANSWERS, Item
from content.model import Pack

SHOWN = 20
_LEGEND = (
    "first answers only · right: share of right answers · tells: how well it tells who knows "
    "more (item-rest\n"
    f"correlation, from -1 to 1; from {ENOUGH_ANSWERS} answers on) · nobody took: wrong choices "
    "that tempt nobody"
)


def told(pack: Pack, items: Sequence[Item]) -> str:
    """The questions to look at first, with their numbers, and the sum."""
    if not items:
        return f"\nNobody has answered a question of {pack.title} in this database yet."
    answers = sum(item.answers for item in items)
    right = sum(item.correct for item in items)
    share = f", {percent(right, answers)} of them right" if answers else ""
    first = [item for item in items if item.suspicious]
    lines = [f"\n{counted(answers, 'answer')} to {counted(len(items), 'question')}{share}."]
    if not first:
        return "\n".join([*lines, "No question stands out so far.", _LEGEND])
    lines.append(f"Look at these first ({len(first)} in all):")
    lines += [_line(item) for item in first[:SHOWN]]
    return "\n".join([*lines, _LEGEND])


def _line(item: Item) -> str:
    facts = [counted(item.answers, "answer")]
    if item.answers:
        facts.append(f"right {percent(item.correct, item.answers)}")
    if item.discrimination is not None:
        facts.append(f"tells {item.discrimination:+.2f}")
    if item.reports:
        facts.append(counted(item.reports, "report"))
    if item.untaken:
        facts.append("nobody took " + ", ".join(f"“{choice}”" for choice in item.untaken))
    return f"  {item.question.id}: " + " · ".join(facts)
