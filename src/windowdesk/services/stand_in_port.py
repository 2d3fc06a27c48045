"""Port to the orders that somebody acts for somebody else."""

from typing import Protocol

from windowdesk.domain.stand_in import StandIn


class StandInStore(Protocol):
    """Stand-ins of the centre; nothing is deleted, an order is ended."""

    def all(self) -> tuple[StandIn, ...]:
        """Return every order, the one that begins last on top."""
        ...

    def add(self, order: StandIn) -> None:
        """Store a new order."""
        ...

    def end(self, order: StandIn) -> None:
        """Store the end of an order; ConcurrentChange unless the version is the one read."""
        ...
