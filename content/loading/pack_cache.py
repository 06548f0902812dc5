"""Packs kept ready-made: what was judged sound need not be read and judged again at every start."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from content.loading.folder import GLOSSARY, MAP, SECTIONS
from content.model import Pack

_CODE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the file holds: nothing but data, whoever wrote it."""

    fingerprint: str
    packs: tuple[Pack, ...]


def fingerprint(folders: Iterable[Path]) -> str:
    """Differs as soon as a file of these packs does, or the code that reads and judges them.

    May raise OSError.
    """
    seen = hashlib.sha256()
    code = (*_CODE.glob("*.py"), *_CODE.glob("loading/*.py"))
    files = [*code, *(file for folder in folders for file in _files(folder))]
    for file in sorted(files):
        data = file.read_bytes()
        seen.update(f"{file}\0{len(data)}\0".encode(errors="surrogateescape"))
        seen.update(data)
    return seen.hexdigest()


def find(file: Path, wanted: str) -> tuple[Pack, ...]:
    """The packs with this fingerprint.

    None where something else is kept, or nothing that can be read.
    """
    with suppress(OSError, msgspec.DecodeError):
        kept = msgspec.msgpack.decode(file.read_bytes(), type=_Kept)
        if kept.fingerprint == wanted:
            return kept.packs
    return ()


def keep(file: Path, wanted: str, packs: Iterable[Pack]) -> None:
    """For the next start. Where nothing can be written, that one takes a little longer too."""
    fresh = file.with_name(f"{file.name}.new")
    with suppress(OSError):
        fresh.write_bytes(msgspec.msgpack.encode(_Kept(wanted, tuple(packs))))
        fresh.replace(file)


def _files(folder: Path) -> tuple[Path, ...]:
    names = (MAP, GLOSSARY, "*.txt", f"{SECTIONS}/*.yaml")
    return tuple(file for name in names for file in folder.glob(name))
