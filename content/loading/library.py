"""All packs that a Roadmate offers.

The ones that come along, and those in a folder of one's own.
"""

from collections.abc import Iterable
from pathlib import Path

from content.faults import Fault, PackError
from content.loading import pack_cache
from content.loading.folder import MAP
from content.model import Pack
from content.section_names import told_apart

OWN = Path(__file__).parents[1] / "packs"


def folders(more: Path | None) -> tuple[Path, ...]:
    """The folder of each pack, ours first; `more` holds a folder a pack.

    Raises PackError if `more` cannot be read.
    """
    if more is None:
        return _packs_in(OWN)
    if not more.is_dir():
        raise PackError([Fault(more, 0, "there is no such folder with packs")])
    found = _packs_in(more)
    if not found:
        raise PackError(
            [Fault(more, 0, f"no pack is in here: each is a folder of its own with a {MAP}")]
        )
    return (*_packs_in(OWN), *found)


def load_cached(chosen: Iterable[Path], database: Path) -> dict[str, Pack]:
    """As `load_all`, but many times faster: beside the database they are kept ready-made, until one
    of them changes.
    """
    wanted, file = tuple(chosen), database.with_name(f"{database.name}.packs")
    try:
        seen = pack_cache.fingerprint(wanted)
    except OSError:
        return load_all(wanted)  # which tells what cannot be read
    if packs := {pack.id: pack for pack in pack_cache.find(file, seen)}:
        return packs
    loaded = load_all(wanted)
    pack_cache.keep(file, seen, loaded.values())
    return loaded


def load_all(chosen: Iterable[Path]) -> dict[str, Pack]:
    """Every pack by its id, sections told apart; raises PackError with the faults of them all."""
    # a start that finds them ready-made reads no YAML
    from content.loading.loader import load  # noqa: PLC0415

    packs: dict[str, Pack] = {}
    faults: list[Fault] = []
    for folder in chosen:
        try:
            pack = told_apart(load(folder))
        except PackError as fault:
            faults += fault.faults
            continue
        if pack.id in packs:
            faults.append(
                Fault(
                    folder / MAP,
                    1,
                    f"there is another pack with the id `{pack.id}`: rename this one",
                )
            )
        packs[pack.id] = pack
    if faults:
        raise PackError(faults)
    return packs


def _packs_in(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(file.parent for file in folder.glob(f"*/{MAP}")))
