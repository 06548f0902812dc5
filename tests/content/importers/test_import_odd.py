"""Whatever a file holds, the import ends with a pack that our loader reads, and never writes over
anything.
"""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.faults import PackError
from content.importers import files
from content.importers.markdown.roadmap import LARGEST_FILE, Imported, read_file, read_text
from content.loading.loader import load
from content.model import Pack
from content.rules.check import check

CORPUS = {
    "nothing": "",
    "blank lines": "\n\n \t\n",
    "only a title": "# T",
    "only a picture": "![a](b.png)",
    "only a deep heading": "###### deep",
    "headings that "
    "jump": "#### a\n- [x](https://x.org/1)\n# b\n### c\n- [y](https://x.org/2)\n## d",
    "headings without words": "#\n## \n### <img src=x>\n- [x](https://x.org/1)",
    "titles that YAML "
    "knows": "# no\n## 1e5\n- [true](https://x.org/1) [~]\n## 010\n- [1:30](https://x.org/2) "
    "[null]",
    "titles in other scripts": (
        "# 机器学习\n## مرحبا\n- [深度](https://x.org/1)\n- [神经](https://x.org/2)\n## 你\n"
    ),
    "the same title again and again": "# T\n" + "## Papers\n- [paper](https://x.org/{})\n" * 30,
    "very long": f"# {'t' * 500}\n## {'word ' * 300}\n- [{'title ' * 200}](https://x.org/1) "
    f"[{'note ' * 300}]\n",
    "no spaces at "
    "all": f"# T\n{'*' * 3000}\n\n{'x' * 5000}\n\n- [{'_' * 900}](https://x.org/1) {'`' * 901}\n",
    "a long question": f"# T\nYou should be able to answer:\n- {'why ' * 400}?\n  - Follow-up: "
    f"{'how ' * 300}?\n",
    "many chapters": "# T\n"
    + "".join(f"## c{n}\n### s{n}\n- [r](https://x.org/{n})\n" for n in range(130)),
    "many sections": "# T\n" + "".join(f"## s{n}\n- [r](https://x.org/{n})\n" for n in range(230)),
    "many questions": "# T\nQuestions:\n" + "".join(f"- why {n}?\n" for n in range(120)),
    "many mentions": "# T\n## A\n"
    + "".join(f"- [r](https://x.org/{n})\n" for n in range(120)) * 2
    + "## B\n"
    + "".join(f"- [r](https://x.org/{n})\n" for n in range(120)),
    "deep lists": "".join("  " * depth + f"- [a](https://x.org/{depth})\n" for depth in range(60)),
    "deep quotations": ">" * 300 + " [a](https://x.org/1)",
    "brackets without end": "- " + "[" * 3000 + "\n- " + "![" * 500 + "](" * 500,
    "links without "
    "end": "- [a](https://x.org/1\n- [b](<https://x.org/2\n- [c][d\n- [e]: https://x.org/3",
    "odd links": "- [a](https://[::1]/x) [b](https://x.org:99999/) [c](https://x.org/%zz) "
    "[d](HTTPS://X.ORG/é)\n"
    "- [e](https://x.org/\u202ea) <https://x.org/a\\b> [f](https://x.org/a_(b)) "
    "[g](https://x.org/?a=1&amp;b=2)\n"
    f"- [long](https://x.org/{'a' * 600}) [ﷺ](https://ﷺ.org/) [h](https://℀.org/) "
    "[i](javascript:alert(1))",
    "odd HTML": "<h2>a\n\n<h7>b</h7>\n<a href=>c</a><a href='https://x.org/1'>d<ul><li><li>e</h1>\n"
    "<![if x]>\n<!-- a\n\n# b",
    "odd declarations": "<!DOCTYPE x [ <!ENTITY y 'z'> ]>\n<![CDATA[ <h1>x</h1> ]]>\n"
    "<?php # ?>\n<!x\n<script>\n# no\n</script>",
    "control characters": "# a\x00b\x1b[31m\n- [a\u202eb\x7f\ufeff](https://x.org/1) \x85 \u2028 "
    "[\ufffe]\n"
    "- https://x.org/\x1b\\\n",
    "windows lines": "\ufeff# T\r\n\r\n## S\r\n- [a](https://x.org/1) [n]\r\n\r\nquestions:\r\n- "
    "why?\r\n",
    "old mac lines": "# T\r## S\r- [a](https://x.org/1)\r",
    "tables": "| a |\n|---|\n| [x](https://x.org/1) |\n\n"
    "|[y](https://x.org/2)|b|\n|-|-|\n||\n\n- | z |\n  |---|\n  | [w](https://x.org/3) |",
    "code": "```\n# no\n- [a](https://x.org/1)\n```\n\n    # no\n\n- x\n\n      "
    "[b](https://x.org/2)\n",
    "front matter": "---\ntitle: T\n---\n# T\n- [a](https://x.org/1)\n",
    "links without "
    "words": "[]()\n# [](https://x.org/1)\n[](https://x.org/2)\n- [](#a)\n## []()\n## "
    "[](docs/a.md)\n",
    "deeper than any list": "".join(
        "  " * depth + f"- [a](https://x.org/{depth})\n" for depth in range(120)
    ),
    "a shell script": "#!/bin/sh\n# comment\nfor x in *; do echo $x | sed 's/[a-z]*/\\1/'; done\n",
}


def imported(text: str) -> Imported:
    return read_text(text, Path("odd.md"))


def loaded(text: str) -> tuple[Imported, Pack]:
    """The import of a text, and what our loader makes of the files."""
    found = imported(text)
    with tempfile.TemporaryDirectory() as folder:
        files.write(found.pack, Path(folder) / "pack")
        check(Path(folder) / "pack")
        return found, load(Path(folder) / "pack")


@pytest.mark.parametrize("name", CORPUS)
def test_an_odd_file_becomes_a_pack(name: str) -> None:
    """An odd file becomes a pack that loads."""
    found, pack = loaded(CORPUS[name])
    assert (pack.chapters, pack.title, pack.about) == (
        found.pack.chapters,
        found.pack.title,
        found.pack.about,
    )
    lines = CORPUS[name].count("\n") + CORPUS[name].count("\r") + 1
    assert all(
        1 <= remark.line <= lines and remark.problem.isprintable() for remark in found.remarks
    )


@pytest.mark.parametrize("name", CORPUS)
def test_ids_are_short_and_unique(name: str) -> None:
    pack = imported(CORPUS[name]).pack
    for things in (
        pack.chapters,
        pack.sections,
        pack.readings,
        [d for s in pack.sections for d in s.discussion],
    ):
        ids = [thing.id for thing in things]
        assert len(set(ids)) == len(ids)
        assert all(re.fullmatch("[a-z0-9-]{1,40}", identifier) for identifier in ids)


FRAGMENTS = st.sampled_from(
    [
        "# ",
        "## ",
        "### ",
        "- ",
        "  - ",
        "    ",
        "> ",
        "1. ",
        "\n",
        "\n\n",
        "\n",
        "[a]",
        "(https://x.org/1)",
        "[b](https://x.org/2)",
        "[[c](https://x.org/3)]",
        "https://x.org/4",
        "![p](https://x.org/p.png)",
        "You should be able to answer:",
        "Why?",
        "Contents",
        "[d](#d)",
        "<h2>",
        "</h2>",
        "<a href='https://x.org/5'>",
        "</a>",
        "<li>",
        "<!--",
        "-->",
        "<![",
        "```",
        "|",
        "|-|",
        "*",
        "**",
        "`",
        "~~",
        "\\",
        "&amp;",
        "&#0;",
        ":fire:",
        "[r]: https://x.org/6",
        "[r]",
        "Part: ",
        "Why: ",
        "[core, 5 min]",
        "[see also]",
        "text",
        " ",
        "\t",
        "é",
        "机",
        "\x00",
        "\r",
        "===",
        "---",
        "Follow-up: ",
        "null",
        "1e5",
        "[]",
        "()",
        "w" * 450,
    ]
)


@given(st.lists(FRAGMENTS, max_size=40).map("".join))
def test_any_markup_becomes_a_pack(text: str) -> None:
    """Any row of markup becomes a pack that loads."""
    found, pack = loaded(text)
    assert pack.chapters == found.pack.chapters


@given(st.text(max_size=200))
def test_any_text_becomes_a_pack(text: str) -> None:
    """Any text becomes a pack that loads."""
    found, pack = loaded(text)
    assert pack.chapters == found.pack.chapters


@given(st.binary(max_size=200))
def test_any_bytes_become_a_pack(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "b.md"
        path.write_bytes(data)
        files.write(read_file(path).pack, Path(folder) / "pack")
        load(Path(folder) / "pack")


def test_lost_letters_are_told(tmp_path: Path) -> None:
    """A file in another encoding says where letters were lost."""
    (tmp_path / "a.md").write_bytes(b"# T\n\n- [caf\xe9](https://x.org/1)\n")
    (remark,) = read_file(tmp_path / "a.md").remarks
    assert str(remark).endswith("a.md:3: this is not UTF-8 text from here on; letters were lost")


def test_an_unreadable_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "big.md").write_bytes(b"x" * (LARGEST_FILE + 1))
    for name in ("none.md", ".", "big.md"):
        with pytest.raises(PackError) as refused:
            read_file(tmp_path / name)
        assert str(refused.value).count("\n") == 0


def leads_nowhere(path: Path) -> None:
    path.symlink_to("nowhere")


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch, leads_nowhere])
def test_nothing_is_written_over(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "here")
    with pytest.raises(PackError, match="exists already"):
        files.write(imported("# T").pack, tmp_path / "here")
    assert not list((tmp_path / "here").glob("*"))
