"""The port to what an evening seal is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from windowdesk.domain.seal import ChainHead, LedgerCounts, Seal
from windowdesk.domain.states import Move


@dataclass(frozen=True)
class PaperRun:
    """The papers of one number line that a period issued, from the first number to the last.

    ``void`` are those of them that were taken back with their act, also later.
    """

    title: str
    count: int
    first_number: str
    last_number: str
    void: tuple[str, ...] = ()


class SealStore(Protocol):
    """Evening seals, and the ledger as they see it. Seals are only ever added."""

    def last(self) -> Seal | None:
        """Return the newest seal; None before the first."""
        ...

    def get(self, seq: int) -> Seal | None:
        """Return one seal by its running number; None if there is none."""
        ...

    def heads_since(self, at: datetime | None) -> tuple[ChainHead, ...]:
        """Return the chains with a step at ``at`` or later, oldest case first; None: all."""
        ...

    def counts(self) -> LedgerCounts:
        """Count what the ledger holds now."""
        ...

    def lines(self) -> Mapping[str, int]:
        """Return the last serial of every number line."""
        ...

    def moves_between(self, begin: datetime, end: datetime) -> Mapping[Move, int]:
        """Count the steps of each kind from ``begin`` until before ``end``."""
        ...

    def papers_between(self, begin: datetime, end: datetime) -> tuple[PaperRun, ...]:
        """Return the papers issued from ``begin`` until before ``end``, by number line."""
        ...

    def void_since(self, begin: datetime) -> frozenset[str]:
        """Return the numbers of papers whose acts were taken back since a moment."""
        ...

    def add(self, seal: Seal) -> None:
        """Store a seal; ConcurrentChange if another program sealed first."""
        ...
