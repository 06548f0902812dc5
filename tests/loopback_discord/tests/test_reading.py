"""Markdown is read as Discord's client draws it."""

import pytest

from tests.loopback_discord.protocol.markdown import read

NAMES = {"123": "Ann", "7": "Organisers", "9": "study"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("**bold** *italic* _italic_ __under__ ~~gone~~", "bold italic italic under gone"),
        ("**bold with *italic* inside**", "bold with italic inside"),
        ("***both***", "both"),
        ("`code with * in it` and ``a ` tick``", "code with * in it and a ` tick"),
        ("```py\nx = *1*\n```", "x = *1*"),
        ("[label](https://example.org/a_b)", "label https://example.org/a_b"),
        ("https://example.org/a_b_c", "https://example.org/a_b_c"),
        ("# Title\n-# small\n> quote\n- item\n1. first", "Title\nsmall\nquote\n• item\n1. first"),
        ("#no title\n-no item", "#no title\n-no item"),
        (r"\*stars\* \# \- \> \` \\", r"*stars* # - > ` " + "\\"),
        (r"\a \1 C:\path", r"\a \1 C:\path"),
        ("snake_case_name and 2*3*4", "snake_case_name and 234"),
        ("a * b * c", "a * b * c"),
        ("||secret||", "▮▮▮▮▮▮"),
        ("<@123> <@!123> <@&7> <#9> <@5>", "@Ann @Ann @Organisers #study @unknown"),
        (
            "<t:1772442300:D> <t:1772442300:t> <t:1772442300>",
            "02 March 2026 09:05 02 March 2026 09:05",
        ),
        (":smile: :no_such_emoji: 10:30:15", "😄 :no_such_emoji: 10:30:15"),
        (r"\:smile: \<@123> \https://example.org", r":smile: <@123> \https://example.org"),
        ("@everyone &lt; <b>", "@everyone &lt; <b>"),
    ],
)
def test_markdown_reads_as_clients_draw(written: str, shown: str) -> None:
    assert read(written, NAMES) == shown
