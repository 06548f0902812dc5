"""Links are canonical, and no reading is listed twice."""

from pathlib import Path

import pytest

from content.rules.check import release
from tests.content import sample
from tests.content.sample import Flaw, faults_of, link, released

FLAWS: dict[str, Flaw] = {
    "a link to the pdf": Flaw(
        link("https://arxiv.org/pdf/1706.06197v2.pdf"),
        *(
            "shed",
            "url:",
            "reading `compost`: its link is not canonical: write https://arxiv.org/abs/1706.06197",
        ),
    ),
    "a link that hides where it leads": Flaw(
        link("https://bit.ly/abc"),
        *("shed", "url:", "its link hides where it leads: write the real one"),
    ),
    "one reading under two ids": Flaw(
        link("https://example.org/soil/"),
        *("shed", "url:", "it has the same link as `soil` (garden.yaml:"),
    ),
}


@pytest.mark.parametrize("name", FLAWS)
def test_flaws_name_line_and_remedy(tmp_path: Path, name: str) -> None:
    flaw = FLAWS[name]
    folder = flaw.written(tmp_path)
    release(folder)
    (fault,) = faults_of(folder)
    assert flaw.problem in fault
    assert fault.startswith(flaw.where(folder))


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("https://arxiv.org/pdf/1706.06197", "https://arxiv.org/abs/1706.06197"),
        ("https://arxiv.org/abs/1706.06197v3", "https://arxiv.org/abs/1706.06197"),
        ("http://www.arxiv.org/abs/1706.06197", "https://arxiv.org/abs/1706.06197"),
        ("https://arxiv.org/html/2405.21060v1", "https://arxiv.org/abs/2405.21060"),
        ("https://ar5iv.labs.arxiv.org/html/1706.06197", "https://arxiv.org/abs/1706.06197"),
        ("https://huggingface.co/papers/1706.06197", "https://arxiv.org/abs/1706.06197"),
        ("https://doi.org/10.48550/arXiv.1706.06197", "https://arxiv.org/abs/1706.06197"),
        (
            "http://dx.doi.org/10.1007/978-3-319-94463-0",
            "https://doi.org/10.1007/978-3-319-94463-0",
        ),
        ("https://doi.org/10.1145/ABC", "https://doi.org/10.1145/abc"),
        ("https://youtu.be/VMj-3S1tku0?t=5", "https://www.youtube.com/watch?v=VMj-3S1tku0"),
        (
            "https://www.youtube.com/watch?v=VMj-3S1tku0&t=99s",
            "https://www.youtube.com/watch?v=VMj-3S1tku0",
        ),
        ("https://m.youtube.com/embed/VMj-3S1tku0", "https://www.youtube.com/watch?v=VMj-3S1tku0"),
        ("https://openreview.net/pdf?id=abc", "https://openreview.net/forum?id=abc"),
        ("https://aclanthology.org/N19-1419.pdf", "https://aclanthology.org/N19-1419/"),
        ("https://www.aclweb.org/anthology/N19-1419", "https://aclanthology.org/N19-1419/"),
        (
            "https://github.com/f/prompts.chat?tab=readme-ov-file",
            "https://github.com/f/prompts.chat",
        ),
        ("https://github.com/openai/x.git", "https://github.com/openai/x"),
        ("http://example.org/a", "https://example.org/a"),
        ("https://Example.org/a?utm_source=x&b=1", "https://example.org/a?b=1"),
        ("https://example.org/a?fbclid=1#part", "https://example.org/a#part"),
        ("https://example.org", "https://example.org/"),
        (
            "https://www.bilibili.com/video/BV1/?spm_id_from=333",
            "https://www.bilibili.com/video/BV1/",
        ),
    ],
)
def test_links_take_their_canonical_form(tmp_path: Path, written: str, canonical: str) -> None:
    files = sample.documents()
    link(written)(files)
    (fault,) = faults_of(released(tmp_path / "written", files))
    assert fault.endswith(f"its link is not canonical: write {canonical}")
    link(canonical)(files)
    assert faults_of(released(tmp_path / "canonical", files)) == []
