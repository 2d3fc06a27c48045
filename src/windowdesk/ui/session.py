"""Who sits at which window of which centre, since logging in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Session:
    """The session of a clerk.

    ``now`` gives the time with its zone; ``demo`` marks the made-up centre.
    """

    person: str
    window: str
    centre: str
    now: Callable[[], datetime]
    demo: bool = False
