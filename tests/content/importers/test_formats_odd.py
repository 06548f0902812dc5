"""Whatever stands in a file of questions.

It is read or told, and nothing a pack could not load gets into one.
"""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.faults import PackError, Report
from content.importers.quiz.judged import settle
from content.loading import build
from content.loading.loader import load
from tests.content.authoring.test_author_tasks import TEA
from tests.content.formats import marked, read

PIECES = st.sampled_from([
    "{", "}", "=", "~", "#", "####", "%50%", "%", "->", "::", "//", "[tag:kind-text]",
    "[tag:trap-Z]", "[id:",
    "\n", "\n\n",
    "T", "..", ":", "nan", "inf", "1e999", "-", ".", "\\", "$CATEGORY:", "A. a\n", "B) b\n",
    "ANSWER: A\n", "ask",
    "answer",
    "kind", "single", "multiple", "numeric", ",", ";", "\t", '"', "'", "|", "#separator:",
    "#columns:",
    "#tags column:9",
    "{{c1::a}}", "<b>", "<a href='https://x", "&#0;", "sep=;\n", "was", "trap", "choice_a",
    "choice_c",
    "choice_a,choice_b\n", '#separator:"\n', 'sep="\n',
])  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=20).map("".join)


@pytest.mark.parametrize("form", ["gift", "aiken", "csv", "anki", ""])
@given(text=TEXTS)
@example(text="Q{#nan..inf}")
@example(text="Q{#inf..inf}")
@example(text="#columns:ask\tkind\tanswer\n?\tnumeric\t1e999\n")
def test_any_text_is_read_or_told(form: str, text: str) -> None:
    pack = load(TEA)
    with suppress(PackError):
        found, told = read(text.encode("utf-8", "replace").decode(), form)
        assert all(line.split(":")[0].isdecimal() for line in told)
        for whole in settle(found, pack, "picking", Report(Path("file"))).whole:
            assert build.question(marked(whole.entry)).id == whole.entry["id"]


@pytest.mark.parametrize("form", ["gift", "csv"])
def test_a_large_file_is_read(form: str) -> None:
    """However odd a large file is, it is read in a time that suits its length."""
    text = (
        {"gift": "Is it {=a ~b ~c}\n\n", "csv": "ask;answer\n"}[form]
        + "{" * 50_000
        + "Is it\\{;" * 50_000
    )
    assert len(read(text, form)[0]) <= 1
