"""`export`: everything we hold about a person, each field explained."""

import json
from typing import Any

from bot.core.call import Call
from bot.members.personal_tables import PARTS
from tests.live.round_play import answer, begin
from tests.play import Play
from tests.quiz.solo_play import play_through
from tests.weekly.group_play import Weekly, file_of

FREE_OF_PEOPLE = {
    "group_id",
    "person_id",
}  # where a part leaves them out, the rows still say whose they are


async def exported(play: Play, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file_of(await play.say(name, "export")).content)
    return found


async def test_looking_alone_leaves_nothing(play: Play) -> None:
    """Who has only looked is told that nothing about them is held."""
    await play.say("Ben", "next")
    assert "nothing about you" in await play.say("Ben", "export")


async def test_the_json_explains_itself(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    answer = await play.say("Ben", "export")
    assert answer.message.private
    assert file_of(answer).name.endswith(".json")
    document = json.loads(file_of(answer).content)
    assert "UTC" in document["about"]
    assert document["exported_at"].startswith("2026-03-02T09:00")
    assert document["progress"] == [
        {
            "pack": "tea",
            "reading": "first-flush",
            "state": "done",
            "group_id": document["memberships"][0]["group_id"],
            "at": "2026-03-02T09:00:00+00:00",
        }
    ]
    assert document["person"][0]["name"] == "Ben"


async def test_every_field_is_explained(weekly: Weekly) -> None:
    await everything_a_person_can_leave_behind(weekly, "Ann")
    document = await exported(weekly, "Ann")
    for part in PARTS:
        assert document[part.name], f"nothing of {part.name} to look at"
        for row in document[part.name]:
            assert set(row) == set(document["fields"][part.name])
    assert all(words.strip() for fields in document["fields"].values() for words in fields.values())


async def test_every_personal_column_is_included(play: Play) -> None:
    """A column that is added to a table shows up here until `export` has it, or it says nothing
    about the person.
    """
    machinery = {
        "deliveries": {
            "kind",
            "priority",
            "call",
            "sent_call",
            "platform",
            "workspace",
            "channel",
            "thread",
            "target",
        }
        | {"try_at", "attempts", "lease_until", "message_id", "problem"}
    }
    for part in PARTS:
        columns = {str(row[1]) for row in await play.rows(f"PRAGMA table_info({part.table})")}
        left_out = columns - set(part.columns) - FREE_OF_PEOPLE - machinery.get(part.table, set())
        assert left_out <= {"id"}, part.table


async def test_others_are_not_in_it(weekly: Weekly) -> None:
    """Nothing about other people is in the file."""
    await everything_a_person_can_leave_behind(weekly, "Ann")
    await weekly.say("Ben", "done")
    text = file_of(await weekly.say("Ann", "export")).content.decode()
    ((ben, member),) = await weekly.rows(
        "SELECT p.id, m.id FROM people p JOIN members m ON m.person_id = p.id WHERE p.name = 'Ben'"
    )
    assert not [trace for trace in ("Ben", "ben", str(ben), str(member)) if f'"{trace}"' in text]


async def test_exporting_changes_nothing(play: Play) -> None:
    await play.say("Ben", "done first-flush")
    before = await play.everything()
    await play.say("Ben", "export")
    assert await play.everything() == before


async def everything_a_person_can_leave_behind(weekly: Weekly, name: str) -> None:
    """Ann, who runs the group, leaves a row in every table that is about people."""
    await weekly.begin("pace:60 course:road-core")
    await weekly.say(name, "settings boards:initials reminders:on zone:Tokyo")
    await weekly.wait_until_week()
    for reading in ("first-flush", "two-leaves"):
        await weekly.say(name, f"done {reading}")
    await play_through(weekly, name, "quiz solo section:picking")
    await weekly.say(name, f"report question:{weekly.pack.questions[0].id} note:doubtful")
    await answer(weekly, name, await begin(weekly, "quiz live count:1"))
    await weekly.reply(name, 1, await weekly.thread())
    await weekly.wait_until_week()
    await weekly.wait_until_week()
    for section in ("drying", "brewing"):
        await weekly.call(name, Call("know", {"section": section}))
    await weekly.wait_until_week()
    await weekly.say(name, f"group forgive {weekly.user(name).id}")
    await weekly.say(name, f"group lead {weekly.user(name).id} 3")
    await weekly.say(name, "group setup pace:90")
