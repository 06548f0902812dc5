"""Forms on Discord as people fill them in: set-up, settings, answers that are typed."""

from tests.adapters.discord.home import Home
from tests.loopback_discord import user_actions
from tests.loopback_discord.protocol.interactions import Asked


def standing(asked: Asked) -> dict[str, str]:
    """What stands in a modal when it is opened."""
    found = {}
    for one in user_actions.inputs(asked.data):
        chosen = [option["value"] for option in one.get("options", ()) if option.get("default")]
        found[one["custom_id"]] = one.get("value") or "".join(chosen)
    return found


def modal(home: Home) -> Asked:
    assert home.driver._modal
    return home.driver._modal


async def test_a_form_sets_a_group_up(home: Home) -> None:
    await home.driver.type("group setup")
    await home.driver.press("Fill in a form")
    assert standing(modal(home)) == {
        "zone": "UTC", "weekday": "Monday", "hour": "18:00", "every": "1", "pace": "",
    }  # fmt: skip
    await home.driver.fill({"zone": "Berlin", "weekday": "Thursday", "pace": "60"})
    preview = home.driver.screen()[-1].text
    assert "Thursdays at 18:00, Europe/Berlin" in preview
    assert "1 h of reading" in preview
    await home.driver.press("Start date")
    await home.driver.fill({"start": "2026-05-01"})
    await home.driver.press("Confirm")
    assert "is set" in home.driver.screen()[-1].text
    assert await home.rows("SELECT weekday, pace, starts_on FROM schedules") == [
        (3, 60, "2026-05-01")
    ]


async def test_a_refused_form_opens_again(home: Home) -> None:
    """A form that is refused leaves the button that opens it again."""
    await home.driver.type("group setup")
    await home.driver.press("Fill in a form")
    await home.driver.fill({"hour": "noonish"})
    assert "time of day" in home.driver.screen()[-1].text
    await home.driver.press("Fill in a form")
    await home.driver.fill({"hour": "12:15"})
    assert any("Mondays at 12:15" in shown.text for shown in home.driver.screen())


async def test_settings_are_changed_in_one_form(home: Home) -> None:
    await home.driver.type("settings")
    await home.driver.press("Fill in a form")
    assert standing(modal(home)) == {
        "zone": "UTC",
        "boards": "visible",
        "reminders": "off",
        "daily": "off",
    }
    await home.driver.fill({"zone": "Tokyo", "boards": "By initials"})
    assert "Asia/Tokyo" in home.driver.screen()[-1].text
    assert "you are shown by initials" in home.driver.screen()[-1].text


async def test_answers_are_typed_under_the_question(home: Home) -> None:
    await home.driver.type("quiz solo section:drying count:1")
    await home.driver.press("Answer")
    asked = home.driver.asked()
    assert "dry matter?" in asked or "after picking called?" in asked
    (field,) = user_actions.inputs(modal(home).data)
    assert field["max_length"] == 200
    await home.driver.fill({"answer": "250" if "dry matter?" in asked else "withering"})
    assert "Right." in home.driver.screen()[-1].text
