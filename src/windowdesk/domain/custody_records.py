"""Records of custody: an original and who holds it, and the slips that originals go by."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Original:
    """An original of the applicant, or several alike, and who holds it: exactly one holder.

    ``holder`` is a login, ``holder_name`` the name on paper, ``place`` where it lies (a window, a
    department); for what went out of the house ``holder`` is empty and ``holder_name`` says where
    it is (申请人, 县民政局). ``slip`` is the number of the slip that it came by, empty at first.
    """

    code: str
    name: str
    count: int
    holder: str
    holder_name: str
    place: str
    since: datetime
    slip: str = ""
    note: str = ""


@dataclass(frozen=True)
class HandoverSlip:
    """A 交接单: originals and papers that go from one post to another; both hands sign.

    ``codes`` are those of the originals. ``due_at`` is until when it must be taken over
    (domain.md, 物料流转). Until it is taken, refused or called back by the giver it is under way,
    and the giver answers for what it lists. ``back_by`` is when originals are to come back.
    ``receiver`` is empty where anybody at the place may take it, and for what leaves the house.
    """

    number: str
    codes: tuple[str, ...]
    giver: str
    giver_name: str
    giver_place: str
    receiver: str
    receiver_name: str
    receiver_place: str
    purpose: str
    given_at: datetime
    due_at: datetime
    back_by: date | None = None
    condition: str = ""
    taken_at: datetime | None = None
    taken_name: str = ""
    refused_at: datetime | None = None
    refused_why: str = ""
    recalled_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits for the other hand."""
        return self.taken_at is None and self.refused_at is None and self.recalled_at is None


@dataclass(frozen=True)
class CustodyBefore:
    """Custody as it was before the last act that can be taken back."""

    originals: tuple[Original, ...]
    slips: tuple[HandoverSlip, ...]
