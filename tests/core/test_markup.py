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
def test_what_a_person_writes_is_drawn_character_for_character(written: str) -> None:
    assert draw(plain(written), MARKED) == visible(written)


@given(WRITTEN)
@example("a*")
@example("\\")
@example("*a*")
def test_a_name_in_bold_stays_a_name(written: str) -> None:
    name = f"x{visible(written).strip()}"
    assert draw(f"**{plain(name)}**", MARKED) == f"⟦b:{name}⟧"


@given(WRITTEN)
@example("a*")
@example("a_")
def test_a_name_in_italics_stays_a_name(written: str) -> None:
    name = f"x{visible(written).strip()}"
    assert draw(f"*{plain(name)}*", MARKED) == f"⟦i:{name}⟧"


@given(WRITTEN)
@example("a](https://evil.example)")
@example("a\\")
def test_a_title_in_a_link_cannot_change_where_it_leads(written: str) -> None:
    title = f"x{written}"
    assert draw(link(title, "https://example.org/a_(b)"), MARKED) == (
        f"⟦l:{visible(title)}:https://example.org/a_%28b%29⟧"
    )


@given(WRITTEN)
@example("`")
@example("\x1b[31mred")
@example("a`b`c")
def test_words_in_code_letters_stay_in_them(written: str) -> None:
    drawn = draw(f"{code(f'x{written}')} after", MARKED)
    assert drawn.startswith("⟦c:x")
    assert drawn.endswith("⟧ after")
    assert drawn.count("⟧") == 1 + written.count("⟧")
    assert not _controls(drawn)


@given(st.lists(WRITTEN, min_size=2, max_size=4))
def test_people_side_by_side_do_not_make_markup_together(names: list[str]) -> None:
    assert draw(" · ".join(map(plain, names)), MARKED) == " · ".join(map(visible, names))


@given(st.text(max_size=60))
def test_control_characters_and_turns_of_direction_never_pass(written: str) -> None:
    seen = visible(written)
    assert not _controls(seen)
    assert not set(seen) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    )


def test_a_name_from_right_to_left_and_a_family_of_emoji_stay_whole() -> None:
    for name in ("שירה", "علي", "👩‍👩‍👧‍👦", "Zoë", "नमस्ते", "می‌خواهم"):
        assert visible(name) == name


def test_several_lines_become_one() -> None:
    assert visible("a\nb\r\tc\u2028d\x85e") == "a b  c d e"


@pytest.mark.parametrize("style", ["date", "time", "full", "relative"])
def test_an_instant_is_drawn_by_the_platform(style: InstantStyle) -> None:
    instant = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert (
        draw(f"until {at(instant, style)}.", MARKED)
        == f"until ⟦at:2026-03-02T09:30:00+00:00:{style}⟧."
    )


@given(WRITTEN)
def test_the_one_addressed_is_drawn_with_their_name_and_nothing_more(written: str) -> None:
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


def test_our_markdown_is_drawn_part_by_part() -> None:
    written = (
        "# On **tea**\n- *green* or _black_\nSee [the `pot` "
        "book](https://example.org/a_(b)) and 2*3*4 snake_case_x"
    )
    assert draw(written, MARKED) == (
        "⟦h:On ⟦b:tea⟧⟧\n⟦-:⟦i:green⟧ or ⟦i:black⟧⟧\n"
        "See ⟦l:the ⟦c:pot⟧ book:https://example.org/a_(b)⟧ and 2⟦i:3⟧4 snake_case_x"
    )


def test_a_command_is_drawn_as_its_platform_types_it() -> None:
    written = f"**{command('brew')}** and *{command('pour', 'cup:large', '[count]')}*"
    assert draw(written, MARKED) == "⟦b:⟦>:brew⟧⟧ and ⟦i:⟦>:pour cup:large [count]⟧⟧"


def test_a_link_to_anything_but_the_web_is_only_text() -> None:
    assert draw("[x](javascript:alert(1))", MARKED) == "[x](javascript:alert(1))"


def _controls(drawn: str) -> list[str]:
    return [c for c in drawn if unicodedata.category(c) == "Cc"]
