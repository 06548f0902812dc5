"""YAML is read with its lines, and its surprises become faults."""

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from content.faults import Report
from content.loading.yaml_lines import LARGEST_FILE, MarkedList, MarkedMap, Value, read

ROOT = Path(__file__).parents[3]
MILLION = LARGEST_FILE - 1000


def read_bytes(folder: Path, data: bytes) -> tuple[MarkedMap | None, list[str]]:
    path = folder / "file.yaml"
    path.write_bytes(data)
    report = Report(path)
    found = read(path, report)
    return found, [f"{fault.line}: {fault.problem}" for fault in report.faults]


def read_text(folder: Path, text: str) -> tuple[MarkedMap | None, list[str]]:
    return read_bytes(folder, text.encode())


def test_the_c_loader_is_there() -> None:
    assert yaml.__with_libyaml__


def test_maps_and_lists_know_lines(tmp_path: Path) -> None:
    """Maps and lists know the lines of what they hold."""
    found, faults = read_text(
        tmp_path, "id: a\n\nlist:\n  - one\n  - two: 2\n    three: >\n      3\n"
    )
    assert faults == []
    assert found is not None
    assert found == {"id": "a", "list": ["one", {"two": 2, "three": "3"}]}
    assert found.lines == {"id": 1, "list": 4}
    items = found["list"]
    assert isinstance(items, MarkedList)
    assert items.lines == [4, 5]
    assert isinstance(items[1], MarkedMap)
    assert items[1].lines == {"two": 5, "three": 6}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("3", 3),
        ("-3", -3),
        ("0.5", 0.5),
        ("1e9", 10**9),
        ("25.0", 25),
        ("1e300", 1e300),
        ("2017", 2017),
        ("text", "text"),
        ("3.2.1", "3.2.1"),
        ("7B", "7B"),
        ("1,536", "1,536"),
        ("2-3", "2-3"),
        ('"no"', "no"),
        ("'010'", "010"),
        ('"1:30"', "1:30"),
        ("nope", "nope"),
        ("true", True),
        ("false", False),
        ('"true"', "true"),
    ],
)
def test_values_mean_what_they_show(tmp_path: Path, written: str, meant: Value) -> None:
    """A plain value means what it looks like."""
    assert read_text(tmp_path, f"value: {written}\n") == ({"value": meant}, [])


@pytest.mark.parametrize(
    "written",
    [
        "yes",
        "No",
        "on",
        "OFF",
        "True",
        "False",
        "y",
        "N",
        "null",
        "Null",
        "~",
        "1:30",
        "12:30:45",
        "190:20:30.15",
        "2026-11-23",
        "2001-12-14T21:59:43Z",
        "2001-1-2 10:00:00",
        "010",
        "0o17",
        "0x1F",
        "0b101",
        "1_000",
        "+5",
        ".5",
        "5.",
        ".inf",
        "-.INF",
        ".nan",
        "1e999",
        "<<",
        "=",
        "9" * 40,
    ],
)
def test_misleading_values_must_be_quoted(tmp_path: Path, written: str) -> None:
    """A value that YAML would read as something else must be quoted."""
    _, faults = read_text(tmp_path, f"id: a\nvalue: {written}\n")
    assert len(faults) == 1
    assert faults[0].startswith("2: ")
    assert "in quotes" in faults[0]


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("a: 1\nb:\nc: 3\n", 2, "no value here: write one"),
        ("a: 1\nb: 2\na: 3\n", 3, "`a` stands twice (first on line 1): remove one"),
        ("a: &x 1\n", 1, "`&x` names a value"),
        ("a: 1\nb: *x\n", 2, "`*x` repeats another value"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "is a tag: remove it"),
        ("a: 1\nb: ! 5\n", 2, "is a tag: remove it"),
        ("a: 1\n---\nb: 2\n", 2, "a second document begins here"),
        ("- a\n- b\n", 1, "must hold a map"),
        ("just words\n", 1, "must hold a map"),
        ("", 1, "the file is empty"),
        ("# only a comment\n", 1, "the file is empty"),
        ("1: a\n", 1, "name of a field must be text"),
        ("? [a, b]\n: c\n", 1, "name of a field must be text"),
        ("a: 1\nb: two: three\n", 2, "quote text that holds"),
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "this is not YAML"),
        ("a: 1\n\tb: 2\n", 2, "this is not YAML"),
        ("a: 1\nb: @x\n", 2, "begins with a special character"),
        ("a: 1\nb: }\n", 2, "this is not YAML"),
        ("a: 1\nb: \0\n", 2, "control characters are not allowed"),
        ('a: 1\nb: "\\a"\n', 2, "control character U+0007"),
        ('a: 1\nb: "\\u202e"\n', 2, "control character U+202E"),
        ('a: 1\nb: "\\ud800"\n', 2, "this is not YAML"),
        ("a: 1\nb: " + "[" * 100, 2, "more than 20 levels deep"),
    ],
)
def test_faults_name_line_and_remedy(tmp_path: Path, text: str, line: int, hint: str) -> None:
    _, faults = read_text(tmp_path, text)
    assert faults[0].startswith(f"{line}: ")
    assert hint in faults[0]


def test_other_encodings_are_a_fault(tmp_path: Path) -> None:
    """A file that is not UTF-8 is a fault on the line where it is not."""
    found, faults = read_bytes(tmp_path, b"a: 1\nb: caf\xe9\n")
    assert found is None
    assert faults == ["2: this is not UTF-8 text: save the file as UTF-8"]


def test_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, b"\xef\xbb\xbfa: b\n") == ({"a": "b"}, [])


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder in place of a file is a fault."""
    report = Report(tmp_path)
    assert read(tmp_path, report) is None
    assert "cannot be read" in report.faults[0].problem


def test_reading_goes_on_after_a_fault(tmp_path: Path) -> None:
    _, faults = read_text(tmp_path, "a: no\nb: *x\nc: !t 3\nd: 1:30\n")
    assert [fault.split(":")[0] for fault in faults] == ["1", "2", "3", "4"]


HOSTILE = {
    "a scalar of ten megabytes": b"a: " + b"x" * 10_000_000,
    "a scalar of nearly one": b"a: '" + b"x" * MILLION + b"'",
    "brackets": b"[" * MILLION,
    "braces": b"{a: " * (MILLION // 4),
    "steps": b"".join(b" " * depth + b"- \n" for depth in range(1300)),
    "dashes": b"- " * (MILLION // 2),
    "keys": b"? " * (MILLION // 2),
    "a billion laughs": b"a: &a [x, x]\n"
    + b"".join(b"%c: &%c [*%c, *%c]\n" % (n, n, n - 1, n - 1) for n in range(98, 120)),
    "one key over and over": b"a: 1\n" * (MILLION // 5),
    "digits": b"a: " + b"9" * MILLION,
    "exclamation marks": b"!" * MILLION,
    "line breaks": b"\n" * MILLION,
    "a long list": b"a: [" + b"1," * (MILLION // 2) + b"]",
    "utf-16": "a: b".encode("utf-16"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_never_hang(tmp_path: Path, name: str) -> None:
    """A hostile file is read or refused, and never hangs."""
    # What takes for ever is stopped by the limit of every test (pyproject.toml).
    found, faults = read_bytes(tmp_path, HOSTILE[name])
    assert found is not None or faults


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_raise_nothing(tmp_path: Path, seed: int) -> None:
    """Random bytes are read or told as faults, and never end in a traceback."""
    chance = random.Random(seed)
    marks = b"-:?[]{}&*!|>'\"%@`#, \n\tab01~\x00\xff"
    for _ in range(100):
        soup = bytes(chance.choice(marks) for _ in range(chance.randint(1, 80)))
        for data in (soup, chance.randbytes(chance.randint(1, 300))):
            found, faults = read_bytes(tmp_path, data)
            assert found is not None or faults, data
            assert all(
                1 <= int(fault.split(":")[0]) <= data.count(b"\n") + 2 for fault in faults
            ), data


def test_without_libyaml_nothing_differs(tmp_path: Path) -> None:
    """Without libyaml the same file gives the same values and the same faults."""
    text = "id: a\nlist: [1, no]\ntwice: 1\ntwice: 2\nlast: {b: '1:30'}\n"
    program = (
        "import sys; sys.modules['yaml._yaml'] = None\n"
        "import yaml; from pathlib import Path\n"
        "from content.faults import Report; from content.loading.yaml_lines import read\n"
        "assert not yaml.__with_libyaml__\n"
        f"report = Report(Path({str(tmp_path / 'file.yaml')!r})); found = read(report.path, "
        "report)\n"
        "print(sorted(found)); print([f'{fault.line}: {fault.problem}' for fault in "
        "report.faults])\n"
    )
    found, faults = read_text(tmp_path, text)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert found is not None
    assert done.stdout == f"{sorted(found)}\n{faults}\n"
