"""The part of the kit about what an adapter says unasked.

Posts, threads, edits, and faults of the platform.
"""

from collections.abc import Callable
from typing import ClassVar

import pytest

from bot.accounts import groups
from bot.core.call import Call
from bot.core.errors import DeliveryError
from bot.core.interaction import Address
from bot.core.message import Button, row, say
from bot.core.records import Group
from bot.database.sqlite import SqliteDatabase
from tests.by_hand import ByHand
from tests.driver import Ability, Cannot, Driver, Stage
from tests.play import MONDAY

Note = Callable[[str, object], None]
HERE = row(Button("Where is this?", Call("sample where")))


def lacks(driver: Driver, ability: Ability, note: Note) -> bool:
    """Whether the platform has no such thing; if so, it is said at the end of the test run."""
    if ability in driver.lacks:
        note("lacks", f"{ability}: {driver.lacks[ability]}")
    return ability in driver.lacks


class PostingScenarios:
    """Inherited through `AdapterScenarios`; `place` is the channel in which Ann and Ben are."""

    place: ClassVar[Address]

    @pytest.fixture
    async def stage(self, database: SqliteDatabase) -> Stage:
        tx = ByHand(database)
        place = self.place
        await groups.add(
            tx,
            Group("", place.platform, place.workspace, place.channel, "study", "tea", "UTC"),
            MONDAY,
        )
        return Stage(database)

    async def test_a_post_lands_with_its_thread(
        self, driver: Driver, record_property: Note
    ) -> None:
        """A post lands, and its thread holds the questions."""
        ref = await driver.adapter.post(self.place, say("Week 1"), key="weekly/1")
        thread = await driver.adapter.open_thread(ref, "Questions of week 1")
        await driver.adapter.post(thread, say("Why is spring tea prized?"), key="thread/1")
        post, questions = driver.screen()[-2:]
        assert "Week 1" in post.text
        assert (post.private, post.thread) == (False, "")
        assert "Why is spring tea prized?" in questions.text
        title = (
            thread.thread
            if lacks(driver, "thread titles", record_property)
            else "Questions of week 1"
        )
        assert (questions.private, questions.thread) == (False, title)

    async def test_an_open_thread_stays_the_same(self, driver: Driver) -> None:
        """A thread that is open already is not opened a second time."""
        ref = await driver.adapter.post(self.place, say("Week 1"), key="weekly/1")
        assert await driver.adapter.open_thread(ref, "Week 1") == await driver.adapter.open_thread(
            ref, "Week 1"
        )

    async def test_an_edit_changes_the_message(self, driver: Driver, record_property: Note) -> None:
        ref = await driver.adapter.post(self.place, say("Nobody finished yet"), key="weekly/1")
        before = len(driver.screen())
        await driver.adapter.edit(ref, say("Two have finished"))
        *earlier, newest = driver.screen()
        assert "Two have finished" in newest.text
        assert not newest.private
        if lacks(driver, "replacing", record_property):
            assert "changed" in newest.text
        else:
            assert len(earlier) + 1 == before

    async def test_one_key_shows_one_message(self, driver: Driver) -> None:
        """The same key twice shows one message."""
        first = await driver.adapter.post(self.place, say("Week 1"), key="weekly/1")
        before = len(driver.screen())
        assert (
            await driver.adapter.post(self.place, say("Week 1"), key="weekly/1", doubtful=True)
            == first
        )
        assert len(driver.screen()) == before
        await driver.adapter.post(self.place, say("Week 1"), key="weekly/2")
        assert len(driver.screen()) == before + 1

    async def test_a_key_survives_a_restart(self, driver: Driver, record_property: Note) -> None:
        """A key is known again after a restart, where the platform remembers keys."""
        await driver.adapter.post(self.place, say("Week 1"), key="weekly/1")
        await driver.restart()
        before = len(driver.screen())
        await driver.adapter.post(self.place, say("Week 1"), key="weekly/1", doubtful=True)
        again = len(driver.screen()) - before
        assert again == (1 if lacks(driver, "remembering keys", record_property) else 0)

    @pytest.mark.parametrize("permanent", [True, False])
    async def test_an_outside_fault_keeps_its_kind(
        self, driver: Driver, permanent: bool, record_property: Note
    ) -> None:
        """A fault of the platform comes out as what it is: permanent or passing."""
        if lacks(driver, "faults", record_property):
            with pytest.raises(Cannot):
                driver.fail_next(permanent=permanent)
        else:
            driver.fail_next(permanent=permanent)
            with pytest.raises(DeliveryError) as fault:
                await driver.adapter.post(self.place, say("Week 1"), key="weekly/1")
            assert fault.value.permanent == permanent
        await driver.adapter.post(self.place, say("Week 1"), key="weekly/1")
        assert "Week 1" in driver.screen()[-1].text

    async def test_an_address_survives_a_round_trip(
        self, driver: Driver, record_property: Note
    ) -> None:
        ref = await driver.adapter.post(self.place, say("Week 1", HERE), key="weekly/1")
        await driver.press("Where is this?")
        place = self.place
        assert f"{place.workspace}/{place.channel}/." in driver.screen()[-1].text
        thread = await driver.adapter.open_thread(ref, "Questions")
        assert (thread.platform, thread.workspace, thread.channel) == (
            place.platform,
            place.workspace,
            place.channel,
        )
        assert thread.thread
        await driver.adapter.post(thread, say("Questions", HERE), key="thread/1")
        await driver.press("Where is this?")
        entered = "" if lacks(driver, "entering threads", record_property) else thread.thread
        assert f"{place.channel}/{entered}." in driver.screen()[-1].text

    async def test_the_doctor_hears_about_a_place(self, driver: Driver) -> None:
        findings = await driver.adapter.check(self.place)
        assert findings
        assert all(finding.ok for finding in findings)

    async def test_a_new_thread_has_no_replies(self, driver: Driver) -> None:
        ref = await driver.adapter.post(self.place, say("Week 1"), key="weekly/1")
        thread = await driver.adapter.open_thread(ref, "Questions")
        assert list(await driver.adapter.replies(thread, MONDAY)) == []
