"""Plain words as Markdown: in a pack's texts, and on a page of its own."""

import re

# `:fire:`, as some sites write an emoji; never a part of `10:30:45` or `std::vector`.
SHORTCODE = re.compile(r"(?<![\w:]):(?:[a-z][\w+-]*|[+-]1|100|1234):(?![\w:])")
WEB_LINK = re.compile(r"https?://", re.IGNORECASE)
SPECIAL = re.compile(r"([\\*_`\[\]])")
LEADING = re.compile(r"^([#-])")
SPECIAL_ON_A_PAGE = re.compile(r"([\\*_`\[\]<>~#|]|&(?=#|\w+;))")


def one_line(text: str) -> str:
    return " ".join(text.split())


def escaped(words: str) -> str:
    """Words for a text of a pack, where they must not become markup."""
    return SPECIAL.sub(r"\\\1", words)


def paragraph(markdown: str) -> str:
    """One line of Markdown that begins neither a heading nor a list."""
    return LEADING.sub(r"\\\1", one_line(markdown))


def link(label: str, url: str) -> str:
    return f"[{escaped(label)}]({url.replace('(', '%28').replace(')', '%29')})"


def on_a_page(words: str) -> str:
    """Words for a page that any Markdown renderer may show."""
    return SHORTCODE.sub(r"\\\g<0>", SPECIAL_ON_A_PAGE.sub(r"\\\1", one_line(words)))
