"""What an import says at its end.

What came in, what was chosen for want of words, what found no place.
"""

from pathlib import Path

from content.importers.markdown.entries import MINUTES, PART
from content.importers.markdown.roadmap import Imported


def report(imported: Imported, folder: Path) -> str:
    """Every remark as `file:line: what happened`, then the sum."""
    pack = imported.pack
    talks = sum(len(section.discussion) for section in pack.sections)
    held = {"chapters": pack.chapters, "sections": pack.sections, "readings": pack.readings}
    sums = ", ".join(f"{len(things)} {name}" for name, things in held.items())
    chosen = (
        f"Where the file does not say it, a reading is `core`, takes {MINUTES} minutes, and "
        f"its part is `{PART}`"
    )
    return "\n".join((
        *(str(remark) for remark in imported.remarks),
        f"{folder}: {sums}, {talks} questions to discuss",
        f"{chosen}; a chapter is about its first sentences.",
        ("Every section is an outline: see content/README.md for what completes it, and run "
        "`roadmate content check`."),
    ))  # fmt: skip
