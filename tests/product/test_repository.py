"""What the files around the code promise.

Locks that name no address, settings and tasks that are all explained.
"""

import re
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
SETTING = re.compile(r"\bROADMATE_[A-Z_]+\b")


def text(name: str) -> str:
    """A file of the repository's top folder."""
    return (REPOSITORY / name).read_text(encoding="utf-8")


def settings_of_docs() -> set[str]:
    """The variables in the first column of the table."""
    page = text("docs/settings.md")
    first_cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("|")]
    return {name for cell in first_cells for name in SETTING.findall(cell)}


def settings_of_example() -> list[str]:
    """The variables that .env.example offers, in its order."""
    return re.findall(r"^#?(ROADMATE_[A-Z_]+)=", text(".env.example"), re.MULTILINE)


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_locks_hash_everything(lock: str) -> None:
    """A lock names no address and hashes everything."""
    pinned = text(lock).replace("\\\n", "").splitlines()

    assert "://" not in text(lock)
    assert not [line for line in pinned if "==" not in line or "--hash=sha256:" not in line]


def test_the_locks_agree() -> None:
    """The two locks agree on every library that is in both."""

    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", text(lock), re.MULTILINE))

    assert pins("requirements.txt") < pins("requirements-dev.txt")


def test_docs_and_example_agree() -> None:
    """The docs and the example file name the same settings."""
    assert settings_of_docs() == set(settings_of_example())


def test_settings_are_explained_once() -> None:
    """Each setting stands once in the example file, below a comment that explains it."""
    offered = settings_of_example()
    blocks = text(".env.example").splitlines()

    assert len(offered) == len(set(offered))
    assert all(
        blocks[index - 1].startswith("# ")
        for index, line in enumerate(blocks)
        if SETTING.match(line, 1)
    )


def test_the_image_sets_existing_settings() -> None:
    """The container image sets only settings that exist."""
    assert set(SETTING.findall(text("Dockerfile") + text("compose.yaml"))) <= set(
        settings_of_example()
    )


@pytest.mark.parametrize("command", ["make play", "make test"])
def test_readme_names_the_command(command: str) -> None:
    assert command in text("README.md")


def test_the_version_is_in_the_changelog() -> None:
    (version,) = re.findall(r'^version = "(.+)"', text("pyproject.toml"), re.MULTILINE)

    assert f"## [{version}]" in text("CHANGELOG.md") or "## [Unreleased]" in text("CHANGELOG.md")


def test_make_refuses_an_old_python(tmp_path: Path) -> None:
    """Make refuses an old Python with a clear line."""
    (tmp_path / "Makefile").write_text(text("Makefile"))
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    # Every name that make tries is a Python that says it is old.
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        (bin_folder / name).write_text(
            '#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\nexit 1\n'
        )
        (bin_folder / name).chmod(0o755)
    # Make wants the files that a set-up is made from before it makes anything.
    for name in ("requirements.txt", "pyproject.toml"):
        (tmp_path / name).touch()

    refused = subprocess.run(
        ["make", "play"],
        cwd=tmp_path,
        env={"PATH": f"{bin_folder}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert refused.returncode == 2
    assert "needs Python 3.11 or later, and found Python 3.9.2" in refused.stderr
    assert not (tmp_path / ".venv").exists()
