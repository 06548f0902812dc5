"""How long a live question stays open, and how long its discussion, where a group did not say."""

from collections.abc import Mapping

from bot.live.records import Pacing, RoundSettings, RoundStyle

# Seconds a question, where the group has not said otherwise: most questions want a moment of
# thought.
SECONDS: Mapping[RoundStyle, int] = {"calm": 60, "race": 30, "peer": 90}
# Minutes a discussion, and the percent right between which Mazur discusses (Peer Instruction,
# 1997).
DISCUSSION, LOW, HIGH = 3, 35, 70


def pacing(settings: RoundSettings, style: RoundStyle) -> Pacing:
    """How rounds of a style go in a group."""
    return Pacing(
        settings.seconds or SECONDS[style],
        settings.minutes or DISCUSSION,
        LOW if settings.low is None else settings.low,
        HIGH if settings.high is None else settings.high,
    )
