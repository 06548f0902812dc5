"""What a stranger installs.

The wheel with the locked libraries, and nothing of this folder, plays.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from content.loading.loader import load

REPOSITORY = Path(__file__).parents[2]
PACK = Path("content/packs/generative-ai")


def run(*command: str | Path, cwd: Path, stdin: str = "") -> str:
    """What a command prints; it must do its work, and without a word of complaint."""
    # Nothing of the person who runs the tests: no settings, no playground, no path to these
    # sources.
    environment = {"PATH": os.environ["PATH"], "HOME": str(cwd)}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


def locked() -> dict[str, str]:
    """Each library of the run lock that this Python needs, and its version."""
    lines = (REPOSITORY / "requirements.txt").read_text().replace("\\\n", "").splitlines()
    wanted = [Requirement(line.partition(" --hash=")[0]) for line in lines if line[:1].isalpha()]
    return {
        one.name: str(one.specifier).removeprefix("==")
        for one in wanted
        if one.marker is None or one.marker.evaluate()
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel and the run lock's libraries.

    No test tool, no source, no network.
    """
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    (packages,) = folder.glob("lib/python*/site-packages")
    # Copied from where the same lock put them: ten times faster than pip, and a registry need not
    # be reached.
    for name, version in locked().items():
        library = metadata.distribution(name)
        assert library.version == version, (
            f"{name} {library.version} is installed, not {version}: run `make test`"
        )
        copy(library, packages)
    target = ("--python", str(folder / "bin" / "python"))
    quiet = ("--quiet", "--disable-pip-version-check")
    run(
        sys.executable,
        "-m",
        "pip",
        *target,
        "install",
        *quiet,
        "--no-deps",
        "--no-index",
        wheel,
        cwd=folder,
    )
    return folder


def copy(library: metadata.Distribution, packages: Path) -> None:
    """One installed library, without the scripts it put elsewhere."""
    for file in library.files or ():
        if ".." not in file.parts and "__pycache__" not in file.parts:
            target = packages / file
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(str(file.locate())), target)


def test_the_wheel_holds_code_and_data(wheel: Path) -> None:
    """The wheel holds the code and every data file, and no tests."""
    folders = ("bot", "adapters", "content", "scheduler")
    ours = {
        file.relative_to(REPOSITORY).as_posix()
        for folder in folders
        for file in (REPOSITORY / folder).rglob("*")
        if file.suffix in {".py", ".sql", ".yaml", ".txt"}
    }

    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert (PACK / "pack.yaml").as_posix() in packed
    assert "bot/database/migrations/0001_core.sql" in packed
    assert ours | {"roadmate.py"} <= packed
    assert {name.partition("/")[0] for name in packed} == {*folders, "roadmate.py"}


def test_the_locks_suffice_the_wheel(environment: Path) -> None:
    """The locked libraries are all that the wheel asks for."""
    asked = run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        environment / "bin" / "python",
        "check",
        cwd=environment,
    )

    assert asked == "No broken requirements found.\n"
    assert canonicalize_name("discord.py") in locked()


def test_the_wheel_plays_an_evening(environment: Path, tmp_path: Path) -> None:
    """An evening is played from the wheel, without the sources at hand."""
    evening = "next\ndone\nquiz solo\nleaderboard\nprogress\n:as Ben\nnext\n:quit\n"
    titles = [reading.title for reading in load(REPOSITORY / PACK).sections[0].readings]

    said = run(
        environment / "bin" / "roadmate",
        "play",
        "--database",
        tmp_path / "evening.db",
        cwd=tmp_path,
        stdin=evening,
    )
    # Long lines are wrapped, wherever they happen to break.
    ann, _, ben = " ".join(said.split()).partition("You are Ben now.")

    (first,) = [title for title in titles if title in ann and title in ben]
    assert f"✓ {first}: read. +10 points." in ann
    assert "1. Ann (you) · 10 points" in ann


def test_the_wheels_own_code_plays(environment: Path, tmp_path: Path) -> None:
    """What is played is the code in the wheel, not the checkout's."""
    script = "import bot, roadmate; print(bot.__file__, roadmate.PACKS)"

    places = run(environment / "bin" / "python", "-c", script, cwd=tmp_path).split()

    assert all(Path(place).is_relative_to(environment) for place in places)
