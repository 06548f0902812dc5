"""All packs that a Roadmate offers: the ones that come along, and those in a folder of one's own."""

from collections.abc import Iterable
from pathlib import Path

from content.faults import Fault, PackError
from content.loader import MAP, load
from content.model import Pack

OWN = Path(__file__).parent / "packs"


def folders(more: Path | None) -> tuple[Path, ...]:
    """The folder of each pack, ours first; `more` holds a folder a pack. Raises PackError if `more` cannot be read."""
    if more is None:
        return _packs_in(OWN)
    if not more.is_dir():
        raise PackError([Fault(more, 0, "there is no such folder with packs")])
    found = _packs_in(more)
    if not found:
        raise PackError([Fault(more, 0, f"no pack is in here: each is a folder of its own with a {MAP}")])
    return (*_packs_in(OWN), *found)


def load_all(chosen: Iterable[Path]) -> dict[str, Pack]:
    """Every pack by its id; raises PackError with the faults of them all."""
    packs: dict[str, Pack] = {}
    faults: list[Fault] = []
    for folder in chosen:
        try:
            pack = load(folder)
        except PackError as fault:
            faults += fault.faults
            continue
        if pack.id in packs:
            faults.append(Fault(folder / MAP, 1, f"there is another pack with the id `{pack.id}`: rename this one"))
        packs[pack.id] = pack
    if faults:
        raise PackError(faults)
    return packs


def _packs_in(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(file.parent for file in folder.glob(f"*/{MAP}")))
