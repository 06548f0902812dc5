"""Every fault that keeps a pack from loading is named with its file and line, and a remedy."""

from pathlib import Path

import pytest

from content.faults import PackError
from content.loading.loader import load
from tests.content import sample
from tests.content.sample import Flaw, quiz


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(PackError) as refused:
        load(folder)
    return sample.told(folder, refused.value.faults)


FLAWS: dict[str, Flaw] = {
    "an unknown field": Flaw(
        lambda files: files["shed"]["readings"][0].update(minuts=5),
        "shed",
        "minuts: 5",
        "has no field `minuts`: did you mean `minutes`?",
    ),
    "a field that resembles none": Flaw(
        lambda files: files["shed"].update(colour="blue"),
        "shed",
        "colour: blue",
        "the fields of `the section` are id, title",
    ),
    "a missing field": Flaw(
        lambda files: files["shed"]["readings"][0].pop("part"),
        "shed",
        "id: compost",
        "lacks `part`: add it (what to read of it, such as `Section 2.1`)",
    ),
    "text in place of a number": Flaw(
        lambda files: files["shed"]["readings"][0].update(minutes="an hour"),
        "shed",
        "minutes:",
        "`minutes` must be a whole number, not text: write digits only, without quotes",
    ),
    "a number in place of text": Flaw(
        lambda files: files["shed"].update(title=1984),
        "shed",
        "title: 1984",
        '`title` must be text, not the number 1984: put it in quotes: "1984"',
    ),
    "a number in place of a choice": Flaw(
        lambda files: quiz(files, "multiple").update(choices=["red", 4096, "blue"]),
        "garden",
        "- 4096",
        'put it in quotes: "4096"',
    ),
    "a fraction in place of a whole number": Flaw(
        lambda files: files["shed"]["readings"][0].update(minutes=12.5),
        "shed",
        "minutes:",
        "`minutes` must be a whole number, not 12.5: round it",
    ),
    "a number out of bounds": Flaw(
        lambda files: files["shed"]["readings"][0].update(minutes=6000),
        "shed",
        "minutes:",
        "`minutes` is 6000: write 600 or less",
    ),
    "too small a number": Flaw(
        lambda files: quiz(files, "numeric").update(tolerance=-1),
        "garden",
        "tolerance: -1",
        "`tolerance` is -1: write 0 or more",
    ),
    "a word that is not one of a few": Flaw(
        lambda files: files["shed"]["readings"][0].update(level="esential"),
        "shed",
        "level:",
        "write one of essential, core, optional; did you mean `essential`?",
    ),
    "an unknown kind of question": Flaw(
        lambda files: quiz(files, "text").update(kind="txt"),
        "garden",
        "kind: txt",
        "write one of single, multiple, true-false, numeric, text; did you mean `text`?",
    ),
    "a question without a kind": Flaw(
        lambda files: quiz(files, "text").pop("kind"),
        "garden",
        "id: q-ivy",
        "lacks `kind`: write one of single, multiple",
    ),
    "a list in place of text": Flaw(
        lambda files: files["shed"].update(title=["The", "Shed"]),
        "shed",
        "- The",
        "`title` must be text, not a list: write it as one text",
    ),
    "text in place of a list": Flaw(
        lambda files: files["garden"].update(see_also="compost"),
        "garden",
        "see_also:",
        "`see_also` must be a list, not text: begin each item with `- `",
    ),
    "text in place of a map": Flaw(
        lambda files: files["shed"].update(readings=["compost"]),
        "shed",
        "- compost",
        "must be a map, not text: write its fields",
    ),
    "a blank text": Flaw(
        lambda files: files["shed"].update(title="  "),
        "shed",
        "title:",
        "`title` is empty: write something",
    ),
    "a stem that is too long": Flaw(
        lambda files: quiz(files, "text").update(ask="w" * 601),
        "garden",
        "ask: www",
        "`ask` has 601 characters: shorten it to 600",
    ),
    "a choice that is too long": Flaw(
        lambda files: quiz(files, "multiple").update(choices=["red", "w" * 201, "blue"]),
        "garden",
        "- www",
        "`choices` has 201 characters: shorten it to 200",
    ),
    "too few choices": Flaw(
        lambda files: quiz(files, "single").update(choices=["red", "blue"]),
        "garden",
        "- red",
        "`choices` has 2 items: write at least 3",
    ),
    "too many choices": Flaw(
        lambda files: quiz(files, "single").update(choices=list("lmnopqr")),
        "garden",
        "- l",
        "`choices` has 7 items: leave at most 6",
    ),
    "the same choice twice": Flaw(
        lambda files: quiz(files, "single").update(choices=["up", "down", "left", "down"]),
        "garden",
        "- down",
        "`down` stands twice in `choices`: remove one",
        2,
    ),
    "an id with capitals": Flaw(
        lambda files: files["shed"]["readings"][0].update(id="Compost-1"),
        "shed",
        "id: Compost-1",
        "`id` is `Compost-1`: use small letters, digits and hyphens only",
    ),
    "an id that is too long": Flaw(
        lambda files: quiz(files, "single").update(id="q" * 41),
        "garden",
        "id: qqq",
        "`id` has 41 characters: shorten it to 40",
    ),
    "something that is no link": Flaw(
        lambda files: files["shed"]["readings"][0].update(url="arxiv 1706.06197"),
        "shed",
        "url:",
        "write the whole link, beginning with https://",
    ),
    "a link that no browser can take apart": Flaw(
        lambda files: files["shed"]["readings"][0].update(url="https://[::1"),
        *("shed", "url:", "write the whole link, beginning with https://"),
    ),
    "a day that is none": Flaw(
        lambda files: quiz(files, "single").update(retired="2026-13-01"),
        "garden",
        "retired:",
        '`retired` is `2026-13-01`: write a day in quotes, such as "2026-11-23"',
    ),
    "a letter beyond the choices": Flaw(
        lambda files: quiz(files, "single").update(answer="F"),
        "garden",
        "answer: F",
        "`answer` is F, but the choices go from A to D: name one of them",
    ),
    "a trap beyond the choices": Flaw(
        lambda files: quiz(files, "single")["trap"].update(answer="F"),
        "garden",
        "answer: F",
        "the trap is F, but the choices go from A to D: name one of them",
    ),
    "a trap that is the right answer": Flaw(
        lambda files: quiz(files, "single").update(trap={"answer": "A", "why": "It is not."}),
        "garden",
        "answer: A",
        "the trap is A, which is the right answer: name the most tempting wrong one",
        2,
    ),
    "a multiple answer beyond the choices": Flaw(
        lambda files: quiz(files, "multiple").update(answer=["A", "E"]),
        "garden",
        "- A",
        "`answer` holds E, but the choices go from A to C: name those",
    ),
    "only one right answer of several": Flaw(
        lambda files: quiz(files, "multiple").update(answer=["A"]),
        "garden",
        "- A",
        "`answer` has 1 item: write at least 2",
    ),
    "every choice right": Flaw(
        lambda files: quiz(files, "multiple").update(answer=["A", "B", "C"]),
        "garden",
        "- A",
        "every choice is right: add a wrong one",
    ),
    "a multiple trap beyond the choices": Flaw(
        lambda files: quiz(files, "multiple").update(trap={"answer": "F", "why": "No."}),
        "garden",
        "answer: F",
        "the trap is F, but the choices go from A to C",
    ),
    "a true-false trap that is right": Flaw(
        lambda files: quiz(files, "true-false").update(trap={"answer": "true", "why": "No."}),
        "garden",
        "answer: 'true'",
        'the trap is the right answer: write "false"',
        2,
    ),
    "a numeric trap within the tolerance": Flaw(
        lambda files: quiz(files, "numeric").update(tolerance=1000),
        "garden",
        "answer: 900",
        "the trap 900 counts as right (within 1000 of 11): name a wrong number",
    ),
    "a typed trap that counts as right": Flaw(
        lambda files: quiz(files, "text").update(trap={"answer": "Wall  SOIL!", "why": "No."}),
        "garden",
        "answer: Wall",
        "the trap `Wall  SOIL!` counts as right: name a wrong answer",
    ),
    "an accepted answer that says nothing new": Flaw(
        lambda files: quiz(files, "text").update(accept=["Wáll-soil"]),
        "garden",
        "answer: wall soil",
        "`accept` repeats an answer but for case, spaces, punctuation or accents",
    ),
    "an answer of punctuation only": Flaw(
        lambda files: quiz(files, "text").update(answer="?!"),
        "garden",
        "answer: ?!",
        "holds no letter or digit",
    ),
    "choices where there are none": Flaw(
        lambda files: quiz(files, "true-false").update(choices=["yes", "of course", "never"]),
        "garden",
        "- 'yes'",
        "has no field `choices`",
    ),
    "a question without a trap": Flaw(
        lambda files: quiz(files, "single").pop("trap"),
        "garden",
        "id: q-apple",
        "lacks `trap`",
    ),
    "a reading that is not there": Flaw(
        lambda files: quiz(files, "single").update(reading="soill"),
        "garden",
        "reading: soill",
        "there is no reading `soill`: did you mean `soil`?",
    ),
    "a reading that resembles none": Flaw(
        lambda files: files["garden"].update(see_also=["zeppelin"]),
        "garden",
        "- zeppelin",
        "there is no reading `zeppelin`: add it to the readings of its section",
    ),
    "a reading by its former id": Flaw(
        lambda files: (
            files["shed"]["readings"][0].update(was=["humus"]),
            files["garden"].update(see_also=["humus"]),
        ),
        "garden",
        "- humus",
        "the reading `humus` is called `compost` now: write that",
    ),
    "see_also within the section": Flaw(
        lambda files: files["garden"].update(see_also=["rain"]),
        "garden",
        "- rain",
        "`see_also` names `rain`, which stands in this section: remove it",
    ),
    "an id that is taken in another section": Flaw(
        lambda files: files["shed"]["readings"].append(sample.reading("rain")),
        "shed",
        "id: rain",
        "the reading id `rain` is taken (garden.yaml:",
    ),
    "a former id that is still alive": Flaw(
        lambda files: files["shed"]["readings"][0].update(was=["rain"]),
        "shed",
        "- rain",
        "`was` holds `rain`, but a reading still has that id (garden.yaml:",
    ),
    "one's own id as a former one": Flaw(
        lambda files: files["shed"]["readings"][0].update(was=["compost"]),
        "shed",
        "- compost",
        "`was` holds `compost`, but a reading still has that id",
    ),
    "a section file that is not there": Flaw(
        lambda files: files["pack"]["chapters"][0].update(sections=["gardn", "garden", "shed"]),
        "pack",
        "- gardn",
        "there is no sections/gardn.yaml: did you mean `garden.yaml`?",
    ),
    "a section that is on the map twice": Flaw(
        lambda files: files["pack"]["chapters"][0].update(sections=["garden", "shed", "garden"]),
        "pack",
        "- garden",
        "`garden` stands twice in `sections`: remove one",
        2,
    ),
    "a section in two chapters": Flaw(
        lambda files: files["pack"]["chapters"].append(
            {"id": "inside", "title": "Inside", "about": "Pots.", "sections": ["garden"]}
        ),
        "pack",
        "- garden",
        "the section `garden` is on the map twice (first on line",
        2,
    ),
    "a section that is called otherwise than its file": Flaw(
        lambda files: files["shed"].update(id="barn"),
        "shed",
        "id: barn",
        "`id` is `barn`, but the file is shed.yaml: make them the same",
    ),
    "a section name that leads out of the folder": Flaw(
        lambda files: files["pack"]["chapters"][0].update(sections=["garden", "shed", "../../etc"]),
        "pack",
        "- ../../etc",
        "use small letters, digits and hyphens only",
    ),
    "a map without chapters": Flaw(
        lambda files: files["pack"].pop("chapters"),
        "pack",
        "id: gardening",
        "`the map` lacks `chapters`",
    ),
    "a language that is none": Flaw(
        lambda files: files["pack"].update(language="English!"),
        "pack",
        "language:",
        "write a language tag such as `en`",
    ),
}


@pytest.mark.parametrize("name", FLAWS)
def test_faults_name_line_and_remedy(tmp_path: Path, name: str) -> None:
    flaw = FLAWS[name]
    folder = flaw.written(tmp_path)
    (fault,) = [fault for fault in faults_of(folder) if flaw.problem in fault]
    assert fault.startswith(flaw.where(folder))


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    files = sample.documents()
    files["garden"]["colour"] = "green"
    questions = files["garden"]["quiz"]
    for question, (field, value) in zip(questions, EVERY_KIND, strict=False):
        question[field] = value
    files["garden"]["discussion"][0]["covers"] = []
    files["shed"]["readings"] += [
        sample.reading("rain"),
        sample.reading("sun") | {"was": ["soil"], "year": "last year"},
    ]
    files["pack"]["chapters"][0]["sections"] += ["pond", "garden"]
    folder = sample.write(tmp_path, files)
    with sample.path_of(folder, "shed").open("a", encoding="utf-8") as file:
        file.write("retired: 2026-11-23\ntitle: Again\n")
    faults = faults_of(folder)
    problems = [fault.split(": ", 1)[1] for fault in faults]
    assert len(faults) == len(EVERY_KIND) + 8
    assert len(set(problems)) == len(faults)
    assert [fault.split(":")[0] for fault in faults].count("sections/shed.yaml") == 5
    lines = [(fault.split(":")[0], int(fault.split(":")[1])) for fault in faults]
    assert lines == sorted(lines)


EVERY_KIND: tuple[tuple[str, object], ...] = (
    ("answer", "F"),
    ("choices", ["one", "two"]),
    ("skill", "guessing"),
    ("reading", "nothing"),
    ("ask", "w" * 700),
    ("answer", ["A", "B", "C"]),
    ("answer", "maybe"),
    ("tolerance", "little"),
    ("accept", "one text"),
    ("id", "Q 1"),
    ("explanation", ""),
)
