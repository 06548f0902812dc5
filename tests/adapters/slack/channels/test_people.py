"""Who people are on Slack: names, zones, rights, and whom they name."""

from tests.adapters.slack.home import SlackHome
from tests.loopback_slack import fixtures, user_actions
from tests.loopback_slack.faults import POST


async def test_named_people_are_the_members_meant(campus: SlackHome) -> None:
    """A person who is named is the member that is meant, and is not notified."""
    await campus.answered(campus.command("done first-flush", campus.slack.ben))
    await campus.driver.type("group lead @ben 3")
    assert "Ben" in campus.driver.screen()[-1].text
    await campus.driver.type("group lead @olga 3")
    assert "olga" in campus.driver.screen()[-1].text
    assert not any(campus.slack.world.notified.values())


async def test_guests_and_strangers_run_nothing(campus: SlackHome) -> None:
    """Guests and people of other workspaces run nothing, whatever their rank says."""
    world = campus.slack.world
    guest = world.add_user("Gus", world.team, is_restricted=True, is_admin=True)
    stranger = world.add_user("Sam", fixtures.found(world, "Elsewhere"), is_admin=True)
    for user in (guest, stranger):
        fixtures.join(world, campus.slack.study, user)
        user_actions.say(campus.slack, user, campus.slack.study, "@roadmate sample order")
        await campus.heard()
        assert "organisers" in campus.sees(user)[-1]


async def test_unknown_rights_are_told_kindly(campus: SlackHome) -> None:
    """While Slack does not tell somebody's rights, they are asked to try once more."""
    campus.faults.fail("users.info", times=5)
    await campus.answered(campus.command("sample order"))
    assert "try once more" in campus.sees(campus.slack.ann)[-1]
    campus.faults.clear()
    await campus.answered(campus.command("sample order"))
    assert "As you wish." in campus.sees(campus.slack.ann)[-1]


async def test_rights_are_asked_for_rarely(
    campus: SlackHome,
) -> None:
    """Rights are asked for once in a while, not at every command."""
    for _ in range(3):
        await campus.answered(campus.command("sample order"))
    assert len(campus.slack.api.requests("users.info")) == 1


async def test_slack_gives_name_and_zone(campus: SlackHome) -> None:
    """A member has the name and the zone that Slack knows."""
    await campus.answered(campus.command("settings", campus.slack.ben))
    assert "Europe/London" in campus.sees(campus.slack.ben)[-1]
    assert not campus.slack.api.requests(POST)
