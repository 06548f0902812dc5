"""What every adapter promises, told from the side of one person who types, presses and reads.

An adapter's test gives a `Driver` and inherits the scenarios. The driver plays the platform: real
payloads go in through the library's own door, and what comes out is read as the platform would draw
it.
"""

import asyncio
import logging
import os
from pathlib import Path
from typing import ClassVar

import pytest

from bot.core.message import CHARACTERS
from tests.driver import Cannot, Driver, Stage
from tests.gallery import (
    EMOJI,
    GALLERY,
    HOSTILE,
    RIGHT_TO_LEFT,
    WIDE,
    counting,
    squeezed,
    to_press,
    to_read,
)
from tests.kit_posts import Note, PostingScenarios, lacks
from tests.kit_standings import StandingScenarios
from tests.samples import BUG, LATE


class AdapterScenarios(PostingScenarios, StandingScenarios):
    """Inherited by the test class of an adapter, which gives `place`, `golden` and the fixture
    `driver`.
    """

    golden: ClassVar[Path]

    async def test_a_command_is_answered(self, driver: Driver) -> None:
        await driver.type("sample where")
        place = self.place
        assert (
            f"Here: {place.platform}/{place.workspace}/{place.channel}/."
            in driver.screen()[-1].text
        )

    async def test_a_commands_options_arrive(self, driver: Driver) -> None:
        """A command is answered with the options that it was given."""
        await driver.type('sample say words:"two words" times:3')
        assert "You said: two words; times: 3." in driver.screen()[-1].text

    async def test_an_answer_is_private_when_declared(self, driver: Driver) -> None:
        await driver.type("sample where")
        assert driver.screen()[-1].private

    async def test_an_answer_is_public_when_declared(self, driver: Driver) -> None:
        await driver.type("sample public")
        shown = driver.screen()[-1]
        assert "Hear, hear!" in shown.text
        assert not shown.private

    async def test_a_missing_option_is_asked_for(self, driver: Driver) -> None:
        await driver.type("sample paint")
        assert "What to say" in driver.asked()
        await driver.fill({"words": "A fence", "colour": "red"})
        assert "A fence in red." in driver.screen()[-1].text
        assert not driver.asked()

    async def test_a_form_explains_itself_and_prefills(self, driver: Driver) -> None:
        """A form says what it is about, and what stands in it may stay."""
        await driver.type("sample form")
        seen = driver.asked() + "\n".join(shown.text for shown in driver.screen())
        for words in ("One coat only.", HOSTILE[0]):
            assert squeezed(words) in squeezed(seen)
        await driver.fill({"words": "", "colour": ""})
        assert "A fence in blue." in driver.screen()[-1].text
        assert not driver.asked()

    @pytest.mark.parametrize("words", [*HOSTILE, RIGHT_TO_LEFT, EMOJI])
    async def test_a_forms_words_come_back_unchanged(self, driver: Driver, words: str) -> None:
        """What is typed into a form comes back as it was typed."""
        await driver.type("sample form")
        await driver.fill({"words": words, "colour": "red"})
        assert squeezed(f"{words} in red.") in squeezed(driver.screen()[-1].text)

    async def test_a_malformed_option_is_told_privately(self, driver: Driver) -> None:
        """A malformed option is told kindly and privately."""
        await driver.type("sample say words:a times:77")
        shown = driver.screen()[-1]
        assert "from 1 to 3" in shown.text
        assert shown.private

    async def test_an_unknown_command_is_told_privately(self, driver: Driver) -> None:
        """An unknown command is told kindly and privately, with the one that was meant."""
        await driver.type("leaderbord")
        shown = driver.screen()[-1]
        assert "leaderboard" in shown.text
        assert shown.private

    async def test_a_bug_is_only_an_apology(
        self, driver: Driver, stage: Stage, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A bug is an apology with a reference and nothing more."""
        before = await stage.everything()
        with caplog.at_level(logging.ERROR):
            await driver.type("sample bug")
        shown = driver.screen()[-1]
        (logged,) = (record for record in caplog.records if record.name == "roadmate.engine")
        assert (
            str(logged.args[0] if isinstance(logged.args, tuple) else "")
            in shown.text.split("reference")[1]
        )
        assert BUG not in shown.text
        assert shown.private
        assert await stage.everything() == before
        await driver.type("sample where")
        assert "Here:" in driver.screen()[-1].text

    async def test_a_slow_command_is_still_answered(
        self, driver: Driver, stage: Stage, record_property: Note
    ) -> None:
        typing = asyncio.create_task(driver.type("sample slow"))
        await asyncio.to_thread(stage.gate.reached.wait)
        if lacks(driver, "patience", record_property):
            with pytest.raises(Cannot):
                await driver.told_to_wait()
        else:
            await driver.told_to_wait()
        assert LATE not in [shown.text for shown in driver.screen()]
        stage.gate.opened.set()
        await typing
        assert LATE in driver.screen()[-1].text
        assert driver.screen()[-1].private

    async def test_a_button_makes_its_call(self, driver: Driver) -> None:
        await driver.type("sample gallery 6")
        await driver.press("Go")
        assert "Ann pressed go." in driver.screen()[-1].text

    async def test_a_replacing_answer_takes_its_place(
        self, driver: Driver, record_property: Note
    ) -> None:
        """What replaces takes the place of what was pressed."""
        await driver.type("sample press words:first")
        before = len(driver.screen())
        await driver.press("Once more")
        *earlier, newest = driver.screen()
        assert "Ann pressed again." in newest.text
        if lacks(driver, "replacing", record_property):
            assert "Ann pressed first." in earlier[-1].text
        else:
            assert len(earlier) + 1 == before
            assert not any("Ann pressed first." in shown.text for shown in earlier)

    @pytest.mark.parametrize(
        ("picture", "labels", "said"),
        [
            (7, ["Choice 1"], "c1."),
            (7, ["Choice 3"], "c3."),
            (8, ["Choice 25"], "c25."),
            (9, ["Choice 2", "Choice 4"], "c2,c4."),
        ],
    )
    async def test_a_picked_option_makes_its_call(
        self, driver: Driver, picture: int, labels: list[str], said: str
    ) -> None:
        await driver.type(f"sample gallery {picture}")
        await driver.pick(*labels)
        assert f"Ann pressed {said}" in driver.screen()[-1].text

    async def test_a_button_survives_a_restart(self, driver: Driver, record_property: Note) -> None:
        """A button still works after the adapter is built anew."""
        await driver.type("sample press words:first")
        await driver.restart()
        if lacks(driver, "lasting buttons", record_property):
            await driver.type("sample press words:again")
        else:
            await driver.press("Once more")
        assert "Ann pressed again." in driver.screen()[-1].text

    async def test_a_forged_call_changes_nothing(self, driver: Driver, stage: Stage) -> None:
        """A forged call changes nothing that it may not, and is answered in private."""
        await driver.type("quiz solo section:picking")
        await driver.type("done first-flush")
        (quiz,) = [str(line[0]) for line in (await stage.everything())["quizzes"]]
        await driver.turn_to("Ben")
        before = await stage.everything()
        forged = (
            f"quiz answer quiz:{quiz} number:1 answer:A",
            "quiz answer quiz:nothing1 number:1 answer:A",
            "undo reading:first-flush",
            "use group:nothing1",
            "sample order",
            "sample tick",
            "sample unheard-of words:x",
            "sample press nothing:x",
        )
        for call in forged:
            shown = len(driver.screen())
            await driver.forge(call)
            assert len(driver.screen()) > shown, f"{call} is not answered"
            assert driver.screen()[-1].private
        assert await stage.everything() == before

    async def test_an_organiser_may_do_more(self, driver: Driver) -> None:
        """An organiser may do what others may not."""
        await driver.type("sample order")
        assert "As you wish." in driver.screen()[-1].text
        await driver.turn_to("Ben")
        await driver.type("sample order")
        assert "organisers" in driver.screen()[-1].text

    @pytest.mark.parametrize("picture", GALLERY)
    async def test_every_block_is_shown(self, driver: Driver, picture: str) -> None:
        """Every block of the gallery is shown, with its texts and its controls."""
        await driver.type(f"sample gallery {list(GALLERY).index(picture) + 1}")
        newest = driver.screen()[-1]
        for part in to_read(GALLERY[picture]):
            assert squeezed(part) in squeezed(newest.text)
        for label in to_press(GALLERY[picture]):
            assert label in newest.controls

    async def test_peoples_words_are_no_markup(self, driver: Driver) -> None:
        """Nothing that people wrote is taken for markup."""
        await driver.type("sample gallery 3")
        for words in HOSTILE:
            assert squeezed(words) in squeezed(driver.screen()[-1].text)

    async def test_only_control_characters_are_dropped(self, driver: Driver) -> None:
        """Letters of all kinds are shown, and characters of control are not."""
        await driver.type("sample gallery 4")
        text = driver.screen()[-1].text
        for words in (
            RIGHT_TO_LEFT,
            EMOJI,
            WIDE * 6,
            "bell escape[31m null turnedaround two lines",
        ):
            assert squeezed(words) in squeezed(text)
        assert not set("\x00\x07\x1b\u202e\u2066") & set(text)

    async def test_a_long_text_stays_whole(self, driver: Driver) -> None:
        """A long text is whole and in order."""
        await driver.type("sample gallery 12")
        assert squeezed(counting(CHARACTERS)) in squeezed(driver.screen()[-1].text)

    async def test_the_manifest_lists_the_listed_commands(
        self, driver: Driver, stage: Stage
    ) -> None:
        """The manifest lists every listed command and no other."""
        assert sorted(await driver.manifest()) == sorted(
            c.name for c in stage.engine.commands if c.listed
        )

    async def test_the_gallery_is_unchanged(self, driver: Driver) -> None:
        """A change is a diff to read.

        `GOLDEN=renew make test` writes the file anew, and fails once to say so.
        """
        drawn = [
            f"=== {name}\n{await driver.drawing(message)}\n" for name, message in GALLERY.items()
        ]
        if os.environ.get("GOLDEN") == "renew":
            self.golden.write_text("\n".join(drawn), encoding="utf-8")
            pytest.fail(f"{self.golden} is renewed: read its diff, and run the tests again")
        assert "\n".join(drawn) == self.golden.read_text(encoding="utf-8")
