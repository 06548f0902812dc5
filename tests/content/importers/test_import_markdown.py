"""A Markdown roadmap becomes a pack.

Every section, reading and question in its place, and nothing made up.
"""

from pathlib import Path

import pytest

from content.importers import files
from content.importers.markdown.roadmap import Imported, read_file, read_text
from content.loading.loader import load
from content.model import Pack, Reading, Section

SEED = Path(__file__).parents[4] / "shared" / "roadmap" / "seed.md"

# The shapes of the original roadmap, in words of our own.
ROADMAP = """\
# Garden Roadmap
> A guide to gardens

Gardens are a hot topic :fire: today.

## Contents
- [Ground](#ground)
  - [Soil and Water](#soil-and-water)
  - [Beds](#beds)

- [Plants (and Trees)](#plants-and-trees)
  - [Pruning](#pruning-and-cutting)
  - Grafting
  - Fruit

- Weather

## Ground
What lies below.

### Soil and Water

Do you know these?
- [Clay (C)](https://example.org/clay)
- [Sand (S)](https://example.org/sand)

:pencil: If so, you should be able to answer these questions:
- Why does clay hold water?
- What's the ratio (i.e., litres) of rain to dew?

Roots are the base. --Dig them--. Please read:

- [On Roots](http://example.org/1/roots.pdf) [Chapter 3.2 especially 3.2.6]
- [mRoot: Thin Roots (ROOTS 2017)](https://example.org/mroot.pdf) [Section 2.1]

:pencil: If you understand roots, you should be able to answer these questions:
- How do roots turn?

### Beds
- [Raised beds](https://example.org/beds) [RB]

## Plants (and Trees)
Plants, as shown [[image source]](https://example.org/tree.jpg). Check this [paper](https://example.org/p) too.


![Tree](https://example.org/tree.jpg)

### Pruning
Cut in winter.

- [Cuts](https://example.org/cuts) [Small cuts] [[剪枝导读 by 李]](https://example.org/zh?spm=333.999)

More can be found [here](https://example.org/list?tab=x#more).

### Grafting



"""  # noqa: E501 - lines as people write them


def imported(text: str) -> Imported:
    return read_text(text, Path("list.md"))


def pack_of(text: str) -> Pack:
    return imported(text).pack


def only_section(text: str) -> Section:
    (section,) = pack_of(text).sections
    return section


def only_reading(text: str) -> Reading:
    (reading,) = only_section(text).readings
    return reading


def remarks(text: str) -> list[str]:
    return [str(remark) for remark in imported(text).remarks]


def shape(pack: Pack) -> list[tuple[str, str, list[str], list[str]]]:
    """Chapter, section, titles of the readings and questions, in order."""
    return [
        (
            chapter.title,
            section.title,
            [r.title for r in section.readings],
            [d.ask for d in section.discussion],
        )
        for chapter in pack.chapters
        for section in chapter.sections
    ]


def test_everything_finds_its_place() -> None:
    """Each shape of the original roadmap becomes a chapter, section, reading or question."""
    pack = pack_of(ROADMAP)
    assert (pack.id, pack.title, pack.about) == (
        "garden-roadmap",
        "Garden Roadmap",
        "A guide to gardens",
    )
    plants = "Plants (and Trees)"
    assert shape(pack) == [
        (
            "Ground",
            "Soil and Water",
            ["Clay (C)", "Sand (S)", "On Roots", "mRoot: Thin Roots (ROOTS 2017)"],
            [
                "Why does clay hold water?",
                "What's the ratio (i.e., litres) of rain to dew?",
                "How do roots turn?",
            ],
        ),
        ("Ground", "Beds", ["Raised beds"], []),
        (plants, plants, ["image source", "paper"], []),
        (plants, "Pruning", ["Cuts", "剪枝导读 by 李", "here"], []),
        (plants, "Grafting", [], []),
    ]


def test_words_beside_links_are_kept() -> None:
    found = pack_of(ROADMAP).readings
    told = {reading.title: (reading.part, reading.note) for reading in found}
    assert told["On Roots"] == ("Chapter 3.2 especially 3.2.6", "")
    assert told["Raised beds"] == ("All of it", "RB")
    assert told["Cuts"] == ("All of it", "Small cuts")
    assert told["剪枝导读 by 李"] == ("All of it", "With “Cuts”")
    assert told["paper"] == ("All of it", "Check this paper too.")
    assert told["here"] == ("All of it", "More can be found here.")
    assert {
        (reading.level, reading.minutes, reading.why, reading.authors) for reading in found
    } == {("core", 30, "", "")}


def test_running_text_becomes_the_introduction() -> None:
    soil = pack_of(ROADMAP).sections[0]
    assert (
        soil.introduction == "Do you know these?\n\nRoots are the base. --Dig them--. Please read:"
    )
    assert pack_of(ROADMAP).chapters[0].about == "What lies below."
    assert [section.status for section in pack_of(ROADMAP).sections] == ["outline"] * 5


def test_what_has_no_place_is_reported() -> None:
    assert remarks(ROADMAP) == [
        (
            "list.md:4: text that stands above all sections was left out: Gardens are a hot topic "
            "today."
        ),
        "list.md:14: the table of contents names what no heading does, so it was left out: Fruit",
        "list.md:16: the table of contents names what no heading does, so it was left out: Weather",
        "list.md:43: a link in running text became a reading: image source",
        "list.md:43: a link in running text became a reading: paper",
        "list.md:53: a link in running text became a reading: here",
        "list.md:55: there is nothing to read below this heading: Grafting",
    ]


def test_the_same_file_same_pack(tmp_path: Path) -> None:
    for name in ("one", "two"):
        files.write(pack_of(ROADMAP), tmp_path / name)
    one, two = (
        {p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*.yaml")}
        for n in ("one", "two")
    )
    assert one == two
    assert len(one) == 6


def test_our_loader_reads_what_was_imported(tmp_path: Path) -> None:
    pack = pack_of(ROADMAP)
    files.write(pack, tmp_path / "new")
    loaded = load(tmp_path / "new")
    assert (loaded.chapters, loaded.title, loaded.about) == (pack.chapters, pack.title, pack.about)


@pytest.mark.parametrize(
    ("bullet", "titles"),
    [
        ("- [A](https://x.org/a), [B](https://x.org/b) and [C](https://x.org/c)", ["A", "B", "C"]),
        (
            "- Long Title [[paper]](https://x.org/a) [[code]](https://x.org/b)",
            ["Long Title", "code"],
        ),
        ("- Long Title ([pdf](https://x.org/a)) ([code](https://x.org/b))", ["Long Title", "code"]),
        ("- **[A](https://x.org/a)** by *Ann*", ["A"]),
        ("- Bare title: https://x.org/a.", ["Bare title"]),
        ("- <https://x.org/a>", ["https://x.org/a"]),
        ("- [ ] [To do](https://x.org/a)", ["To do"]),
        ("1. [One](https://x.org/a)\n2. [Two](https://x.org/b)", ["One", "Two"]),
        ("- [Ref][r]\n\n[r]: https://x.org/a", ["Ref"]),
        ("- [r]\n\n[R]: https://x.org/a 'title'", ["r"]),
        ("- [a `code` :fire: word](https://x.org/a)", ["a code word"]),
        (
            (
                "- [![badge](https://b.org/x.svg)](https://b.org) [A](https://x.org/a) "
                "![p](https://x.org/p.png)"
            ),
            ["A"],
        ),
        ("- <a href='https://x.org/a'>A</a> and <a href='https://b.org'><img src='x'></a>", ["A"]),
        (
            (
                "<ul><li><a href='https://x.org/a'>A</a></li><li><a "
                "href='https://x.org/b'>B</a></li></ul>"
            ),
            ["A", "B"],
        ),
        (
            (
                "| name | what |\n|---|---|\n| [A](https://x.org/a) | good |\n| "
                "[B](https://x.org/b) "
                "| bad |"
            ),
            ["A", "B"],
        ),
        ("### [Head](https://x.org/h)\ntext", ["Head"]),
        ("- [](https://x.org/a)", ["https://x.org/a"]),
        ("- [x](https://x.org/wiki_(a))", ["x"]),
    ],
)
def test_each_link_is_a_reading(bullet: str, titles: list[str]) -> None:
    assert [reading.title for reading in only_section(f"# T\n\n{bullet}\n").readings] == titles


@pytest.mark.parametrize(
    ("bullets", "note"),
    [
        ("- [A](https://x.org/a) - A *fine* text.", "A fine text."),
        ("- [A](https://x.org/a): [N] by Ann [2nd]", "N; 2nd; by Ann"),
        ("- Ann's [A](https://x.org/a)", "Ann's"),
        ("- [A](https://x.org/a)\n  - more to say", "more to say"),
        ("- Group\n  - [A](https://x.org/a) (x)", "Under “Group”; (x)"),
        ("- Outer\n  - Inner\n    - [A](https://x.org/a)", "Under “Outer”; Under “Inner”"),
        ("- [A](https://x.org/a) under_score*", "under\\_score\\*"),
        ("| [A](https://x.org/a) | good | cheap |\n|---|---|---|", "good; cheap"),
    ],
)
def test_notes_are_kept(bullets: str, note: str) -> None:
    assert only_reading(f"# T\n\n{bullets}\n").note == note


@pytest.mark.parametrize(
    "links",
    [
        "#anchor",
        "docs/a.md",
        "",
        "mailto:ann@x.org",
        "https://x.org/no host",
        "https://x",
        "ftp://x.org",
    ],
)
def test_a_broken_link_is_no_reading(links: str) -> None:
    text = f"# T\n\n- [Good](https://x.org/a)\n- [Bad]({links})\n"
    assert [reading.title for reading in only_section(text).readings] == ["Good"]
    (remark,) = remarks(text)
    assert remark.startswith("list.md:4: ")
    assert "Bad" in remark or links in remark


@pytest.mark.parametrize(
    "url",
    [
        "https://x.org/机器?q=é&amp=1",
        "https://x.org/a_(b)_*c*",
        "http://x.org",
        "https://x.org/%zz",
    ],
)
def test_links_are_kept_as_written(url: str) -> None:
    assert only_reading(f"# T\n\n- [A]({url})\n").url == url


def test_a_reference_needs_a_target() -> None:
    assert remarks("# T\n\n- [A](https://x.org/a)\n- [B][missing]\n") == [
        "list.md:4: a bullet without a link was left out: [B][missing]"
    ]


def test_other_headings_are_sections() -> None:
    text = (
        "<h1 align='center'>T</h1>\n\n<h2>C</h2>\n\n### S\n#### D\n- [a](https://x.org/a)\n#### E\n"
        "- [b](https://x.org/b)\n\nSecond\n------\n- [c](https://x.org/c)\n"
    )
    pack = pack_of(text)
    assert pack.title == "T"
    assert [(c, s) for c, s, _, _ in shape(pack)] == [
        ("C", "S: D"),
        ("C", "S: E"),
        ("Second", "Second"),
    ]


def test_flat_lists_are_one_chapter() -> None:
    text = "# Awesome\n\n## B\n- [b](https://x.org/b)\n\n## A\n- [a](https://x.org/a)\n"
    assert [(c, s) for c, s, _, _ in shape(pack_of(text))] == [("Awesome", "B"), ("Awesome", "A")]


@pytest.mark.parametrize(
    "text",
    [
        "You should now be able to answer:\n\n1. What?\n2. Which?",
        "**After this you will be able to explain**\n\n* What?\n* Which?",
        "### Discussion questions\n- What?\n- Which?",
        "- You should be able to answer\n  - What?\n  - Which?",
    ],
)
def test_a_line_announces_questions(text: str) -> None:
    """Questions to discuss are known by the line above them."""
    section = only_section(
        f"# T\n## S\n- [a](https://x.org/a)\n\n{text}\n\nAnd:\n\n- [b](https://x.org/b)\n"
    )
    assert [(d.ask, d.covers) for d in section.discussion] == [("What?", ()), ("Which?", ())]
    assert [reading.title for reading in section.readings] == ["a", "b"]


def test_announced_questions_must_come() -> None:
    text = "# T\n\nYou should be able to answer these questions:\n\nBut which?\n"
    assert "list.md:3: this line announces questions, but no list follows" in remarks(text)


def test_a_repeated_link_is_one_reading() -> None:
    text = (
        "# T\n## A\n- [x](https://arxiv.org/abs/1706.03762)\n## B\n- "
        "[y](https://arxiv.org/pdf/1706.03762v5.pdf) [n]\n"
    )
    first, second = pack_of(text).sections
    assert (first.readings[0].id, second.readings, second.see_also) == ("x", (), ("x",))
    assert (
        "list.md:5: the same link as on line 3, so it is one reading: y; its note was left out: n"
        in remarks(text)
    )


def test_too_many_readings_are_split(tmp_path: Path) -> None:
    """More readings than a file may hold are spread over several sections."""
    pack = pack_of("# T\n" + "".join(f"- [r](https://x.org/{number})\n" for number in range(250)))
    assert [(s.id, s.title, len(s.readings)) for s in pack.sections] == [
        ("t", "T", 100), ("t-2", "T (2)", 100), ("t-3", "T (3)", 50),
    ]  # fmt: skip
    files.write(pack, tmp_path / "t")
    assert len(load(tmp_path / "t").readings) == 250


@pytest.mark.skipif(
    not SEED.exists(), reason="the original roadmap does not lie beside this repository"
)
def test_the_original_roadmap_imports_whole(tmp_path: Path) -> None:
    files.write(read_file(SEED).pack, tmp_path / "seed")
    pack = load(tmp_path / "seed")
    counted = [(c, s, len(readings), len(asked)) for c, s, readings, asked in shape(pack)]
    models = "Large Language Models (LLMs)"
    assert counted == [
        ("Background Knowledge", "Neural Networks Inference and Training", 6, 6),
        ("Background Knowledge", "Transformer Architecture", 6, 4),
        ("Background Knowledge", "Common Transformer-based Models", 5, 0),
        (models, models, 2, 0),
        (models, "Pretraining and Finetuning", 6, 0),
        (models, "Prompting", 0, 0),
    ]
    text = SEED.read_text(encoding="utf-8")
    assert [
        url for url in (reading.url for reading in pack.readings) if f"]({url})" not in text
    ] == []
    links = text.count("](http") - text.count("![")
    assert len(pack.readings) == links
    questions = [
        line[2:] for line in text.splitlines() if line.startswith("- ") and line.endswith("?")
    ]
    assert [asked for _, _, _, several in shape(pack) for asked in several] == questions


def test_broken_links_tell_where_they_lead() -> None:
    assert remarks("# T\n\n- [Good](https://x.org/a)\n- [Bad](docs/a.md)\n") == [
        "list.md:4: a link leads to `docs/a.md`, not to the web, and is no reading: Bad"
    ]
