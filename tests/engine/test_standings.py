"""The platform is asked before a command from elsewhere is handled, shortly and not every time."""

import asyncio

import pytest

from bot.core.call import Call
from bot.core.interaction import UNKNOWN, Address, Interaction, Standing, User
from bot.database.sqlite import SqliteDatabase
from bot.engine.standings import Standings
from tests.play import STUDY, Play

DOOR = Address("test", "", "@ann")
# As Discord says it of a direct message: who acts, and nothing of what they may.
ANN = User("test", "ann", "Ann")


class Asked:
    """A platform that says the same of everybody, and counts how often."""

    def __init__(self, *says: Standing) -> None:
        self.says = list(says)
        self.places: list[Address] = []

    async def __call__(self, user: str, address: Address) -> Standing:
        self.places.append(address)
        return self.says.pop(0) if len(self.says) > 1 else self.says[0]


@pytest.fixture
async def play(database: SqliteDatabase) -> Play:
    play = Play(database)
    await play.set_up("study", STUDY)
    await play.say("Ann", "done first-flush")
    return play


def order(line: str = "group season Spring", at: Address = DOOR, user: User = ANN) -> Interaction:
    name, _, words = line.rpartition(" ")
    return Interaction(Call(name, {"name": words}), user, at)


async def test_standings_last_ten_minutes(play: Play) -> None:
    """What a platform says of somebody is remembered for ten minutes."""
    asked = Asked(Standing(sees=True, manages=True), Standing(sees=True, manages=False))
    standings = Standings(play.engine, asked)
    for minutes in (0, 9):
        play.clock.advance(minutes=minutes)
        assert (await standings.filled(order())).standings[STUDY].manages
    play.clock.advance(minutes=1)
    assert not (await standings.filled(order())).standings[STUDY].manages
    assert asked.places == [STUDY, STUDY]


async def test_a_silent_platform_is_asked_again(play: Play) -> None:
    asked = Asked(UNKNOWN, Standing(sees=True, manages=True))
    standings = Standings(play.engine, asked)
    assert (await standings.filled(order())).standings[STUDY] == UNKNOWN
    assert (await standings.filled(order())).standings[STUDY].manages


async def test_a_hanging_platform_delays_nobody(play: Play) -> None:
    async def hang(user: str, address: Address) -> Standing:
        await asyncio.Event().wait()
        return Standing(sees=True, manages=True)

    said = await Standings(play.engine, hang, patience_seconds=0).filled(order())
    assert said.standings[STUDY] == UNKNOWN


async def test_known_standings_are_not_asked(play: Play) -> None:
    """What is known already or does not matter to the call is not asked."""
    asked = Asked(Standing(sees=True, manages=True))
    standings = Standings(play.engine, asked)
    here = [order(at=STUDY), order(at=STUDY, user=play.user("Ann"))]
    for interaction in (*here, Interaction(Call("next"), ANN, DOOR), order("unheard of")):
        assert (await standings.filled(interaction)).standings == {}
    assert asked.places == []
