"""Writing an imported pack into a folder of its own, as its author would.

One YAML file a section.
"""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from content.faults import Fault, PackError
from content.loading import scalars
from content.loading.folder import MAP, SECTIONS
from content.model import Chapter, Discussion, Pack, Reading, Section

WIDTH = 120


class _Dumper(yaml.SafeDumper):
    """Quotes what our loader would take for something else than text."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    taken = scalars.number(text) is not None or scalars.surprise(text)
    style = '"' if taken else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def write(pack: Pack, folder: Path) -> None:
    """Write a skeleton; raises PackError if there is something already, or no place to write."""
    try:
        folder.mkdir(parents=True)
        (folder / SECTIONS).mkdir()
        chapters = [
            _document(c) | {"sections": [section.id for section in c.sections]}
            for c in pack.chapters
        ]
        head = {"id": pack.id, "title": pack.title, "about": pack.about, "language": pack.language}
        _write(folder / MAP, head | {"chapters": chapters})
        for chapter in pack.chapters:
            for section in chapter.sections:
                _write(folder / SECTIONS / f"{section.id}.yaml", _section(section))
    except FileExistsError as error:
        problem = "this exists already, and nothing is written over: name another folder with --to"
        raise PackError([Fault(folder, 0, problem)]) from error
    except OSError as error:
        raise PackError(
            [Fault(folder, 0, f"cannot be written ({error.strerror}): name another folder")]
        ) from error


def _section(section: Section) -> dict[str, Any]:
    lists = {
        "readings": [_document(reading) for reading in section.readings],
        "discussion": [_document(question) for question in section.discussion],
    }
    held = _document(section) | {
        name: entries for name, entries in lists.items() if entries or name == "readings"
    }
    order = ("id", "title", "status", "introduction", "readings", "see_also", "discussion")
    return {name: held[name] for name in order if name in held}


def _document(thing: Chapter | Section | Reading | Discussion) -> dict[str, Any]:
    """The fields that say more than nothing, in the model's order.

    What a reading is, only where somebody said so.
    """
    held = {field.name: (getattr(thing, field.name), field.default) for field in fields(thing)}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, (value, default) in held.items()
        if value not in (default, ())
    }


def _write(path: Path, document: Mapping[str, Any]) -> None:
    path.write_text(dumped(document), encoding="utf-8", newline="\n")


def dumped(document: Mapping[str, Any]) -> str:
    """A map as YAML that our loader reads back to the same."""
    return yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
