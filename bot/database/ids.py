"""Our own ids: eight characters, never reused."""

import secrets
import string

_ALPHABET = string.ascii_letters + string.digits


def new_id() -> str:
    """62^8 possibilities.

    Among a million rows of a table the chance of any clash is about 0.2 %.
    """
    drawn, letters = secrets.randbelow(len(_ALPHABET) ** 8), ""
    for _ in range(8):
        drawn, letter = divmod(drawn, len(_ALPHABET))
        letters += _ALPHABET[letter]
    return letters
