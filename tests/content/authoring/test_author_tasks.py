"""`roadmate content import`, `export` and `stats` in real processes."""

import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]
TEA = REPOSITORY / "tests" / "packs" / "tea"
LIST = "# My Plants\n\n## Herbs\n- [Mint](https://example.org/mint) [Section 2]\n- no link\n"


def content(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "roadmate", "content", *words],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_a_list_becomes_a_folder(tmp_path: Path) -> None:
    """A list is imported into a folder named after its title."""
    (tmp_path / "list.md").write_text(LIST)

    ended = content(tmp_path, "import", "list.md")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.splitlines()[:2] == [
        "list.md:5: a bullet without a link was left out: no link",
        "my-plants: 1 chapters, 1 sections, 1 readings, 0 questions to discuss",
    ]
    assert "a reading is `core`, takes 30 minutes, and its part is `All of it`" in ended.stdout
    assert (tmp_path / "my-plants" / "sections" / "herbs.yaml").exists()
    assert (
        "my-plants/ids.txt:1: no id was ever released"
        in content(tmp_path, "check", "my-plants").stdout
    )


def test_a_second_import_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "list.md").write_text(LIST)
    content(tmp_path, "import", "list.md", "--to", "a/b")
    (tmp_path / "a/b/pack.yaml").write_text("mine")

    again = content(tmp_path, "import", "list.md", "--to", "a/b")

    assert (again.returncode, again.stdout) == (1, "")
    assert (
        again.stderr
        == "a/b: this exists already, and nothing is written over: name another folder with --to\n"
    )
    assert (tmp_path / "a/b/pack.yaml").read_text() == "mine"


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    ended = content(tmp_path, "import", "none.md")

    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert not list(tmp_path.iterdir())


def test_an_exported_page_can_be_imported(tmp_path: Path) -> None:
    exported = content(tmp_path, "export", "--markdown", str(TEA))
    (tmp_path / "tea.md").write_text(exported.stdout)

    imported = content(tmp_path, "import", "tea.md")

    assert (exported.returncode, imported.returncode) == (0, 0)
    assert exported.stdout.startswith("# Tea\n\n> From leaf to cup.\n")
    assert "tea: 2 chapters, 3 sections, 5 readings, 2 questions to discuss" in imported.stdout


def test_stats_counts_our_own_pack(tmp_path: Path) -> None:
    """The task counts our own pack unless another one is named."""
    ours, tea = content(tmp_path, "stats"), content(tmp_path, "stats", str(TEA))

    assert (ours.returncode, tea.returncode) == (0, 0)
    assert "\ntransformer-architecture " in ours.stdout
    assert "\npicking " in tea.stdout
