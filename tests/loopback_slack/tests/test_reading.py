"""mrkdwn is read as Slack's client shows it."""

import pytest

from tests.loopback_slack.rules import mrkdwn

NAMES = {"U1": "Ann", "C1": "study"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*bold* _italic_ ~gone~ `a < b`", "bold italic gone a < b"),
        ("a * b * c, 2*3*4, snake_case_name", "a * b * c, 2*3*4, snake_case_name"),
        ("*bold _and italic_*", "bold and italic"),
        ("&lt;!channel&gt; &amp;amp; &amp;", "<!channel> &amp; &"),
        ("<@U1> in <#C1|old name>, <!here>", "@Ann in #study, @here"),
        ("<https://example.org/?a=1&amp;b=2|the page>", "the page https://example.org/?a=1&b=2"),
        ("<https://example.org>", "https://example.org"),
        ("<!date^1772442000^{date_long} at {time}|soon>", "Monday, March 2nd, 2026 at 09:00"),
        (
            "<!date^1772442000^{date_short_pretty} {nonsense}^https://x.org|soon>",
            "Mar 2, 2026 {nonsense}",
        ),
        ("```\n*raw*\n```", "*raw*"),
        ("&gt; quoted\n• item", "quoted\n• item"),
        (":tada: :nonsense: 10:30:00", "🎉 :nonsense: 10:30:00"),
        # What an adapter writes so that people's stars stay stars.
        ("*\u200bnot bold*\u200b", "*not bold*"),
    ],
)
def test_marks_go_and_letters_stay(text: str, shown: str) -> None:
    assert mrkdwn.read(text, NAMES) == shown


def test_plain_text_knows_emoji_only() -> None:
    assert mrkdwn.read_plain("*not bold* &amp; :tada:") == "*not bold* &amp; 🎉"
