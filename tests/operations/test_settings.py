"""The environment and .env in, settings or every fault at once out."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import roadmate
from bot.core.errors import SettingsError
from bot.operations.platform import load
from bot.operations.settings import Settings, survey
from bot.operations.settings import read as read_for
from bot.operations.variables import VARIABLES, Secret

REPOSITORY = Path(__file__).parent.parent.parent
TOKEN = "MTIzNDU2Nzg5.Gabcde.the-rest-of-a-token"
PLATFORMS = load(roadmate.PLATFORMS)
EVERY_VARIABLE = (*VARIABLES, *(variable for one in PLATFORMS for variable in one.variables))

# Of each variable: a value that is taken, and what it becomes.
GOOD = [
    ("ROADMATE_DATABASE_URL", "sqlite:////data/a%20b.db", "", "database", Path("/data/a%20b.db")),
    ("ROADMATE_DISCORD_TOKEN", TOKEN, "discord", "token", Secret(TOKEN)),
    (
        "ROADMATE_DISCORD_API_URL",
        "http://127.0.0.1:9/api/v10/",
        "discord",
        "api_url",
        "http://127.0.0.1:9/api/v10",
    ),
    (
        "ROADMATE_DISCORD_GATEWAY_URL",
        "ws://rate_limits:9",
        "discord",
        "gateway_url",
        "ws://rate_limits:9",
    ),
    ("ROADMATE_SLACK_API_URL", "http://[::1]:9/api", "slack", "api_url", "http://[::1]:9/api/"),
    # a value that people give
    ("ROADMATE_HTTP_HOST", "0.0.0.0", "slack", "http_host", "0.0.0.0"),  # noqa: S104
    ("ROADMATE_HTTP_PORT", "65535", "slack", "http_port", 65535),
    ("ROADMATE_SLACK_COMMAND", "/study-group_2", "slack", "command", "study-group_2"),
    ("ROADMATE_PACKS", "/srv/packs", "", "packs", Path("/srv/packs")),
    ("ROADMATE_RETENTION_DAYS", "1", "", "retention_days", 1),
    ("ROADMATE_LOG_LEVEL", "DEBUG", "", "log_level", "debug"),
    ("ROADMATE_LOG_FORMAT", "Json", "", "log_format", "json"),
]
BAD = [
    ("ROADMATE_DATABASE_URL", "postgresql://ann:tealeaf@host/db"),
    ("ROADMATE_DATABASE_URL", "sqlite://roadmate.db"),
    ("ROADMATE_DATABASE_URL", "sqlite:///:memory:"),
    ("ROADMATE_DATABASE_URL", "sqlite:///folder/"),
    ("ROADMATE_DISCORD_TOKEN", "Bot tealeaf-tealeaf"),
    ("ROADMATE_DISCORD_TOKEN", '"tealeaf-tealeaf"'),
    ("ROADMATE_DISCORD_TOKEN", "tealeaf"),
    ("ROADMATE_SLACK_BOT_TOKEN", "xoxb-téalëaf-tealeaf"),
    ("ROADMATE_SLACK_APP_TOKEN", "xapp-tealeaf\\tealeaf"),
    ("ROADMATE_SLACK_SIGNING_SECRET", "tealeaf"),
    ("ROADMATE_DISCORD_API_URL", "discord.tealeaf"),
    ("ROADMATE_DISCORD_API_URL", "https://ann:tealeaf@proxy/api/v10"),
    ("ROADMATE_DISCORD_API_URL", "http://[tealeaf"),
    ("ROADMATE_DISCORD_GATEWAY_URL", "https://tealeaf"),
    ("ROADMATE_SLACK_API_URL", "wss://tealeaf"),
    ("ROADMATE_SLACK_COMMAND", "Tealeaf"),
    ("ROADMATE_SLACK_COMMAND", "tea leaf"),
    ("ROADMATE_SLACK_COMMAND", "tealeaf" * 5),
    ("ROADMATE_HTTP_HOST", "tealeaf:80"),
    ("ROADMATE_HTTP_PORT", "tealeaf"),
    ("ROADMATE_HTTP_PORT", "65536"),
    ("ROADMATE_HTTP_PORT", "-1"),
    ("ROADMATE_RETENTION_DAYS", "0"),
    ("ROADMATE_RETENTION_DAYS", "9" * 5000),
    ("ROADMATE_LOG_LEVEL", "tealeaf"),
    ("ROADMATE_LOG_FORMAT", "tealeaf"),
]


def read(environment: Mapping[str, str], file: Path) -> Settings:
    """The settings, with the platforms that Roadmate comes with."""
    return read_for(environment, file, PLATFORMS)


def found(settings: Settings, platform: str, setting: str) -> object:
    """One setting: of a platform, or (an empty name) of none."""
    (owner,) = [one.settings for one in settings.platforms if one.platform.name == platform] or [
        settings
    ]
    return getattr(owner, setting)


def faults(environment: Mapping[str, str], file: Path = Path("there-is-no.env")) -> list[str]:
    """The lines that say what is wrong."""
    with pytest.raises(SettingsError) as refused:
        read(environment, file)
    return str(refused.value).splitlines()


def test_defaults_are_the_contracts() -> None:
    """An empty environment gives the settings that the contract says."""
    settings = read({"PATH": "/bin"}, Path("there-is-no.env"))

    assert (settings.database, settings.retention_days) == (Path("roadmate.db"), 90)
    assert (settings.log_level, settings.log_format) == ("info", "text")
    assert found(settings, "slack", "http_host") == "127.0.0.1"
    assert found(settings, "slack", "http_port") == 8080
    assert found(settings, "slack", "command") == "roadmate"
    assert not settings.to_start


@pytest.mark.parametrize(("name", "text", "platform", "setting", "value"), GOOD)
def test_a_variable_becomes_a_setting(
    name: str, text: str, platform: str, setting: str, value: object
) -> None:
    settings = read({name: f" {text} "}, Path("there-is-no.env"))

    assert found(settings, platform, setting) == value


@pytest.mark.parametrize(("name", "text"), BAD)
def test_a_malformed_value_gets_an_example(name: str, text: str) -> None:
    """A malformed value is one line with an example, and never the value."""
    example = next(variable.example for variable in EVERY_VARIABLE if variable.name == name)

    (line,) = faults({name: text})

    assert line.startswith(f"{name}: it must be ")
    assert f"{name}={example}" in line
    assert "tealeaf" not in line


def test_every_variable_is_tried_above() -> None:
    assert {name for name, *_ in BAD} == {variable.name for variable in EVERY_VARIABLE} - {
        "ROADMATE_PACKS"
    }


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ROADMATE_DISCORD_TOKN", "ROADMATE_DISCORD_TOKEN"),
        ("ROADMATE_SLACK_TOKEN", "ROADMATE_SLACK_BOT_TOKEN"),
        ("ROADMATE_DB_URL", "ROADMATE_DATABASE_URL"),
        ("ROADMATE_log_level", "ROADMATE_LOG_LEVEL"),
    ],
)
def test_an_unknown_variable_gets_the_nearest(typed: str, meant: str) -> None:
    """An unknown variable is told with the nearest known one."""
    (line,) = faults({typed: "tealeaf-tealeaf"})

    assert line.startswith(
        f"{typed}: there is no such setting. Did you mean {meant}, as in {meant}="
    )
    assert "tealeaf" not in line


def test_any_unknown_variable_is_told() -> None:
    """An unknown variable that is like none of ours is told all the same."""
    (line,) = faults({"ROADMATE_XYZZY": "1"})

    assert line.startswith("ROADMATE_XYZZY: there is no such setting. Remove it")


def test_all_faults_are_told_at_once() -> None:
    lines = faults(
        {"ROADMATE_HTTP_PORT": "x", "ROADMATE_LOG_LEVEL": "x", "ROADMATE_XYZZY": "x", "XYZZY": "x"}
    )

    assert [line.partition(":")[0] for line in lines] == [
        "ROADMATE_XYZZY", "ROADMATE_HTTP_PORT", "ROADMATE_LOG_LEVEL",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ("ROADMATE_SLACK_BOT_TOKEN", "ROADMATE_SLACK_APP_TOKEN"),
        ("ROADMATE_SLACK_APP_TOKEN", "ROADMATE_SLACK_BOT_TOKEN"),
        ("ROADMATE_SLACK_SIGNING_SECRET", "ROADMATE_SLACK_BOT_TOKEN"),
    ],
)
def test_slack_needs_both_tokens(given: str, lacking: str) -> None:
    (line,) = faults({given: "tealeaf-tealeaf"})

    assert line.startswith(f"{lacking}: Slack needs it")


def test_the_environment_wins(tmp_path: Path) -> None:
    """The file is read, and the environment wins over it even with an empty value."""
    file = tmp_path / ".env"
    file.write_text(
        "\ufeff# tea\nexport ROADMATE_HTTP_PORT=81 # a comment\nROADMATE_HTTP_HOST='10.0.0.1'\n"
        f'ROADMATE_DISCORD_TOKEN="{TOKEN}"\nROADMATE_PACKS=/srv/${{HOME}}\nOTHER=x\n',
        encoding="utf-8",
    )

    settings = read({"ROADMATE_HTTP_HOST": "10.0.0.2", "ROADMATE_DISCORD_TOKEN": ""}, file)

    assert found(settings, "slack", "http_port") == 81
    assert found(settings, "slack", "http_host") == "10.0.0.2"
    assert found(settings, "discord", "token") is None
    assert settings.packs == Path("/srv/${HOME}")


def test_senseless_lines_are_named_by_number(tmp_path: Path) -> None:
    """A line of the file that sets nothing is named by its number, never quoted."""
    file = tmp_path / ".env"
    file.write_text(
        "ROADMATE_HTTP_PORT=81\nROADMATE_DISCORD_TOKEN tealeaf\nROADMATE_PACKS\n", encoding="utf-8"
    )

    first, second = faults({}, file)

    assert first.startswith(".env, line 2: write NAME=value")
    assert second.startswith(".env, line 3: write NAME=value")
    assert "tealeaf" not in first


@pytest.mark.parametrize(
    "make", [Path.mkdir, lambda file: file.write_bytes(b"ROADMATE_PACKS=\xff\n")]
)
def test_an_unreadable_file_is_told(make: object, tmp_path: Path) -> None:
    assert callable(make)
    make(tmp_path / ".env")

    (line,) = faults({}, tmp_path / ".env")

    assert line.startswith(".env: it cannot be read (")


def test_a_secret_never_shows_itself() -> None:
    settings = read({"ROADMATE_DISCORD_TOKEN": TOKEN}, Path("there-is-no.env"))
    (secret,) = settings.secrets

    assert TOKEN not in f"{settings} {settings!r} {secret} {secret!r} {[secret]}"
    assert secret.reveal() == TOKEN
    assert [one.platform.name for one in settings.to_start] == ["discord"]


def test_another_platforms_variable_is_unknown_without_it() -> None:
    _, told = survey({"ROADMATE_DISCORD_TOKEN": TOKEN}, Path("there-is-no.env"), ())

    assert [fault.where for fault in told] == ["ROADMATE_DISCORD_TOKEN"]


def test_the_example_offers_every_variable() -> None:
    """The example file offers every variable, with values that are taken."""
    example = (REPOSITORY / ".env.example").read_text(encoding="utf-8")
    offered = dict(re.findall(r"^#(ROADMATE_[A-Z_]+)=(.*)$", example, re.MULTILINE))

    assert sorted(offered) == sorted(variable.name for variable in EVERY_VARIABLE)
    assert read(offered, Path("there-is-no.env")) == read({}, Path("there-is-no.env"))
