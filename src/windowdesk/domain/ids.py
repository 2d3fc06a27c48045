"""Identities that grow with time: 41 bits of milliseconds, 22 random bits.

They are made on the desk, not by the database, so that a station without a network can make them,
and they sort by age, so that the newest row of an index comes first.
"""

import secrets
from datetime import UTC, datetime

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_RANDOM_BITS = 22


def new_id(at: datetime) -> int:
    """Return a new identity for something that happens ``at``; 63 bits, positive."""
    milliseconds = int((at - _EPOCH).total_seconds() * 1000)
    return (milliseconds << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
