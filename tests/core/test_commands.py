"""Commands are declared once; a typed line is read as a person means it."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.call import Call
from bot.core.commands.declaration import Registry, command, missing
from bot.core.commands.options import Option
from bot.core.errors import UserError
from bot.core.interaction import Context
from bot.core.markup import command as named
from bot.core.message import Choice, Message, say
from bot.engine.all_commands import COMMANDS

SECTION = Option("section", "Where")
COUNT = Option("count", "How many", "integer", least=1, most=20)
PAGE = Option("page", "Which page", "integer", listed=False)
SIZE = Option(
    "size", "How big", choices=(Choice("Small cup", "small"), Choice("Large cup", "large"))
)
COLOUR = Option("colour", "Which", choices=(Choice("Green", "green"), Choice("Black", "black")))


@command("brew", "Make tea", SIZE, COLOUR)
async def brew(ctx: Context, size: str | None, colour: str | None) -> Message:
    return say("tea")


@command("brew slow", "Make tea slowly", SECTION, COUNT, PAGE)
async def brew_slow(
    ctx: Context, section: str | None, count: int | None, page: int | None
) -> Message:
    return say("slow tea")


@command("pour", "Pour tea", Option("cup", "Into what", required=True))
async def pour(ctx: Context, cup: str) -> Message:
    return say("poured")


@command("secret", "Hidden", listed=False)
async def secret(ctx: Context) -> Message:
    return say("hush")


KITCHEN = Registry((brew, brew_slow, pour, secret))


@pytest.mark.parametrize(
    ("line", "name", "args"),
    [
        ("brew", "brew", {}),
        ("/brew", "brew", {}),
        ("  BREW  Slow ", "brew slow", {}),
        ("brew slow picking", "brew slow", {"section": "picking"}),
        ("brew slow picking the leaf", "brew slow", {"section": "picking the leaf"}),
        (
            "brew slow picking the leaf 3",
            "brew slow",
            {"section": "picking the leaf", "count": "3"},
        ),
        ("brew slow 3", "brew slow", {"count": "3"}),
        ("brew slow count:3 picking", "brew slow", {"section": "picking", "count": "3"}),
        ("brew slow COUNT:3 Section:picking", "brew slow", {"section": "picking", "count": "3"}),
        (
            'brew slow section:"picking the leaf" count:3',
            "brew slow",
            {"section": "picking the leaf", "count": "3"},
        ),
        (
            "brew slow 'picking the leaf' page:2",
            "brew slow",
            {"section": "picking the leaf", "page": "2"},
        ),
        ("brew slow 3 4", "brew slow", {"section": "3", "count": "4"}),
        (
            "brew slow section:picking the leaf count:3",
            "brew slow",
            {"section": "picking the leaf", "count": "3"},
        ),
        (
            "brew slow section:picking the leaf 3",
            "brew slow",
            {"section": "picking the leaf", "count": "3"},
        ),
        (
            "brew slow section:picking 3 page:2",
            "brew slow",
            {"section": "picking", "count": "3", "page": "2"},
        ),
        ("brew slow section:cup 3 lip page:2", "brew slow", {"section": "cup 3 lip", "page": "2"}),
        ("brew slow section: the leaf", "brew slow", {"section": "the leaf"}),
        ('brew slow section:"the leaf 3"', "brew slow", {"section": "the leaf 3"}),
        ("brew slow count:3 the leaf", "brew slow", {"section": "the leaf", "count": "3"}),
        ("brew large", "brew", {"size": "large"}),
        ("brew black", "brew", {"colour": "black"}),
        ("brew large black", "brew", {"size": "large", "colour": "black"}),
        ("brew black large", "brew", {"size": "large", "colour": "black"}),
        ("brew pink", "brew", {"size": "pink"}),
        ("pour it's mine", "pour", {"cup": "it's mine"}),
        ("pour 'tis", "pour", {"cup": "'tis"}),
        ('pour "', "pour", {"cup": '"'}),
        ('pour ""', "pour", {}),
        ("pour what: ever", "pour", {"cup": "what: ever"}),
        ("pour https://example.org/a", "pour", {"cup": "https://example.org/a"}),
        ("", "", {}),
        ("   ", "", {}),
        ("/", "", {}),
        ("dance with me", "dance with me", {}),
    ],
)
def test_lines_are_read_as_meant(line: str, name: str, args: dict[str, str]) -> None:
    assert KITCHEN.read(line) == Call(name, args)


def test_superfluous_words_are_told() -> None:
    with pytest.raises(UserError, match="no option"):
        KITCHEN.arguments(secret, KITCHEN.read("secret agent"))


@given(st.text(max_size=200))
def test_no_line_makes_the_reader_stumble(line: str) -> None:
    for typed in (line, f"brew {line}", f"brew slow {line}"):
        read = KITCHEN.read(typed)
        assert all(read.args.values())


@given(
    st.sampled_from(["brew", "brew slow", "pour"]),
    st.dictionaries(
        st.sampled_from(["section", "cup", "size"]),
        st.from_regex(r"[^\s\"'\\]{1,9}", fullmatch=True),
    ),
)
def test_a_written_call_can_be_typed(name: str, words: dict[str, str]) -> None:
    """The text form of a call, typed as a line, is read as the same call."""
    options = {option.name for option in KITCHEN.find(name).options}
    call = Call(name, {option: value for option, value in words.items() if option in options})
    assert KITCHEN.read(str(call)) == call


@pytest.mark.parametrize(
    ("line", "args"),
    [
        (
            "group setup zone:New York weekday:Monday hour:18:00",
            {"zone": "New York", "weekday": "Monday", "hour": "18:00"},
        ),
        (
            "group setup zone:New York 18:00 Monday",
            {"zone": "New York", "weekday": "Monday", "hour": "18:00"},
        ),
        ("settings zone:New York boards:visible", {"zone": "New York", "boards": "visible"}),
        ("settings zone:New York visible", {"zone": "New York", "boards": "visible"}),
        (
            "group meeting Thursday 19:00 where:Main Library",
            {"weekday": "Thursday", "hour": "19:00", "where": "Main Library"},
        ),
        (
            "quiz solo section:Transformer Architecture 3",
            {"section": "Transformer Architecture", "count": "3"},
        ),
        (
            "quiz live section:attention 3 style:peer",
            {"section": "attention", "count": "3", "style": "peer"},
        ),
        (
            "group insert what:Our own paper link:https://example.org/a",
            {"what": "Our own paper", "link": "https://example.org/a"},
        ),
    ],
)
def test_words_belong_to_their_option(line: str, args: dict[str, str]) -> None:
    """Words after the name of an option belong to it."""
    assert Registry(COMMANDS).read(line).args == args


TEXT = st.lists(
    st.sampled_from(["picking", "the", "leaf", "it's", "a:b"]), min_size=1, max_size=3
).map(" ".join)


@given(
    TEXT,
    st.none() | st.integers(0, 99).map(str),
    st.none() | st.integers(0, 99).map(str),
    st.randoms(),
)
def test_naming_an_option_changes_nothing(
    text: str, count: str | None, page: str | None, chance: Random
) -> None:
    """A text reads the same with its name and without it, wherever it stands."""
    args = {"section": text} | {
        name: value for name, value in (("count", count), ("page", page)) if value
    }
    named = [f"{name}:{value}" for name, value in args.items() if name != "section"]
    chance.shuffle(named)
    numbers = " ".join(named)
    # Named wherever it stands, unnamed before the others, and with a number as the line's last
    # word.
    lines = [
        f"section:{text} {numbers}",
        f"{numbers} section:{text}",
        f"{text} {numbers}",
        f"{numbers} {text}",
    ]
    if count:
        others = f"page:{page}" if page else ""
        lines += [f"{others} section:{text} {count}", f"{others} {text} {count}"]
    for line in lines:
        assert KITCHEN.read(f"brew slow {line}") == Call("brew slow", args), line


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("bew", "brew"),
        ("puor", "pour"),
        ("brew slwo", "brew slow"),
        ("pour2 the pot", "pour"),
        ("zzz", "help"),
    ],
)
def test_the_nearest_command_is_suggested(typed: str, nearest: str) -> None:
    with pytest.raises(UserError) as told:
        KITCHEN.find(typed)
    assert named(nearest) in told.value.text


def test_a_first_word_names_its_family() -> None:
    """The first word of a family of commands alone names the family."""
    with pytest.raises(UserError) as told:
        Registry(COMMANDS).find("quiz")
    assert named("quiz solo") in told.value.text
    assert named("quiz stop") in told.value.text


@pytest.mark.parametrize("line", ["quiz", "/quiz", " QUIZ "])
def test_quiz_alone_is_a_private_one(line: str) -> None:
    assert Registry(COMMANDS).read(line) == Call("quiz solo")


def test_what_is_hidden_is_never_suggested() -> None:
    with pytest.raises(UserError) as told:
        KITCHEN.find("secrt")
    assert "secret" not in told.value.text


def test_an_empty_line_gets_help() -> None:
    with pytest.raises(UserError, match="help"):
        KITCHEN.find("")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("brew size:LARGE", {"size": "large", "colour": None}),
        ("brew size:'small cup'", {"size": "small", "colour": None}),
        ("brew", {"size": None, "colour": None}),
    ],
)
def test_word_or_label_picks_a_choice(line: str, expected: dict[str, str | None]) -> None:
    """A choice is known by its word and by its label."""
    assert KITCHEN.arguments(brew, KITCHEN.read(line)) == expected


@pytest.mark.parametrize("count", ["1", "20", "007", "٣"])
def test_numbers_within_bounds_are_read(count: str) -> None:
    assert KITCHEN.arguments(brew_slow, Call("brew slow", {"count": count}))["count"] == int(count)


@pytest.mark.parametrize("count", ["0", "21", "-1", "1.5", "three", "²", "9" * 5000, "1e3"])
def test_wrong_numbers_tell_their_bounds(count: str) -> None:
    """What is out of bounds or no number is told with the bounds."""
    with pytest.raises(UserError, match="1 to 20"):
        KITCHEN.arguments(brew_slow, Call("brew slow", {"count": count}))


def test_an_unknown_choice_names_the_choices() -> None:
    """What is none of the choices is told with the choices there are."""
    with pytest.raises(UserError) as told:
        KITCHEN.arguments(brew, Call("brew", {"size": "huge"}))
    assert "`small`" in told.value.text
    assert "`large`" in told.value.text
    assert "`size` (How big)" in told.value.text


def test_an_undeclared_option_shows_the_usage() -> None:
    """An option that nobody declared is told with the usage of the command."""
    with pytest.raises(UserError, match=r"brew \[size\] \[colour\]"):
        KITCHEN.arguments(brew, Call("brew", {"cup": "large"}))


def test_only_blanks_count_as_nothing_given() -> None:
    assert missing(pour, Call("pour", {"cup": "  "})) == pour.options
    assert missing(pour, Call("pour", {"cup": "x"})) == ()


def test_handlers_take_the_declared_options() -> None:
    """A handler must take exactly the declared options, in their order."""

    async def handler(ctx: Context, colour: str | None, size: str | None) -> Message:
        return say("tea")

    with pytest.raises(TypeError, match="brew"):
        command("brew", "Make tea", SIZE, COLOUR)(handler)


def test_two_commands_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match="brew"):
        Registry((brew, brew))


def test_usage_leaves_out_buttons_options() -> None:
    """Usage shows what a person may type and leaves out what only buttons say."""
    assert pour.usage == "pour <cup>"
    assert brew_slow.usage == "brew slow [section] [count]"


def test_no_command_begins_another() -> None:
    names = {declared.name for declared in COMMANDS}
    assert not {name for name in names if any(other.startswith(f"{name} ") for other in names)}


def test_commands_fit_every_platforms_menus() -> None:
    for declared in COMMANDS:
        assert len(declared.name.split(" ")) <= 2
        assert declared.name.replace(" ", "").isalpha()
        assert 1 <= len(declared.description) <= 100, declared.name
        for option in declared.options:
            assert 1 <= len(option.description) <= 100, (declared.name, option.name)
            assert len(option.choices) <= 25
