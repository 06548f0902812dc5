"""The kinds of failure that are not bugs."""


class UserError(Exception):
    """Something the person can put right; its text is shown to them as it stands."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class StoreError(Exception):
    """The database cannot do what was asked (read-only, full, locked, not ours); its text says what to do."""
