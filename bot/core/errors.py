"""The kinds of failure that are not bugs."""

from collections.abc import Sequence
from typing import Literal


class UserError(Exception):
    """Something the person can put right; its text is shown to them as it stands.

    `option`: what of their call it is about, where that is known; a form says it beside that input.
    `choices`: what would do for it, each with its label, the likeliest first.
    """

    def __init__(
        self, text: str, option: str = "", choices: Sequence[tuple[str, str]] = ()
    ) -> None:
        super().__init__(text)
        self.text = text
        self.option = option
        self.choices = tuple(choices)


class StoreError(Exception):
    """The database cannot do what was asked (read-only, full, locked, not ours).

    Its text says what to do.
    """


class SettingsError(Exception):
    """The environment does not say what is needed.

    Its text names each variable and what to do, a line each.
    """


class NothingToSay(Exception):
    """A delivery whose time has passed: the group rests, the week is over, nothing has changed."""


class DeliveryError(Exception):
    """The platform did not take it.

    Raised by adapters only; its text goes to organisers, so it holds no secret.

    `permanent`: trying again cannot help until somebody acts. `retry_after`: seconds the platform
    asks us to wait. `uncertain`: it may have been taken, and nobody can find out, so it must not be
    repeated unasked. `unreached`: it was not even asked, and would not be asked anything else now
    either: no connection, or a ban. `untried`: it was not taken for certain, as too much is asked
    just now; nothing else is said about it. `gone`: the channel, or the whole workspace with all
    its channels, is not there for us any more.
    """

    def __init__(
        self,
        text: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        uncertain: bool = False,
        unreached: bool = False,
        untried: bool = False,
        gone: Literal["", "channel", "workspace"] = "",
    ) -> None:
        super().__init__(text)
        self.permanent = permanent
        self.retry_after = retry_after
        self.uncertain = uncertain
        self.unreached = unreached
        self.untried = untried
        self.gone = gone
