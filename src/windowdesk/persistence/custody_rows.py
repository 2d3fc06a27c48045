"""Originals in the house as rows, and back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from windowdesk.domain.case import Case
from windowdesk.domain.custody import CustodyLine, custody_lines, wanted_back_on
from windowdesk.persistence.dialect import day_out, moment_in, moment_or_none, moment_out
from windowdesk.services.custody_port import CustodyRow


def custody_values(case: Case) -> tuple[Mapping[str, object], ...]:
    """Return one row for each original of a case that is in the house."""
    return tuple(_values(case, line) for line in custody_lines(case))


def custody_row_of(row: Row[Any]) -> CustodyRow:
    """Read a row of the lists."""
    return CustodyRow(
        case_id=row.case_id,
        number=row.number,
        applicant_name=row.applicant_name,
        item_name=row.item_name,
        code=row.code,
        name=row.name,
        count=row.pieces,
        place=row.place,
        holder=row.holder,
        holder_name=row.holder_name,
        since=moment_out(row.since),
        slip=row.slip,
        back_by=day_out(row.back_by) if row.back_by else None,
        note=row.note,
        going=row.going,
        to_name=row.to_name,
        to_place=row.to_place,
        purpose=row.purpose,
        given_at=moment_or_none(row.given_at),
        due_at=moment_or_none(row.due_at),
    )


def _values(case: Case, line: CustodyLine) -> Mapping[str, object]:
    one, slip = line.original, line.slip
    back_by = wanted_back_on(case, one)
    return {
        "case_id": case.case_id,
        "code": one.code,
        "centre": case.centre,
        "department": line.department,
        "place": one.place,
        "holder": one.holder,
        "holder_name": one.holder_name,
        "name": one.name,
        "pieces": one.count,
        "since": moment_in(one.since),
        "slip": one.slip,
        "back_by": back_by.isoformat() if back_by else None,
        "note": one.note,
        "going": slip.number if slip else "",
        "to_login": slip.receiver if slip else "",
        "to_name": slip.receiver_name if slip else "",
        "to_place": slip.receiver_place if slip else "",
        "purpose": slip.purpose if slip else "",
        "given_at": _moment(slip.given_at if slip else None),
        "due_at": _moment(slip.due_at if slip else None),
    }


def _moment(at: datetime | None) -> object:
    return moment_in(at) if at else None
