"""Wording that every platform's part of `roadmate doctor` needs, for whoever runs Roadmate."""

from datetime import timedelta


def clock(platform: str, ahead: timedelta) -> tuple[str, str]:
    """How this machine's clock stands to the platform's; the fix is empty where they agree."""
    off = abs(round(ahead.total_seconds()))
    if off < 60:
        return f"{platform}: its clock and this machine's agree", ""
    how = "ahead of" if ahead > timedelta() else "behind"
    return (
        f"clock: {off // 60} min {how} {platform}'s",
        (
            "posts would come at the wrong time. Set this machine's clock, best by a time service "
            "(NTP)"
        ),
    )


def unreachable(why: str, setting: str) -> str:
    """No connection. `setting`: the one that names another address."""
    return (
        f"it cannot be reached from this machine ({why}). Look at the network, and at "
        f"{setting} if set"
    )


def silent(seconds: float) -> str:
    """Too slow."""
    return (
        f"it did not answer in {seconds:.0f} seconds, so not everything could be looked at. "
        "Try again later"
    )


def shown(name: str) -> str:
    """Somebody's words, so that a terminal shows them and does nothing else."""
    return "".join(letter if letter.isprintable() else "?" for letter in name)
