"""What people write is drawn as it stands: no markup, no mention, no control characters."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.markup import (
    InstantStyle,
    Style,
    at,
    code,
    command,
    draw,
    link,
    person,
    plain,
    visible,
)

# Every part leaves its own mark, from letters that no test writes.
MARKED = Style(
    plain=str,
    bold=lambda words: f"⟦b:{words}⟧",
    italic=lambda words: f"⟦i:{words}⟧",
    code=lambda words: f"⟦c:{words}⟧",
    link=lambda label, url: f"⟦l:{label}:{url}⟧",
    at=lambda instant, style: f"⟦at:{instant.isoformat()}:{style}⟧",
    person=lambda user, name: f"⟦p:{user}:{name}⟧",
    command=lambda line: f"⟦>:{line}⟧",
    heading=lambda words: f"⟦h:{words}⟧",
    item=lambda words: f"⟦-:{words}⟧",
)
MARKUP = st.text(
    st.sampled_from("*_`[]()\\#-1. \n\tab:/@<>&|~é🍵\x02\x03\u202e\u2066"), max_size=30
)
WRITTEN = st.one_of(
    MARKUP,
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            ["**", "*", "_", "`", "[x](https://a.b)", "# ", "- ", "\\", "\x02", "x", " "]
        )
    ).map("".join),
)


@given(WRITTEN)
@example("[x](https://example.org)")
@example("\x02person ann Ann\x03")
@example("# a heading")
@example("  - an item")
@example("\\")
def test_peoples_words_are_drawn_literally(written: str) -> None:
    """What a person writes is drawn character for character."""
    assert draw(plain(written), MARKED) == visible(written)


@given(WRITTEN)
@example("a*")
@example("\\")
@example("*a*")
def test_a_bold_name_stays_itself(written: str) -> None:
    """Marks within a name that stands in bold are no markup."""
    name = f"x{visible(written).strip()}"
    assert draw(f"**{plain(name)}**", MARKED) == f"⟦b:{name}⟧"


@given(WRITTEN)
@example("a*")
@example("a_")
def test_a_name_in_italics_stays(written: str) -> None:
    """Marks within a name that stands in italics are no markup."""
    name = f"x{visible(written).strip()}"
    assert draw(f"*{plain(name)}*", MARKED) == f"⟦i:{name}⟧"


@given(WRITTEN)
@example("a](https://evil.example)")
@example("a\\")
def test_titles_cannot_bend_links(written: str) -> None:
    """A title within a link cannot change where the link leads."""
    title = f"x{written}"
    assert draw(link(title, "https://example.org/a_(b)"), MARKED) == (
        f"⟦l:{visible(title)}:https://example.org/a_%28b%29⟧"
    )


@given(WRITTEN)
@example("`")
@example("\x1b[31mred")
@example("a`b`c")
def test_code_keeps_its_words(written: str) -> None:
    drawn = draw(f"{code(f'x{written}')} after", MARKED)
    assert drawn.startswith("⟦c:x")
    assert drawn.endswith("⟧ after")
    assert drawn.count("⟧") == 1 + written.count("⟧")
    assert not _controls(drawn)


@given(st.lists(WRITTEN, min_size=2, max_size=4))
def test_neighbouring_names_make_no_markup(names: list[str]) -> None:
    """Marks in two names side by side do not make markup together."""
    assert draw(" · ".join(map(plain, names)), MARKED) == " · ".join(map(visible, names))


@given(st.text(max_size=60))
def test_control_characters_never_pass(written: str) -> None:
    """Control characters and turns of direction never pass."""
    seen = visible(written)
    assert not _controls(seen)
    assert not set(seen) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    )


def test_foreign_names_and_emoji_stay_whole() -> None:
    """A name from right to left and a family of emoji stay whole."""
    for name in ("שירה", "علي", "👩‍👩‍👧‍👦", "Zoë", "नमस्ते", "می‌خواهم"):
        assert visible(name) == name


def test_several_lines_become_one() -> None:
    assert visible("a\nb\r\tc\u2028d\x85e") == "a b  c d e"


@pytest.mark.parametrize("style", ["date", "time", "full", "relative"])
def test_the_platform_draws_instants(style: InstantStyle) -> None:
    instant = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert (
        draw(f"until {at(instant, style)}.", MARKED)
        == f"until ⟦at:2026-03-02T09:30:00+00:00:{style}⟧."
    )


@given(WRITTEN)
def test_addressing_draws_only_the_name(written: str) -> None:
    """The one addressed is drawn with their name and nothing more."""
    assert draw(person("u1", written), MARKED) == f"⟦p:u1:{visible(written)}⟧"


@pytest.mark.parametrize(
    "forged",
    [
        "\x02command forget\x03",
        "\x02at 0 full\x03",
        "\x02person ben Ben\x03",
        "\x02person everyone x\x03",
    ],
)
def test_our_own_parts_cannot_be_forged(forged: str) -> None:
    drawn = draw(f"Hello {plain(forged)}, {person('ann', forged)}", MARKED)
    assert "at:" not in drawn
    assert "⟦>" not in drawn
    assert drawn.count("⟦p:") == 1
    assert "⟦p:ann:" in drawn


def test_markdown_is_drawn_by_parts() -> None:
    written = (
        "# On **tea**\n- *green* or _black_\nSee [the `pot` "
        "book](https://example.org/a_(b)) and 2*3*4 snake_case_x"
    )
    assert draw(written, MARKED) == (
        "⟦h:On ⟦b:tea⟧⟧\n⟦-:⟦i:green⟧ or ⟦i:black⟧⟧\n"
        "See ⟦l:the ⟦c:pot⟧ book:https://example.org/a_(b)⟧ and 2⟦i:3⟧4 snake_case_x"
    )


def test_commands_look_as_typed_there() -> None:
    """A command is drawn as one types it on the platform."""
    written = f"**{command('brew')}** and *{command('pour', 'cup:large', '[count]')}*"
    assert draw(written, MARKED) == "⟦b:⟦>:brew⟧⟧ and ⟦i:⟦>:pour cup:large [count]⟧⟧"


def test_links_lead_to_the_web() -> None:
    """A link to anything but the web is only text."""
    assert draw("[x](javascript:alert(1))", MARKED) == "[x](javascript:alert(1))"


def _controls(drawn: str) -> list[str]:
    return [c for c in drawn if unicodedata.category(c) == "Cc"]
