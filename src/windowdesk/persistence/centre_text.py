"""Facts of the centre as JSON: written when it is founded, read at every act."""

from functools import lru_cache

from windowdesk.domain.centre import Centre
from windowdesk.domain.record_text import record_of, record_text


def centre_text(centre: Centre) -> str:
    """Write the facts: sorted keys, characters as they are, nothing that was never filled in."""
    return record_text(centre)


@lru_cache(maxsize=16)
def read_centre(text: str) -> Centre:
    """Read facts back, those of an older program too. Every act asks, and they seldom change."""
    return record_of(Centre, text)
