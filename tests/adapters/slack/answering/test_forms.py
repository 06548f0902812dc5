"""Forms on Slack as people fill them in: set-up, settings, answers that are typed, reports.

And what is refused.
"""

from typing import Any

import pytest

from bot.core.database_port import Row
from tests.adapters.slack.home import SlackHome
from tests.adapters.slack.playing.test_weekly import begin
from tests.gallery import squeezed
from tests.loopback_slack import screen, user_actions
from tests.loopback_slack.protocol.deliveries import Asked
from tests.loopback_slack.rules import elements

Json = dict[str, Any]
NASTY = (
    "<!channel> <@U00000003> &amp; & < > *bold* _low_ ~no~ `ticks` :smile: 🎈 "
    "[x](https://example.org)\n> two"
)


def view(campus: SlackHome, name: str = "Ann") -> Json:
    """The modal that somebody looks at."""
    shown = campus.slack.modals.top(campus.slack.person(name)["id"])
    assert shown
    return shown


def fields(campus: SlackHome, name: str = "Ann") -> dict[str, screen.Control]:
    return {one.element["action_id"]: one for one in screen.controls(view(campus, name)["blocks"])}


def standing(campus: SlackHome, name: str = "Ann") -> dict[str, str]:
    """What stands in the modal when it is opened."""
    found = {}
    for option, field in fields(campus, name).items():
        state = elements.initial(field.element)
        found[option] = (
            (state.get("selected_option") or {}).get("value") or state.get("value") or ""
        )
    return found


def held(campus: SlackHome, name: str = "Ann") -> dict[str, str]:
    """What somebody has typed into the modal that is open."""
    user = campus.slack.person(name)
    kept = user_actions.held(campus.slack, user, view(campus, name))
    names = [block["block_id"] for block in view(campus, name)["blocks"]]
    return {
        option: state.get("value") or ""
        for (block, option), state in kept.items()
        if block in names
    }


async def choose_zone(campus: SlackHome, typed: str, zone: str, name: str = "Ann") -> None:
    """Type a few letters and pick one of the zones that come up."""
    user, shown, field = campus.slack.person(name), view(campus, name), fields(campus, name)["zone"]
    asked = await campus.answered(user_actions.suggest(campus.slack, user, shown, field, typed))
    user_actions.choose(campus.slack, user, shown, field, asked, zone)


async def forced(campus: SlackHome, option: str, value: str) -> Asked:
    """Send a modal from a client that does not count letters."""
    user_actions.put(campus.slack, campus.slack.ann, view(campus), fields(campus)[option], value)
    kept = user_actions.held(campus.slack, campus.slack.ann, view(campus))
    return await campus.answered(
        campus.slack.interactions.submit(campus.slack.ann, view(campus), kept)
    )


async def until(campus: SlackHome, sign: str) -> None:
    """Take a quiz in Ann's channel from question to question until one of a certain kind is
    asked.
    """
    await campus.driver.type("quiz solo section:drying count:2")
    if sign not in campus.driver.screen()[-1].text:
        await campus.driver.press("Answer")
        await campus.driver.fill({"answer": "1"})
        await campus.driver.press("Next question")
    assert sign in campus.driver.screen()[-1].text


def nobody_was_told(campus: SlackHome) -> bool:
    return not any(campus.slack.world.notified.values())


async def test_one_modal_sets_a_group_up(campus: SlackHome) -> None:
    """A group is set up in one modal, from the button to Confirm."""
    await campus.driver.type("group setup")
    await campus.driver.press("Fill in a form")
    assert standing(campus) == {
        "zone": "UTC", "weekday": "Monday", "hour": "18:00", "every": "1", "pace": "",
    }  # fmt: skip
    assert {name: one.element["type"] for name,
    one in fields(campus).items() if name != "hour"} == {
        "zone": "external_select", "weekday": "static_select", "every": "static_select",
        "pace": "number_input",
    }  # fmt: skip
    await choose_zone(campus, "Berl", "Berlin, Germany (Europe/Berlin)")
    await campus.driver.fill({"weekday": "Thursday", "hour": "7:30 pm", "pace": "60", "every": "2"})
    preview = campus.driver.screen()[-1]
    for words in (
        "every second Thursday at 19:30, Europe/Berlin",
        "1 h of reading",
        "First Cups",
        "The first weeks",
    ):
        assert words in preview.text
    assert "the last one begins" in preview.text
    await campus.driver.pick("The Leaf")
    await campus.driver.press("Start date")
    assert standing(campus) == {"start": "2026-03-02"}
    await campus.driver.fill({"start": "2026-05-01"})
    assert "1 May 2026" in campus.driver.screen()[-1].text
    await campus.driver.press("Confirm")
    assert "is set" in campus.driver.screen()[-1].text
    assert await campus.rows("SELECT weekday, minute, pace, every, starts_on FROM schedules") == [
        (3, 19 * 60 + 30, 60, 2, "2026-05-01")
    ]
    await campus.driver.type("group form")
    assert standing(campus) == {
        "zone": "Europe/Berlin", "weekday": "Thursday", "hour": "19:30", "every": "2",
        "pace": "60",
    }  # fmt: skip


async def test_an_unreadable_hour_keeps_what_stands(
    campus: SlackHome,
) -> None:
    """An hour that cannot be read is told beside it, and nothing that was typed is lost."""
    await campus.driver.type("group form")
    await campus.driver.fill({"hour": "noonish", "pace": "45"})
    assert "I can't read “noonish” as a time of day. Try again, like 18:00" in campus.driver.asked()
    assert held(campus) == {"hour": "noonish", "pace": "45"}
    (told,) = campus.slack.interactions.errors[view(campus)["id"]].items()
    assert told[0] == fields(campus)["hour"].block["block_id"]
    await campus.driver.fill({"hour": "noonish"})
    assert "I can't read" in campus.driver.asked()
    await campus.driver.fill({"hour": "12:15"})
    assert "Mondays at 12:15" in campus.driver.screen()[-1].text
    assert "45 min of reading" in campus.driver.screen()[-1].text


async def test_wrong_days_are_told_in_place(campus: SlackHome) -> None:
    """A start that is no day is told beside it."""
    await campus.driver.type("group start")
    await campus.driver.fill({"start": NASTY})
    assert "as a day. Write it as year-month-day: 2027-01-31" in campus.driver.asked()
    assert "<!channel> <@U00000003> &amp; & < >" in campus.driver.asked()
    assert await campus.rows("SELECT * FROM setups") == []


async def test_settings_are_changed_in_one_modal(campus: SlackHome) -> None:
    await campus.driver.turn_to("Ben")
    await campus.driver.type("settings")
    await campus.driver.press("Fill in a form")
    assert standing(campus, "Ben") == {
        "zone": "Europe/London",
        "boards": "visible",
        "reminders": "off",
        "daily": "off",
    }
    assert "…" not in campus.driver.asked()
    await choose_zone(campus, "tokyo", "Tokyo, Japan (Asia/Tokyo)", "Ben")
    await campus.driver.fill({"boards": "By initials", "reminders": "On"})
    shown = campus.driver.screen()[-1].text
    for words in ("Asia/Tokyo", "you are shown by initials", "on: one direct message"):
        assert words in shown
    await campus.driver.press("Fill in a form")
    assert standing(campus, "Ben") == {
        "zone": "Asia/Tokyo",
        "boards": "initials",
        "reminders": "on",
        "daily": "off",
    }


@pytest.mark.parametrize(
    ("sign", "ask", "right", "wrong"),
    [
        ("number", "How many grams are dry matter?", "250", "750"),
        ("term", "What is the first step after picking called?", "Withering!", "rolling"),
    ],
)
@pytest.mark.parametrize("given", ["right", "wrong"])
async def test_answers_are_typed_under_the_question(
    campus: SlackHome, sign: str, ask: str, right: str, wrong: str, given: str
) -> None:
    await until(campus, sign)
    await campus.driver.press("Answer")
    assert view(campus)["title"]["text"].startswith("Question ")
    assert ask in campus.driver.asked()
    assert fields(campus)["answer"].element["max_length"] == 200
    await campus.driver.fill({"answer": right if given == "right" else wrong})
    assert ("Right." if given == "right" else "Not quite.") in campus.driver.screen()[-1].text


async def test_an_unreadable_number_is_retyped(
    campus: SlackHome,
) -> None:
    """A number that cannot be read is told beside it and can be given again."""
    await until(campus, "number")
    await campus.driver.press("Answer")
    for _ in range(2):
        await campus.driver.fill({"answer": "zzz"})
        assert (
            "I can't read “zzz” as a number. Try again, like 12, 0.25 or 1.5e9."
            in campus.driver.asked()
        )
    await campus.driver.fill({"answer": "250 g"})
    assert "Right." in campus.driver.screen()[-1].text
    assert (1,) in await campus.rows(
        "SELECT correct FROM attempts WHERE question = 'dry-water-share'"
    )


async def test_the_next_question_begins_empty(campus: SlackHome) -> None:
    """The next question in the same modal begins with an empty field."""
    await campus.driver.type("quiz solo section:drying count:2")
    await campus.driver.press("Answer")
    await campus.driver.fill({"answer": "1"})
    await campus.driver.press("Next question")
    await campus.driver.press("Answer")
    assert held(campus) == {}


async def test_an_answered_question_opens_no_form(
    campus: SlackHome,
) -> None:
    """A question that was answered meanwhile says so in the place of a form."""
    await until(campus, "number")
    question, button = user_actions.labelled(
        screen.look(campus.slack.world, campus.slack.ann), "Answer"
    )
    await campus.driver.press("Answer")
    await campus.driver.fill({"answer": "250"})
    await campus.answered(
        user_actions.press(campus.slack, campus.slack.ann, question.place, button)
    )
    assert "You answered this one already" in campus.driver.screen()[-1].text


async def test_reports_are_written_under_the_question(campus: SlackHome) -> None:
    await until(campus, "number")
    await campus.driver.press("Report")
    assert view(campus)["title"]["text"] == "Report a question"
    assert "How many grams are dry matter?" in campus.driver.asked()
    note = fields(campus)["note"].element
    assert (note["max_length"], note["multiline"]) == (500, True)
    await campus.driver.fill({"note": NASTY})
    assert "Thank you." in campus.driver.screen()[-1].text
    assert await campus.rows("SELECT note FROM reports") == [(NASTY,)]
    user_actions.close(campus.slack, campus.slack.ann)
    await campus.driver.type("group flags")
    assert squeezed(NASTY) in squeezed(campus.driver.screen()[-1].text)
    assert nobody_was_told(campus)


async def test_long_reports_are_told_in_place(campus: SlackHome) -> None:
    """A report that is too long is told beside it, and what was written stays."""
    await until(campus, "number")
    await campus.driver.press("Report")
    asked = await forced(campus, "note", "x" * 2000)
    assert not asked.failed
    assert "500 characters at most" in campus.driver.asked()
    assert held(campus) == {"note": "x" * 2000}
    assert await campus.rows("SELECT note FROM reports") == []


@pytest.mark.parametrize(("line", "option", "longest"), [
    ("group insert minutes:30", "what", 200), ("group season", "name", 60),
])  # fmt: skip
async def test_given_names_come_back_as_typed(
    campus: SlackHome, line: str, option: str, longest: int
) -> None:
    """What people call things comes back as they typed it."""
    name = NASTY.replace("\n", " ")[:longest]
    await begin(campus)
    await campus.driver.type(line)
    field = fields(campus)[option].element
    # What is suggested for a week of one's own is only a suggestion, so it is no list to pick from.
    assert (field["type"], field["max_length"]) == ("plain_text_input", longest)
    await campus.driver.fill({option: name})
    assert squeezed(name) in squeezed(campus.driver.screen()[-1].text)
    await campus.driver.type("plan" if option == "what" else "leaderboard season")
    await campus.driver.press("Show everyone")
    assert squeezed(name) in squeezed(campus.driver.screen()[-1].text)
    assert nobody_was_told(campus)


async def test_answered_words_come_back_as_typed(campus: SlackHome) -> None:
    """An answer in words comes back as it was typed."""
    await until(campus, "term")
    await campus.driver.press("Answer")
    await campus.driver.fill({"answer": NASTY})
    assert squeezed(f"You said: {NASTY}") in squeezed(campus.driver.screen()[-1].text)
    assert nobody_was_told(campus)


@pytest.mark.parametrize(
    ("label", "value", "table"), [("Answer", "250", "attempts"), ("Report", "Odd.", "reports")]
)
async def test_a_form_sent_twice_acts_once(
    campus: SlackHome, label: str, value: str, table: str
) -> None:
    await until(campus, "number")
    await campus.driver.press(label)
    asked = user_actions.submit(campus.slack, campus.slack.ann, {next(iter(fields(campus))): value})
    campus.slack.deliveries.again(asked)
    await campus.answered(asked)
    await campus.slack.world.until(lambda: asked.acknowledgements == 2)
    assert not asked.failed
    assert len([row for row in await campus.rows(f"SELECT * FROM {table}") if value in row]) == 1


@pytest.mark.parametrize(
    ("line", "filled", "told"),
    [
        ("group insert minutes:20", {"what": "Pots"}, "This channel has no group yet"),
        ("group season", {"name": "Spring"}, "lives in a channel"),
        ("quiz answer", {"answer": "250"}, "This quiz is over"),
        ("group form", {"pace": "60"}, "Setting up study"),
    ],
)
async def test_forms_of_erased_groups_change_nothing(
    campus: SlackHome, line: str, filled: dict[str, str], told: str
) -> None:
    """A form sent after its group was erased gets kind words and changes nothing."""
    await begin(campus)
    await until(campus, "number")
    await campus.driver.type(line)
    await campus.driver.forge("group erase sure:yes")
    before = await campus.stage.everything()
    await campus.driver.fill(filled)
    assert told in (campus.driver.asked() or campus.driver.screen()[-1].text)
    after = await campus.stage.everything()
    # What somebody looks at while they set a group up is kept for them, and is no group; and that
    # it was heard.
    beside: dict[str, list[Row]] = {"setups": [], "heard": []}
    assert after | beside == before | beside
