"""Tables from spreadsheets and notes from Anki as text, with all that those programs do to a
file.
"""

from typing import Any

import pytest

from content.faults import PackError
from tests.content.formats import read


def entry(text: str, form: str = "csv") -> dict[str, Any]:
    (given,), told = read(text, form)
    assert told == []
    return given.entry


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_saved_table_is_read(separator: str, newline: str, encoding: str) -> None:
    """A table is read with any separator, line ending and encoding it was saved with."""
    rows = ["ask,kind,answer,unit", '"How many\nin all?",numeric,5,€']
    text = newline.join(row.replace("\n", newline) for row in rows).replace(",", separator)
    (given,), told = read(text, "csv", encoding)
    assert (told, given.line) == ([], 2)
    assert given.entry == {"ask": "How many\nin all?", "kind": "numeric", "answer": 5, "unit": "€"}


def test_excels_first_line_is_no_row() -> None:
    """The line that Excel puts above a table, to name the separator, is no row."""
    (given,), told = read("sep=;\nask;answer\nIs it?;TRUE\n", "csv")
    assert (told, given.line, given.entry["answer"]) == ([], 3, "true")


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("3,14", 3.14),
        ("+5", 5),
        ("1.5E+3", 1500),
        (".5", 0.5),
        ("−2", -2),
        ("'-2", -2),
        ("1,234", "1,234"),
        ("1 %", "1 %"),
    ],
)
def test_numbers_as_spreadsheets_show_them(answer: str, number: object) -> None:
    assert entry(f"ask;kind;answer\nHow many?;numeric;{answer}\n")["answer"] == number


def test_the_answer_tells_the_kind() -> None:
    """The kind follows from the answer; a right choice is named in many ways."""
    rows = [
        ("Question,Option A,Option B,Option C,Correct "
        "answer,Feedback"), "q1,x,y,z,c,Because.", 'q2,x,y,z,"A, C",',
        "q3,,,,false,", "q4,,,,7,", "q5,,,,clay,", "q6,xx,yy,zz,yy,",
    ]  # fmt: skip
    found, told = read("\n".join(rows), "csv")
    assert told == []
    assert [(given.entry["kind"], given.entry["answer"]) for given in found] == [
        ("single", "C"), ("multiple", ["A", "C"]), ("true-false", "false"),
        ("numeric", 7), ("text", "clay"), ("single", "B"),
    ]  # fmt: skip
    assert found[0].entry["explanation"] == "Because."


def test_faults_name_their_row() -> None:
    """A fault of a table is told with the line of its row."""
    text = 'ask,choice_a,choice_b,anser,mood\n"a\nb",x,,,\n,x,y,,\nc,,y,,,more\n'
    found, told = read(text, "csv")
    assert [given.line for given in found] == [2, 5]
    assert [line.partition(": ")[0] for line in told] == ["1", "1", "4", "5", "5"]
    assert told[0] == "1: the column `anser` was left out: did you mean `answer`?"
    assert told[2] == "4: left out, the cell `ask` is empty: write the question there"


def test_an_open_quote_names_its_row() -> None:
    """A quote that is not closed is told where its row begins."""
    found, told = read('ask\nfine\n"open\nand on', "csv")
    assert (len(found), len(told), told[0][:2]) == (1, 1, "3:")


@pytest.mark.parametrize(
    ("text", "told"), [("", "the file is empty"), ("a,b\n1,2\n", "no column is called `ask`")]
)
def test_a_table_needs_a_question_column(text: str, told: str) -> None:
    found, faults = read(text, "csv")
    assert found == []
    assert told in faults[-1]


def test_other_encodings_are_told_by_line() -> None:
    """What is not UTF-8 is told with its line."""
    with pytest.raises(
        PackError, match=r":3: this is not UTF-8 text: save the file as UTF-8 \(in Excel"
    ):
        read("ask,answer\na,b\né,c\n", "csv", "latin-1")


NOTES = """\
#separator:tab
#html:true
#notetype column:1
#tags column:4
Basic\tWhat holds <b>water</b>?\tclay\tskill-recall difficulty-1 mine
Basic\t"Is it ""so""?"\tTrue\t
Basic\tHow many &lt; 9?\t7\t
Basic\tWhy?\tBecause water goes where the roots are.\t
Cloze\tWater is held by {{c1::clay::what?}}.\tIt <i>swells</i>.\t
Cloze\t{{c1::Clay}} holds {{c2::water}}.\t\t
"""


def test_notes_become_questions() -> None:
    """Notes become questions as far as their two sides tell; the rest is lacking."""
    found, told = read(NOTES, "anki")
    assert [given.entry for given in found] == [
        {
            "ask": "What holds **water**?",
            "kind": "text",
            "answer": "clay",
            "skill": "recall",
            "difficulty": 1,
        },
        {"ask": 'Is it "so"?', "kind": "true-false", "answer": "true", "trap": {"answer": "false"}},
        {"ask": "How many < 9?", "kind": "numeric", "answer": 7},
        {"ask": "Why?", "explanation": "Because water goes where the roots are."},
        {
            "ask": r"Water is held by \_\_\_\_\_.",
            "kind": "text",
            "answer": "clay",
            "explanation": "It *swells*.",
        },
    ]
    assert [line.partition(":")[0] for line in told] == ["5", "8", "10"]
    assert told[0] == "5: tags that have no place here were left out: mine"
    assert told[2].startswith("10: left out, several gaps in one note")


def test_notes_with_columns_are_a_table() -> None:
    """Notes that name our columns are read like a table."""
    text = "#separator:Semicolon\n#columns:Ask;Answer;Tags;Trap why\nIs it?;true;reading-mud;No.\n"
    trap = {"answer": "false", "why": "No."}
    found = {
        "ask": "Is it?",
        "kind": "true-false",
        "answer": "true",
        "trap": trap,
        "reading": "mud",
    }
    assert entry(text, "anki") == found


def test_unnamed_columns_are_told() -> None:
    """A column of notes that nobody named is left out and told."""
    _, told = read("#html:false\nWhat?\tclay\tskill-recall\n", "anki")
    assert told == ["2: columns left out: 3; `#tags column:3` says which one holds tags"]


def test_plain_notes_are_plain() -> None:
    assert entry("#html:false\na_b <b>\tclay\n", "anki")["ask"] == r"a\_b <b>"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Why?\nA. a\nB. b\nANSWER: A\n", "single"),
        ("Is it?{T}", "true-false"),
        ("a\tclay\n", "text"),
    ],
)
def test_a_file_tells_its_format(text: str, kind: str) -> None:
    """A text file is known by what stands in it."""
    (given,), _ = read(text, "")
    assert given.entry["kind"] == kind


def test_an_unclear_format_must_be_named() -> None:
    """A text that could be anything is refused until its format is named."""
    with pytest.raises(PackError, match="nothing tells its format: name it, --format"):
        read("Just words.", "")
