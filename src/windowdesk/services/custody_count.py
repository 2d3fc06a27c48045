"""The end-of-day list of originals: what lies where, held against the shelf, and on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from windowdesk.domain.centre import Account, Centre
from windowdesk.domain.errors import DomainError
from windowdesk.domain.facts import PaperFacts, Row
from windowdesk.domain.ids import new_id
from windowdesk.domain.local_time import SHANGHAI, clock_time, paper_date
from windowdesk.domain.numbers import CaseNumber
from windowdesk.services.acting import Bench
from windowdesk.services.custody_port import CustodyRow
from windowdesk.services.ports import AuditEntry
from windowdesk.services.sheet_facts import house_texts
from windowdesk.services.wording import short

_COUNTED = "custody_count"
_SIGNED_BY = "，"
Key = tuple[int, str]


@dataclass(frozen=True)
class CountResult:
    """A count of the shelf: how many were looked for and what was not as listed."""

    at: datetime
    by: str
    expected: int
    differences: tuple[str, ...]


class CustodyCount:
    """Holds the list against the shelf."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def count(self, found: Mapping[Key, str], place: str) -> CountResult:
        """Record a count: ``found`` has every original that was looked for, by case and code.

        An empty text means that it lies there; any other says what is wrong and stands in the
        story of its case with who counted and when. A difference that is mended is cleared.
        DomainError if an original of the place was not looked for: a count is whole or none.
        """
        rows = [row for row in self._bench.database.custody.all() if row.place == place]
        told = {key: short(text, "found") for key, text in found.items()}
        missed = next((row for row in rows if (row.case_id, row.code) not in told), None)
        if missed is not None:
            raise DomainError(
                f"还没看：{CaseNumber(missed.number).short} {missed.name}。"
                "架上有的打勾，没有的写明差在哪里。"
            )
        for case_id in dict.fromkeys(row.case_id for row in rows):
            self._note(case_id, [row for row in rows if row.case_id == case_id], told)
        return self._record(rows, told, place)

    def _note(self, case_id: int, rows: Sequence[CustodyRow], told: Mapping[Key, str]) -> None:
        notes = {row.code: told[case_id, row.code] for row in rows}
        if all(_same(row.note, notes[row.code]) for row in rows):
            return
        account = self._bench.account
        self._bench.act_on(
            case_id,
            lambda d: d.case.note_count(
                {code: _signed(text, account.name, d.at) for code, text in notes.items()},
                by=d.actor,
                at=d.at,
            ),
        )

    def _record(
        self, rows: Sequence[CustodyRow], told: Mapping[Key, str], place: str
    ) -> CountResult:
        differences = tuple(
            f"{CaseNumber(row.number).short} {row.name}：{told[row.case_id, row.code]}"
            for row in rows
            if told[row.case_id, row.code]
        )
        account = self._bench.account
        with self._bench.database.unit_of_work() as uow:
            at = uow.now()
            subject = f"{place}：应有{len(rows)}份，差{len(differences)}份"
            uow.audit(AuditEntry(new_id(at), at, account.login, _COUNTED, subject))
            uow.commit()
        return CountResult(at, account.name, len(rows), differences)


def custody_sheet_facts(
    rows: Sequence[CustodyRow], centre: Centre, by: Account, at: datetime, window: str = ""
) -> PaperFacts:
    """Return the facts of the 原件保管清单: what lies where, and open slips apart."""
    lying = [row for row in rows if not row.going]
    going = [row for row in rows if row.going]
    total = sum(row.count for row in rows)
    texts = {
        **house_texts(centre, window, at, by.name),
        "day": paper_date(at.astimezone(SHANGHAI).date()),
        "custody.total": f"在中心的原件共{total}份，其中在交接途中{sum(r.count for r in going)}份",
    }
    return PaperFacts.of(
        texts,
        {
            "originals": tuple(_lying(row) for row in lying),
            "slips": tuple(_going(row) for row in going),
        },
    )


def _lying(row: CustodyRow) -> Row:
    return {
        "holder": f"{row.place}　{row.holder_name}",
        "case": CaseNumber(row.number).short,
        "applicant": row.applicant_name,
        "name": f"{row.name}（{row.note}）" if row.note else row.name,
        "count": str(row.count),
        "since": f"{_moment(row.since)}，{row.slip}" if row.slip else _moment(row.since),
    }


def _going(row: CustodyRow) -> Row:
    return {
        "slip": row.going,
        "case": CaseNumber(row.number).short,
        "name": row.name,
        "count": str(row.count),
        "giver": f"{row.place}　{row.holder_name}",
        "receiver": f"{row.to_place}　{row.to_name}".strip("　"),
        "due": _moment(row.due_at) if row.due_at else "",
    }


def _moment(at: datetime) -> str:
    local = at.astimezone(SHANGHAI)
    return f"{local.month}月{local.day}日{clock_time(at)}"


def _signed(text: str, name: str, at: datetime) -> str:
    return f"{text}{_SIGNED_BY}{name}{_moment(at)}清点" if text else ""


def _same(noted: str, found: str) -> bool:
    """Tell whether a count found what stands in the note already."""
    return noted.startswith(f"{found}{_SIGNED_BY}") if found else not noted
