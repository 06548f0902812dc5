"""The part of the kit about what a platform says of people and channels when it is asked."""

from typing import ClassVar

import pytest

from bot.core.interaction import UNKNOWN, Address
from tests.driver import Cannot, Driver
from tests.kit_posts import Note, lacks


class StandingScenarios:
    """Inherited through `AdapterScenarios`; Ann runs the place, Ben is in the channel."""

    place: ClassVar[Address]

    async def test_a_member_sees_and_manages_nothing(self, driver: Driver) -> None:
        """A member sees the channel and manages nothing."""
        said = await driver.adapter.standing(driver.account("Ben"), self.place)
        assert (said.sees, said.manages) == (True, False)

    async def test_who_runs_the_place_manages(self, driver: Driver) -> None:
        """Whoever runs the place sees and manages the channel."""
        said = await driver.adapter.standing(driver.account("Ann"), self.place)
        assert (said.sees, said.manages) == (True, True)

    async def test_channel_members_see_its_threads(self, driver: Driver) -> None:
        """A thread is seen by those who see its channel."""
        thread = Address(self.place.platform, self.place.workspace, self.place.channel, "1")
        said = await driver.adapter.standing(driver.account("Ben"), thread)
        assert (said.sees, said.manages) == (True, False)

    @pytest.mark.parametrize("name", ["Ann", "Ben"])
    async def test_who_has_left_sees_nothing(
        self, driver: Driver, name: str, record_property: Note
    ) -> None:
        account = driver.account(name)
        if lacks(driver, "leaving", record_property):
            with pytest.raises(Cannot):
                await driver.leave(name)
        else:
            await driver.leave(name)
            assert (await driver.adapter.standing(account, self.place)).sees is False

    async def test_who_was_never_there_sees_nothing(
        self, driver: Driver, record_property: Note
    ) -> None:
        said = await driver.adapter.standing(driver.account("Zoe"), self.place)
        assert said.sees is lacks(driver, "leaving", record_property)
        assert said.manages is False

    async def test_a_silent_platform_says_nothing(
        self, driver: Driver, record_property: Note
    ) -> None:
        """A platform that is silent says neither yes nor no."""
        if lacks(driver, "silence", record_property):
            with pytest.raises(Cannot):
                driver.fall_silent()
        else:
            driver.fall_silent()
            assert await driver.adapter.standing(driver.account("Ann"), self.place) == UNKNOWN
