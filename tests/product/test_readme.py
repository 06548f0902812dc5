"""README is one page: a picture, two commands, two blocks to paste, and where to read on."""

from tests.docs.reading import ROOT, blocks, links, text

README = ROOT / "README.md"


def test_readme_is_one_page() -> None:
    assert 60 <= len(text(README).splitlines()) <= 90


def test_readme_begins_with_two_commands() -> None:
    """README begins with a picture and two commands."""
    assert links(README)[1].startswith("docs/pictures/")
    assert blocks(README, "sh") == ["make play\nmake test\n"]


def test_readme_has_two_blocks_to_paste() -> None:
    week, live = blocks(README, "playground")

    assert "group setup" in week
    assert "quiz live" in live
