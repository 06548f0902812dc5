"""Why something was not delivered, where no platform said so, as organisers are told."""

OUT_OF_REACH = "out of reach"
NOBODY_TELLS = "nobody tells who runs the group"
SILENT = "silent in this round"


def bug(reference: str) -> str:
    """Our own fault; the reference stands in the log."""
    return f"a fault of mine, reference {reference}"


def no_answer(platform: str) -> str:
    """It took too long."""
    return f"{platform} did not answer in time"
