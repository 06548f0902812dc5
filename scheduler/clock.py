"""A clock that can be moved forward, for the playground and the rehearsal. It never goes back."""

from collections.abc import Callable
from datetime import datetime, timedelta


class MovableClock:
    """The given clock plus an offset; calling it gives UTC."""

    def __init__(self, real: Callable[[], datetime], offset: timedelta = timedelta()) -> None:
        self._real = real
        self.offset = offset

    def __call__(self) -> datetime:
        return self._real() + self.offset

    def move_to(self, instant: datetime) -> None:
        """Be there now; an instant that has passed changes nothing."""
        self.offset += max(timedelta(), instant - self())
