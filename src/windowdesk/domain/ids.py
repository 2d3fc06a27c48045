"""Identities that grow with time: 41 bits of milliseconds, 22 random bits.

They are made on the desk, not by the database, so that a station without a network can make them,
and they sort by age, so that the newest row of an index comes first.
"""

import secrets
from datetime import UTC, datetime, timedelta

from windowdesk.domain.errors import EnvironmentProblem

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_TIME_BITS = 41
_RANDOM_BITS = 22


def new_id(at: datetime) -> int:
    """Return a new identity for something that happens ``at``; 63 bits, positive.

    EnvironmentProblem if ``at`` is before 2020 or after 2089: the machine's clock was lost.
    """
    milliseconds = (at - _EPOCH) // _MILLISECOND
    if not 0 <= milliseconds < 1 << _TIME_BITS:
        raise EnvironmentProblem(f"本机时钟是 {at.year} 年，不对。先校准时间，再接着办。")
    return (milliseconds << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)


def first_id(at: datetime) -> int:
    """Return the least identity of something that happens ``at`` or later.

    A period of time is a range of identities. Times before 2020 give 0, after 2089 the greatest.
    """
    milliseconds = -((_EPOCH - at) // _MILLISECOND)
    return min(max(0, milliseconds), 1 << _TIME_BITS) << _RANDOM_BITS


def id_moment(identity: int) -> datetime:
    """Return when an identity was made, to the millisecond."""
    return _EPOCH + (identity >> _RANDOM_BITS) * _MILLISECOND
