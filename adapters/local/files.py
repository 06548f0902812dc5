"""Files that a message carries, written where the person stands."""

from pathlib import Path

from bot.core.message import File
from bot.operations import playground_texts

_MOST = 1000


def save(folder: Path, file: File) -> str:
    """Write it beside whatever is there already.

    Returns the line that says where it went, or why it could not.
    """
    stem, suffix = Path(file.name).stem, Path(file.name).suffix
    for number in range(1, _MOST):
        path = folder.resolve() / (file.name if number == 1 else f"{stem}-{number}{suffix}")
        try:
            with path.open("xb") as opened:
                opened.write(file.content)
        except FileExistsError:
            continue
        except OSError as fault:
            return playground_texts.not_saved(str(path), fault.strerror or str(fault))
        return playground_texts.saved(str(path))
    return playground_texts.not_saved(str(folder), playground_texts.too_many_of(_MOST))
