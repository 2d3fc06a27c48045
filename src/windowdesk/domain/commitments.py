"""告知承诺: a proof that is never asked for again, as the applicant committed in writing {L12}.

The organ tells what is to be proved, what holds, and what a false commitment costs; the applicant
commits; whether it is true is checked afterwards (国办发〔2020〕42号). Records without rules.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class PromisedProof:
    """A proof that a commitment stands for: ``content`` is what has to be true."""

    code: str
    name: str
    content: str
    basis: str = ""


@dataclass(frozen=True)
class CommitmentCheck:
    """What the check afterwards (事后核查) found; ``how`` is where it was looked up."""

    is_true: bool
    how: str
    found: str
    at: datetime
    by: str
    by_name: str


@dataclass(frozen=True)
class FalseCommitmentRuling:
    """What the head decided about a false commitment."""

    ruling: str
    basis: str
    at: datetime
    by: str
    by_name: str


@dataclass(frozen=True)
class Commitment:
    """A signed 告知承诺书 under ``number``; ``check_by`` is the last day of the check."""

    proofs: tuple[PromisedProof, ...]
    number: str
    at: datetime
    check_by: date
    check: CommitmentCheck | None = None
    ruling: FalseCommitmentRuling | None = None

    @property
    def is_unchecked(self) -> bool:
        """Tell whether nobody has looked yet whether it is true."""
        return self.check is None

    @property
    def waits_for_head(self) -> bool:
        """Tell whether it was found false and nobody has decided what follows."""
        return self.check is not None and not self.check.is_true and self.ruling is None
