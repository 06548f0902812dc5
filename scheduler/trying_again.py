"""When a post that failed is tried again; whether it is, dispatcher.py decides."""

from datetime import timedelta

BACK_OFF = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 120, 240, 480))
# What says nothing about a delivery, such as a platform in trouble, is tried for as long as it may
# come late.
THEN_EVERY = timedelta(minutes=15)


def wait(tried: int, asked: float | None) -> timedelta:
    if asked is not None:
        return timedelta(seconds=asked)
    return BACK_OFF[tried - 1] if tried <= len(BACK_OFF) else THEN_EVERY
