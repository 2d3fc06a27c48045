"""The evening seal: what stood in the ledger at the end of a day, chained to the evening before.

Whoever owns the database could take a whole case out of it, with all its rows and its number. He
cannot take it out of the seals as well without breaking their chain, and the last link of that
stands on a printed day sheet.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType

from windowdesk.domain.canonical import canonical_text, sha256

FIRST_SEAL = "0" * 64


@dataclass(frozen=True)
class ChainHead:
    """Where the chain of a case stood: number, how many steps, and the hash of the last."""

    case_id: int
    number: str
    steps: int
    hash: str


@dataclass(frozen=True)
class LedgerCounts:
    """How much the ledger held, in rows."""

    cases: int
    events: int
    documents: int


@dataclass(frozen=True)
class Seal:
    """One evening's seal. ``text`` is what was hashed, kept as it is.

    ``heads`` are the chains that moved since the seal before; those of a case that rests are held
    by an earlier one. ``lines`` maps a number line to its last serial.
    """

    seq: int
    day: date
    at: datetime
    login: str
    counts: LedgerCounts
    lines: Mapping[str, int]
    heads: tuple[ChainHead, ...]
    previous: str
    text: str
    hash: str

    @staticmethod
    def close(
        *,
        before: "Seal | None",
        day: date,
        at: datetime,
        login: str,
        counts: LedgerCounts,
        lines: Mapping[str, int],
        heads: tuple[ChainHead, ...],
    ) -> "Seal":
        """Seal what stands now, after the seal ``before``."""
        text = canonical_text(
            {
                "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
                "cases": counts.cases,
                "day": day.isoformat(),
                "documents": counts.documents,
                "events": counts.events,
                "heads": [[h.case_id, h.number, h.steps, h.hash] for h in heads],
                "lines": dict(lines),
                "login": login,
                "previous": before.hash if before else FIRST_SEAL,
                "seq": before.seq + 1 if before else 1,
            }
        )
        return Seal.from_text(text)

    @staticmethod
    def from_text(text: str) -> "Seal":
        """Read a seal from the text that was hashed; ValueError if it is spoiled."""
        try:
            plain = json.loads(text)
            return Seal(
                seq=plain["seq"],
                day=date.fromisoformat(plain["day"]),
                at=datetime.fromisoformat(plain["at"]),
                login=plain["login"],
                counts=LedgerCounts(plain["cases"], plain["events"], plain["documents"]),
                lines=MappingProxyType(dict(plain["lines"])),
                heads=tuple(ChainHead(*head) for head in plain["heads"]),
                previous=plain["previous"],
                text=text,
                hash=sha256(text),
            )
        except (KeyError, TypeError) as problem:
            raise ValueError("this is not the text of a seal") from problem

    @property
    def short_hash(self) -> str:
        """The first sixteen digits in groups of four, to be compared by eye."""
        return " ".join(self.hash[start : start + 4] for start in range(0, 16, 4))
