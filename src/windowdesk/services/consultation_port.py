"""Port to the record of visits for advice that left no case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Consultation:
    """One visit for advice. ``person`` is as the visitor gave it and may be empty."""

    consultation_id: int
    item_id: str
    item_version: int
    situations: tuple[str, ...]
    person: str
    question: str
    login: str
    window: str
    at: datetime


class ConsultationStore(Protocol):
    """Visits for advice in one transaction. Nothing is ever changed or deleted."""

    def add(self, visit: Consultation) -> None:
        """Store a visit."""
        ...

    def since(self, begin: datetime) -> Sequence[Consultation]:
        """Return the visits from a moment on, oldest first."""
        ...
